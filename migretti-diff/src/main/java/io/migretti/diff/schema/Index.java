package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An index that no constraint owns.
 *
 * @param table or materialized view
 * @param definition the whole statement as the server deparses it
 * @param valid false if building it failed
 * @param clustered whether {@code CLUSTER} follows it
 * @param statistics of its expressions: the number of the column and its statistics target
 * @param attached to the index of the partitioned table
 */
public record Index(
        ObjectId id,
        ObjectId table,
        String definition,
        boolean valid,
        boolean clustered,
        List<ColumnStatistics> statistics,
        Optional<IndexAttachment.Place> attached)
        implements SchemaObject {

    /**
     * One of them.
     *
     * @param column counted from 1
     */
    public record ColumnStatistics(int column, int target) {}

    @Override
    public List<String> create(Creation creation) {
        List<String> statements = new ArrayList<>();
        statements.add(definition);
        statistics.forEach(each -> statements.add(statistics(each.column(), each.target())));
        if (clustered) {
            statements.add(cluster());
        }
        return statements;
    }

    private String statistics(int column, int target) {
        return "ALTER INDEX " + id.sqlName() + " ALTER COLUMN " + column + " SET STATISTICS " + target;
    }

    private String cluster() {
        return "ALTER " + table.kind().sql() + " " + table.sqlName() + " CLUSTER ON " + SqlName.quote(id.name());
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Index target = (Index) other;
        if (!table.equals(target.table) || !SqlText.same(definition, target.definition) || !valid && target.valid) {
            return Change.recreate();
        }
        List<String> statements = new ArrayList<>();
        if (!statistics.equals(target.statistics)) {
            statistics.stream()
                    .filter(mine -> target.statistics.stream().noneMatch(each -> each.column() == mine.column()))
                    .forEach(each -> statements.add(statistics(each.column(), -1)));
            target.statistics.forEach(each -> statements.add(statistics(each.column(), each.target())));
        }
        if (!clustered && target.clustered) {
            statements.add(cluster());
        } else if (clustered && !target.clustered && !clusters(transition.to(), table)) {
            statements.add("ALTER " + table.kind().sql() + " " + table.sqlName() + " SET WITHOUT CLUSTER");
        }
        return Change.alter(statements);
    }

    /** Whether the table follows any index; another one takes the place of the last by itself. */
    static boolean clusters(Schema schema, ObjectId table) {
        return schema.dependents(table).stream()
                .map(each -> schema.find(each.of()))
                .flatMap(Optional::stream)
                .anyMatch(each -> each instanceof Index index && index.clustered
                        || each instanceof Constraint constraint && constraint.clustered());
    }

    @Override
    public List<ObjectId> droppedWith(Transition transition) {
        return attached.map(each -> each.droppedWith(transition)).orElse(List.of());
    }

    public Index attachedAt(IndexAttachment.Place place) {
        return new Index(id, table, definition, valid, clustered, statistics, Optional.of(place));
    }

    @Override
    public Set<String> names() {
        return Set.of(SchemaObject.relationName(id.schema(), id.name()));
    }
}
