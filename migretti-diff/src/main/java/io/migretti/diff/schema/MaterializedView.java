package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A materialized view. It is populated when it is created, if it is populated in the schema that it comes from.
 *
 * @param query as the server deparses it, without {@code ;}
 * @param options storage parameters
 */
public record MaterializedView(
        ObjectId id,
        List<ViewColumn> columns,
        String query,
        List<String> options,
        Optional<String> accessMethod,
        boolean populated)
        implements SchemaObject {

    @Override
    public List<String> create(Creation creation) {
        return List.of("CREATE MATERIALIZED VIEW " + id.sqlName() + ViewColumn.names(columns)
                + accessMethod
                        .filter(each -> !each.equals("heap"))
                        .map(each -> " USING " + SqlName.quote(each))
                        .orElse("")
                + (options.isEmpty() ? "" : " WITH (" + StorageOptions.sql(options) + ")")
                + " AS\n" + query + (populated ? "" : "\nWITH NO DATA"));
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        MaterializedView target = (MaterializedView) other;
        if (!SqlText.same(query, target.query)
                || !columns.equals(target.columns)
                || !accessMethod.equals(target.accessMethod)) {
            return Change.recreate();
        }
        return Change.alter(new ArrayList<>(
                StorageOptions.changes("ALTER MATERIALIZED VIEW " + id.sqlName(), options, target.options)));
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
