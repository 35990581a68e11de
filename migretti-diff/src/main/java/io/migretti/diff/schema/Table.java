package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An ordinary or partitioned table. Its columns, constraints and partitions are objects of their own.
 *
 * @param unlogged its contents do not survive a crash
 * @param partitionKey {@code RANGE (created)}; empty if it has no partitions
 * @param keyColumns the names of the columns in the partition key, as far as they stand there alone
 * @param accessMethod {@code heap} or another; empty if the server's default applies, as to a partitioned table
 * @param options storage parameters, {@code name=value}; those of its TOAST table begin with {@code toast.}
 * @param ofType the composite type that a typed table follows
 */
public record Table(
        ObjectId id,
        boolean unlogged,
        Optional<String> partitionKey,
        Set<String> keyColumns,
        Optional<String> accessMethod,
        List<String> options,
        Optional<ObjectId> ofType,
        boolean rowSecurity,
        boolean forceRowSecurity)
        implements SchemaObject {

    /** Where an access method need not be named. */
    private static final String USUAL_ACCESS_METHOD = "heap";

    private static final int SET_ACCESS_METHOD = 150000;

    String alter() {
        return "ALTER TABLE " + id.sqlName();
    }

    @Override
    public List<String> create(Creation creation) {
        List<Inheritance> parents = creation.parts(Inheritance.class);
        List<Column> columns = creation.parts(Column.class).stream()
                .sorted((one, other) -> Integer.compare(one.position(), other.position()))
                .toList();
        List<String> lines = new ArrayList<>();
        for (Column column : columns) {
            if (ofType.isPresent()) {
                column.withOptions(creation).ifPresent(lines::add);
            } else if (!column.comesWith(parents)) {
                lines.add(column.definition(creation));
            }
        }
        creation.parts(Constraint.class).stream()
                .filter(each -> !each.comesWith(parents))
                .forEach(each -> lines.add(each.clause()));
        List<String> statements = new ArrayList<>();
        statements.add(head() + body(lines) + inherits(parents) + tail());
        for (Column column : columns) {
            statements.addAll(column.afterCreation(creation, column.comesWith(parents)));
        }
        statements.addAll(rowSecurity(false, false));
        return statements;
    }

    private String head() {
        return "CREATE " + (unlogged ? "UNLOGGED " : "") + "TABLE " + id.sqlName()
                + ofType.map(each -> " OF " + each.sqlName()).orElse("");
    }

    private String body(List<String> lines) {
        if (lines.isEmpty()) {
            return ofType.isPresent() ? "" : " ()";
        }
        return " (\n    " + String.join(",\n    ", lines) + "\n)";
    }

    private static String inherits(List<Inheritance> parents) {
        return parents.isEmpty()
                ? ""
                : parents.stream()
                        .sorted((one, other) -> Integer.compare(one.position(), other.position()))
                        .map(each -> each.parent().sqlName())
                        .collect(Collectors.joining(", ", " INHERITS (", ")"));
    }

    private String tail() {
        return partitionKey.map(each -> " PARTITION BY " + each).orElse("")
                + accessMethod
                        .filter(each -> !each.equals(USUAL_ACCESS_METHOD))
                        .map(each -> " USING " + SqlName.quote(each))
                        .orElse("")
                + (options.isEmpty() ? "" : " WITH (" + StorageOptions.sql(options) + ")");
    }

    private List<String> rowSecurity(boolean enabled, boolean forced) {
        List<String> statements = new ArrayList<>();
        if (rowSecurity != enabled) {
            statements.add(alter() + (rowSecurity ? " ENABLE" : " DISABLE") + " ROW LEVEL SECURITY");
        }
        if (forceRowSecurity != forced) {
            statements.add(alter() + (forceRowSecurity ? " FORCE" : " NO FORCE") + " ROW LEVEL SECURITY");
        }
        return statements;
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Table target = (Table) other;
        if (!SqlText.same(partitionKey.orElse(""), target.partitionKey.orElse(""))) {
            return Change.recreate();
        }
        List<String> statements = new ArrayList<>();
        if (!accessMethod.equals(target.accessMethod)) {
            if (transition.serverVersion() < SET_ACCESS_METHOD || target.accessMethod.isEmpty()) {
                return Change.recreate();
            }
            statements.add(alter() + " SET ACCESS METHOD " + SqlName.quote(target.accessMethod.get()));
        }
        if (unlogged != target.unlogged) {
            statements.add(alter() + (target.unlogged ? " SET UNLOGGED" : " SET LOGGED"));
        }
        statements.addAll(StorageOptions.changes(alter(), options, target.options));
        statements.addAll(target.rowSecurity(rowSecurity, forceRowSecurity));
        return Change.alter(statements);
    }

    @Override
    public Set<String> names() {
        return Set.of(SchemaObject.relationName(id.schema(), id.name()), SchemaObject.typeName(id.schema(), id.name()));
    }
}
