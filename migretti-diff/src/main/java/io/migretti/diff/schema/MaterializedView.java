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
 * @param settings of its columns, where they are not the usual ones
 */
public record MaterializedView(
        ObjectId id,
        List<ViewColumn> columns,
        String query,
        List<String> options,
        Optional<String> accessMethod,
        boolean populated,
        List<ColumnSetting> settings)
        implements SchemaObject {

    /**
     * How a column is stored, compressed or analysed.
     *
     * @param set {@code SET STORAGE EXTERNAL}
     * @param unset what brings the usual one back
     */
    public record ColumnSetting(String column, String set, String unset) {}

    @Override
    public List<String> create(Creation creation) {
        List<String> statements = new ArrayList<>();
        statements.add(definition());
        settings.forEach(each -> statements.add(alter(each.column(), each.set())));
        return statements;
    }

    private String alter(String column, String action) {
        return "ALTER MATERIALIZED VIEW " + id.sqlName() + " ALTER COLUMN " + SqlName.quote(column) + " " + action;
    }

    private String definition() {
        return "CREATE MATERIALIZED VIEW " + id.sqlName() + ViewColumn.names(columns)
                + accessMethod
                        .filter(each -> !each.equals("heap"))
                        .map(each -> " USING " + SqlName.quote(each))
                        .orElse("")
                + (options.isEmpty() ? "" : " WITH (" + StorageOptions.sql(options) + ")")
                + " AS\n" + query + (populated ? "" : "\nWITH NO DATA");
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        MaterializedView target = (MaterializedView) other;
        if (!SqlText.same(query, target.query)
                || !columns.equals(target.columns)
                || !accessMethod.equals(target.accessMethod)) {
            return Change.recreate();
        }
        List<String> statements = new ArrayList<>(
                StorageOptions.changes("ALTER MATERIALIZED VIEW " + id.sqlName(), options, target.options));
        settings.stream()
                .filter(mine -> target.settings.stream()
                        .noneMatch(each -> each.column().equals(mine.column())
                                && each.unset().equals(mine.unset())))
                .forEach(mine -> statements.add(alter(mine.column(), mine.unset())));
        target.settings.stream()
                .filter(each -> !settings.contains(each))
                .forEach(each -> statements.add(alter(each.column(), each.set())));
        return Change.alter(statements);
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
