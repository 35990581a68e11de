package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A trigger on a table or view.
 *
 * @param definition the whole statement as the server deparses it
 * @param constraint a constraint trigger, which cannot be replaced
 * @param enabled {@code ENABLE}, {@code DISABLE}, {@code ENABLE REPLICA} or {@code ENABLE ALWAYS}
 */
public record Trigger(ObjectId id, String definition, boolean constraint, String enabled) implements SchemaObject {

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
        return "ALTER TABLE " + id.sqlName() + " " + enabled + " TRIGGER " + id.sqlPart();
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of("DROP TRIGGER " + id.sqlPart() + " ON " + id.sqlName());
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Trigger target = (Trigger) other;
        if (SqlText.same(definition, target.definition)) {
            return enabled.equals(target.enabled) ? Change.none() : Change.alter(List.of(target.enabling()));
        }
        if (constraint || target.constraint) {
            return Change.recreate();
        }
        List<String> statements = new ArrayList<>();
        statements.add(target.definition.replaceFirst("^CREATE TRIGGER", "CREATE OR REPLACE TRIGGER"));
        if (!target.enabled.equals(USUAL)) {
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
        return Set.of("trigger " + id.sqlName() + "." + id.sqlPart());
    }
}
