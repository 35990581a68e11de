package io.migretti.diff.schema;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What objects of one kind get when a role creates them, in one schema or in all.
 *
 * @param role quoted
 * @param inSchema empty for all
 * @param objects {@code TABLES}, {@code SEQUENCES}, {@code FUNCTIONS}, {@code TYPES} or {@code SCHEMAS}
 * @param grants all of them; in one schema, those on top of what holds for all
 * @param usual what there is when nobody granted or revoked anything
 */
public record DefaultPrivileges(
        ObjectId id,
        String role,
        String inSchema,
        String objects,
        NavigableSet<Grant> grants,
        NavigableSet<Grant> usual)
        implements SchemaObject {

    private List<String> changes(NavigableSet<Grant> from, NavigableSet<Grant> to) {
        String head = "ALTER DEFAULT PRIVILEGES FOR ROLE " + role
                + (inSchema.isEmpty() ? "" : " IN SCHEMA " + SqlName.quote(inSchema)) + " ";
        return Grant.changes(from, to, objects, "", role).stream()
                .map(head::concat)
                .toList();
    }

    @Override
    public List<String> create(Creation creation) {
        return changes(usual, grants);
    }

    @Override
    public List<String> drop(Transition transition) {
        return changes(grants, usual);
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        return Change.alter(changes(grants, ((DefaultPrivileges) other).grants));
    }

    /** Who may have got something by the mere creation of this object. */
    static NavigableSet<String> grantees(Transition transition, ObjectId target) {
        NavigableSet<String> grantees = new TreeSet<>();
        for (Schema schema : List.of(transition.from(), transition.to())) {
            for (DefaultPrivileges each : schema.defaultPrivileges()) {
                if (each.objects.equals(objects(target.kind()))
                        && (each.inSchema.isEmpty() || each.inSchema.equals(target.schema()))) {
                    grantees.add(Grant.PUBLIC);
                    each.grants.stream()
                            .map(Grant::grantee)
                            .filter(grantee -> !grantee.equals(Grant.OWNER))
                            .forEach(grantees::add);
                }
            }
        }
        return grantees;
    }

    private static String objects(ObjectKind kind) {
        return switch (kind) {
            case TABLE, VIEW, MATERIALIZED_VIEW -> "TABLES";
            case SEQUENCE -> "SEQUENCES";
            case FUNCTION, PROCEDURE, AGGREGATE -> "FUNCTIONS";
            case SCHEMA -> "SCHEMAS";
            default -> "TYPES";
        };
    }
}
