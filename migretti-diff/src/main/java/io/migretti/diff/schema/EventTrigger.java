package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An event trigger, which watches a whole database.
 *
 * @param event {@code ddl_command_end} and the like
 * @param tags the commands that it is for; empty for all
 * @param function qualified and quoted
 * @param enabled {@code ENABLE}, {@code DISABLE}, {@code ENABLE REPLICA} or {@code ENABLE ALWAYS}
 */
public record EventTrigger(ObjectId id, String event, List<String> tags, String function, String enabled)
        implements SchemaObject {

    @Override
    public List<String> create(Creation creation) {
        List<String> statements = new ArrayList<>();
        String when = tags.isEmpty()
                ? ""
                : tags.stream().map(SqlName::literal).collect(Collectors.joining(", ", " WHEN TAG IN (", ")"));
        statements.add("CREATE EVENT TRIGGER " + id.sqlName() + " ON " + event + when + " EXECUTE FUNCTION " + function
                + "()");
        if (!enabled.equals("ENABLE")) {
            statements.add(enabling());
        }
        return statements;
    }

    private String enabling() {
        return "ALTER EVENT TRIGGER " + id.sqlName() + " " + enabled;
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        EventTrigger target = (EventTrigger) other;
        if (!event.equals(target.event) || !tags.equals(target.tags) || !function.equals(target.function)) {
            return Change.recreate();
        }
        return enabled.equals(target.enabled) ? Change.none() : Change.alter(List.of(target.enabling()));
    }
}
