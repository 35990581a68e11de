package io.migretti.diff.schema;

import java.util.List;
import java.util.Set;

/**
 * An aggregate.
 *
 * @param arguments with names and {@code ORDER BY}, without the parentheses
 * @param definition what {@code CREATE AGGREGATE} takes in the second pair of parentheses
 * @param result what it returns, which a replacement cannot change
 */
public record Aggregate(ObjectId id, String arguments, String definition, String result) implements SchemaObject {

    @Override
    public List<String> create(Creation creation) {
        return List.of("CREATE AGGREGATE " + id.sqlName() + "(" + arguments + ") (" + definition + ")");
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of("DROP AGGREGATE " + id.sqlName() + "(" + arguments + ")");
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        return equals(other) ? Change.none() : Change.recreate();
    }

    @Override
    public Set<String> names() {
        return Set.of("routine " + id.sqlName() + id.part());
    }
}
