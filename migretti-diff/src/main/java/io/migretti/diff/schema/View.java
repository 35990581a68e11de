package io.migretti.diff.schema;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A view.
 *
 * @param query as the server deparses it
 * @param options {@code security_invoker=true} and the like
 */
public record View(ObjectId id, List<ViewColumn> columns, String query, List<String> options) implements Replaceable {

    @Override
    public List<String> create(Creation creation) {
        return List.of("CREATE VIEW " + rest());
    }

    private String rest() {
        return id.sqlName() + ViewColumn.names(columns)
                + (options.isEmpty() ? "" : " WITH (" + StorageOptions.sql(options) + ")") + " AS\n" + query;
    }

    @Override
    public boolean isReplaceable() {
        return !columns.isEmpty();
    }

    @Override
    public List<String> standIn() {
        String nothing = columns.stream()
                .map(each -> "NULL::" + each.type() + (each.collation().isEmpty() ? "" : " COLLATE " + each.collation())
                        + " AS " + SqlName.quote(each.name()))
                .collect(Collectors.joining(",\n    "));
        return List.of("CREATE OR REPLACE VIEW " + id.sqlName() + " AS\nSELECT " + nothing);
    }

    @Override
    public List<String> replaceStandIn() {
        return List.of("CREATE OR REPLACE VIEW " + rest());
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        View target = (View) other;
        if (SqlText.same(query, target.query) && columns.equals(target.columns)) {
            return Change.alter(StorageOptions.changes("ALTER VIEW " + id.sqlName(), options, target.options));
        }
        boolean extended = target.columns.size() >= columns.size()
                && target.columns.subList(0, columns.size()).equals(columns);
        return extended ? Change.alter(List.of("CREATE OR REPLACE VIEW " + target.rest())) : Change.recreate();
    }

    @Override
    public boolean stepsAside() {
        return true;
    }

    @Override
    public Set<String> names() {
        return Set.of(SchemaObject.relationName(id.schema(), id.name()), SchemaObject.typeName(id.schema(), id.name()));
    }
}
