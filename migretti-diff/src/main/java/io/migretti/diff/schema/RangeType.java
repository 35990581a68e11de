package io.migretti.diff.schema;

import java.util.List;
import java.util.Set;

/**
 * A range type, with the multirange type that comes along.
 *
 * @param definition what {@code CREATE TYPE … AS RANGE} takes in parentheses
 */
public record RangeType(ObjectId id, String definition, String multirange) implements UserType {

    @Override
    public List<String> create(Creation creation) {
        return List.of("CREATE TYPE " + id.sqlName() + " AS RANGE (" + definition + ", multirange_type_name = "
                + SqlName.qualified(id.schema(), multirange) + ")");
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        return equals(other) ? Change.none() : Change.recreate();
    }

    @Override
    public List<String> setAside() {
        return List.of(
                "ALTER TYPE " + id.sqlName() + " RENAME TO " + SqlName.quote(UserType.otherName(id.name())),
                "ALTER TYPE " + SqlName.qualified(id.schema(), multirange) + " RENAME TO "
                        + SqlName.quote(UserType.otherName(multirange)));
    }

    @Override
    public Set<String> names() {
        return Set.of(SchemaObject.typeName(id.schema(), id.name()), SchemaObject.typeName(id.schema(), multirange));
    }
}
