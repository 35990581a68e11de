package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A range type, with the multirange type that comes along.
 *
 * @param options what else {@code CREATE TYPE … AS RANGE} takes in parentheses, each after a comma
 * @param multirangeSchema which may be another one
 */
public record RangeType(ObjectId id, String subtype, String options, String multirangeSchema, String multirange)
        implements UserType {

    @Override
    public List<String> create(Creation creation) {
        return List.of("CREATE TYPE " + id.sqlName() + " AS RANGE (subtype = " + subtype + options
                + ", multirange_type_name = " + SqlName.qualified(multirangeSchema, multirange) + ")");
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        return equals(other) ? Change.none() : Change.recreate();
    }

    /**
     * The functions that make its values do not follow it to the other name. Those that take another subtype of the same
     * name are in nobody's way.
     */
    @Override
    public List<String> setAside(UserType target, Set<String> already) {
        String own = id.sqlName();
        String multi = SqlName.qualified(multirangeSchema, multirange);
        String other = " RENAME TO " + SqlName.quote(UserType.otherName(id.name()));
        String otherMulti = " RENAME TO " + SqlName.quote(UserType.otherName(multirange));
        List<String> statements = new ArrayList<>();
        if (!already.contains(subtype)) {
            statements.add("ALTER FUNCTION " + own + "(" + subtype + ", " + subtype + ")" + other);
            statements.add("ALTER FUNCTION " + own + "(" + subtype + ", " + subtype + ", text)" + other);
        }
        statements.addAll(List.of(
                "ALTER FUNCTION " + multi + "()" + otherMulti,
                "ALTER FUNCTION " + multi + "(" + own + ")" + otherMulti,
                "ALTER FUNCTION " + multi + "(" + own + "[])" + otherMulti,
                "ALTER TYPE " + own + other,
                "ALTER TYPE " + multi + otherMulti));
        return statements;
    }

    @Override
    public Set<String> names() {
        return Set.of(
                SchemaObject.typeName(id.schema(), id.name()), SchemaObject.typeName(multirangeSchema, multirange));
    }
}
