package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A rewrite rule on a table or view, other than the one that makes a view a view.
 *
 * @param definition the whole statement as the server deparses it
 * @param enabled {@code ENABLE}, {@code DISABLE}, {@code ENABLE REPLICA} or {@code ENABLE ALWAYS}
 */
public record Rule(ObjectId id, String definition, String enabled) implements SchemaObject {

    private static final String USUAL = "ENABLE";

    @Override
    public List<String> create(Creation creation) {
        List<String> statements = new ArrayList<>();
        statements.add(definition);
        if (!enabled.equals(USUAL)) {
            statements.add(enabling());
        }
        return statements;
    }

    private String enabling() {
        return "ALTER TABLE " + id.sqlName() + " " + enabled + " RULE " + id.sqlPart();
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of("DROP RULE " + id.sqlPart() + " ON " + id.sqlName());
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Rule target = (Rule) other;
        List<String> statements = new ArrayList<>();
        if (!SqlText.same(definition, target.definition)) {
            statements.add(target.definition.replaceFirst("^CREATE RULE", "CREATE OR REPLACE RULE"));
        }
        // Replacing one leaves its state alone.
        if (!enabled.equals(target.enabled)) {
            statements.add(target.enabling());
        }
        return Change.alter(statements);
    }

    @Override
    public boolean stepsAside() {
        return true;
    }

    @Override
    public Set<String> names() {
        return Set.of("rule " + id.sqlName() + "." + id.sqlPart());
    }
}
