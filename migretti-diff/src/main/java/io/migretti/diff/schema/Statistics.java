package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An extended statistics object.
 *
 * @param definition the whole statement as the server deparses it
 * @param target how much is sampled; -1 for the server's default
 */
public record Statistics(ObjectId id, String definition, int target) implements SchemaObject {

    @Override
    public List<String> create(Creation creation) {
        List<String> statements = new ArrayList<>();
        statements.add(definition);
        if (target >= 0) {
            statements.add(targeting());
        }
        return statements;
    }

    private String targeting() {
        return "ALTER STATISTICS " + id.sqlName() + " SET STATISTICS " + target;
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Statistics aim = (Statistics) other;
        if (!SqlText.same(definition, aim.definition)) {
            return Change.recreate();
        }
        return target == aim.target ? Change.none() : Change.alter(List.of(aim.targeting()));
    }

    @Override
    public Set<String> names() {
        return Set.of("statistics " + id.sqlName());
    }
}
