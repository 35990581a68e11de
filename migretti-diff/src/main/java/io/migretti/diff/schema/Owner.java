package io.migretti.diff.schema;

import java.util.List;

/**
 * Who owns an object.
 *
 * @param subject the object as {@code ALTER} names it
 * @param role quoted
 * @param follows whether it is a sequence of a table's column, which has the owner of the table
 */
public record Owner(ObjectId id, ObjectId target, String subject, String role, boolean follows) implements Attached {

    /** The role that owns it, as SQL: of an owner that was not read, the current one. */
    static String of(Schema schema, ObjectId target) {
        return schema.find(Attached.idOf(ObjectKind.OWNER, target, ""))
                .map(each -> ((Owner) each).role)
                .orElse("CURRENT_USER");
    }

    private String sql() {
        return "ALTER " + subject + " OWNER TO " + role;
    }

    @Override
    public List<String> create(Creation creation) {
        return List.of(sql());
    }

    @Override
    public List<String> createAfresh(Transition transition) {
        return List.of(sql());
    }

    /** Somebody owns it always; without anything that says who, it stays as it is. */
    @Override
    public List<String> drop(Transition transition) {
        return List.of();
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Owner aim = (Owner) other;
        return role.equals(aim.role) || follows ? Change.none() : Change.alter(List.of(aim.sql()));
    }
}
