package io.migretti.diff.schema;

import java.util.List;
import java.util.Set;

/**
 * A collation. Columns move to another of the same name as they do to another type.
 *
 * @param definition what {@code CREATE COLLATION} takes in parentheses
 */
public record Collation(ObjectId id, String definition) implements UserType {

    @Override
    public List<String> create(Creation creation) {
        return List.of("CREATE COLLATION " + id.sqlName() + " (" + definition + ")");
    }

    @Override
    public Change changeTo(SchemaObject target, Transition transition) {
        return equals(target) ? Change.none() : Change.recreate();
    }

    @Override
    public Set<String> names() {
        return Set.of("collation " + id.sqlName());
    }
}
