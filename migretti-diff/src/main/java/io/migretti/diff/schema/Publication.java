package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A publication. What it publishes are objects of their own.
 *
 * @param allTables which cannot be altered
 * @param columnLists whether one of its tables is published in part; the server refuses such beside whole schemas
 * @param schemas whether it publishes whole schemas
 * @param options {@code publish} and the like with their values, as SQL
 */
public record Publication(
        ObjectId id, boolean allTables, boolean columnLists, boolean schemas, Map<String, String> options)
        implements SchemaObject {

    @Override
    public List<String> create(Creation creation) {
        List<String> published = new ArrayList<>();
        creation.parts(PublishedTable.class).forEach(each -> published.add(each.clause()));
        creation.parts(PublishedSchema.class).forEach(each -> published.add(each.clause()));
        String of = allTables ? " FOR ALL TABLES" : published.isEmpty() ? "" : " FOR " + String.join(", ", published);
        return List.of("CREATE PUBLICATION " + id.sqlName() + of + " WITH (" + with(options) + ")");
    }

    private static String with(Map<String, String> options) {
        return options.entrySet().stream()
                .map(each -> each.getKey() + " = " + each.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Publication target = (Publication) other;
        if (allTables != target.allTables || columnLists && target.schemas || schemas && target.columnLists) {
            return Change.recreate();
        }
        Map<String, String> changed = target.options.entrySet().stream()
                .filter(each -> !Objects.equals(options.get(each.getKey()), each.getValue()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return changed.isEmpty()
                ? Change.none()
                : Change.alter(List.of("ALTER PUBLICATION " + id.sqlName() + " SET (" + with(changed) + ")"));
    }
}
