package io.migretti.diff.schema;

import java.util.List;
import java.util.Set;

/**
 * A function or procedure.
 *
 * @param types of the parameters that are put in, by which the server tells routines apart
 * @param definition the whole {@code CREATE OR REPLACE} statement as the server deparses it
 * @param result what it returns; with output parameters, the row that they form
 * @param parameters their modes, names and types, without defaults
 * @param defaults how many parameters have one
 * @param window a window function cannot be replaced by an ordinary one
 */
public record Routine(
        ObjectId id, String types, String definition, String result, String parameters, int defaults, boolean window)
        implements SchemaObject {

    @Override
    public List<String> create(Creation creation) {
        return List.of(definition);
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of("DROP " + id.kind().sql() + " " + id.sqlName() + id.part());
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Routine target = (Routine) other;
        if (SqlText.same(definition, target.definition)) {
            return Change.none();
        }
        boolean replaceable = result.equals(target.result)
                && parameters.equals(target.parameters)
                && defaults <= target.defaults
                && window == target.window;
        return replaceable ? Change.alter(List.of(target.definition)) : Change.recreate();
    }

    /** One whose body is SQL that the server has read, {@code BEGIN ATOMIC}; of others it knows no dependency. */
    @Override
    public boolean stepsAside() {
        return true;
    }

    @Override
    public Set<String> names() {
        return Set.of("routine " + id.sqlName() + "(" + types + ")");
    }
}
