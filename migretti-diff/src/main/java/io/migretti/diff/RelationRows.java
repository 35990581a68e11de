package io.migretti.diff;

import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.Inheritance;
import io.migretti.diff.schema.MaterializedView;
import io.migretti.diff.schema.MaterializedView.ColumnSetting;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Sequence;
import io.migretti.diff.schema.SequenceOwner;
import io.migretti.diff.schema.Table;
import io.migretti.diff.schema.TypedTable;
import io.migretti.diff.schema.View;
import io.migretti.diff.schema.ViewColumn;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads tables, views, materialized views and sequences. */
final class RelationRows {

    private final Reading reading;
    private final Links links;
    private final Map<Long, String> bounds = new HashMap<>();
    private final Map<Long, List<ViewColumn>> viewColumns = new HashMap<>();

    private final Map<Long, List<ColumnSetting>> settings = new HashMap<>();
    private final Map<Long, List<String>> keyColumns = new HashMap<>();
    private final Map<ObjectId, ObjectId> typed = new HashMap<>();
    private final Set<Long> left = new HashSet<>();

    private RelationRows(Reading reading, Links links) {
        this.reading = reading;
        this.links = links;
    }

    static void read(Reading reading, Links links) throws SQLException {
        RelationRows rows = new RelationRows(reading, links);
        rows.viewColumns();
        reading.rows(
                """
                SELECT p.partrelid::int8 AS table, a.attname AS name
                  FROM pg_partitioned_table p
                  JOIN pg_attribute a ON a.attrelid = p.partrelid AND a.attnum = ANY (p.partattrs)
                """,
                row -> rows.keyColumns
                        .computeIfAbsent(row.number("table"), table -> new ArrayList<>())
                        .add(row.text("name")));
        reading.rows("""
                SELECT c.oid::int8, c.relnamespace::int8 AS namespace, c.relname AS name, c.relkind::text AS kind,
                       nullif(pg_get_userbyid(c.relowner), current_user) AS owner, c.reltype::int8 AS type, c.relpersistence = 'u' AS unlogged, m.amname AS method,
                       c.reloptions AS options, t.reloptions AS toastoptions, c.reloftype::int8 AS oftype,
                       c.relrowsecurity AS rowsecurity, c.relforcerowsecurity AS forced, c.relispopulated AS populated,
                       pg_get_expr(c.relpartbound, c.oid) AS bound,
                       CASE WHEN c.relkind = 'p' THEN pg_get_partkeydef(c.oid) END AS partitionkey,
                       CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END AS query
                  FROM pg_class c
                  LEFT JOIN pg_am m ON m.oid = c.relam
                  LEFT JOIN pg_class t ON t.oid = c.reltoastrelid
                 WHERE c.relkind IN ('r', 'p', 'v', 'm') AND c.oid >= 16384 AND c.relpersistence <> 't'
                """, rows::relation);
        rows.inheritance();
        rows.types();
        rows.sequences();
        reading.rows(
                "SELECT oid::int8, ev_class::int8 AS relation FROM pg_rewrite WHERE rulename = '_RETURN' AND oid >= 16384",
                row -> {
                    Optional<ObjectId> view = reading.at(Reading.CLASS, row.number("relation"));
                    if (view.isPresent()) {
                        reading.place(Reading.REWRITE, row.number("oid"), view.get());
                    }
                });
    }

    private void viewColumns() throws SQLException {
        reading.rows("""
                SELECT a.attrelid::int8 AS relation, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
                       quote_ident(cn.nspname) || '.' || quote_ident(co.collname) AS collation,
                       a.attstorage::text AS storage, t.typstorage::text AS typestorage,
                       a.attcompression::text AS compression, coalesce(a.attstattarget, -1) AS statistics
                  FROM pg_class c
                  JOIN pg_attribute a ON a.attrelid = c.oid
                  JOIN pg_type t ON t.oid = a.atttypid
                %s WHERE c.relkind IN ('v', 'm') AND c.oid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
                 ORDER BY a.attrelid, a.attnum
                """.formatted(TypeRows.COLLATION_JOINS.formatted("a.attcollation")), this::viewColumn);
    }

    private void viewColumn(Row row) throws SQLException {
        String name = row.text("name");
        long relation = row.number("relation");
        viewColumns
                .computeIfAbsent(relation, each -> new ArrayList<>())
                .add(new ViewColumn(name, row.text("type"), row.text("collation")));
        List<ColumnSetting> own = settings.computeIfAbsent(relation, each -> new ArrayList<>());
        String usual = "SET STORAGE " + ColumnRows.storage(row.letter("typestorage"));
        String storage = "SET STORAGE " + ColumnRows.storage(row.letter("storage"));
        if (!storage.equals(usual)) {
            own.add(new ColumnSetting(name, storage, usual));
        }
        String compression = ColumnRows.compression(row.letter("compression"));
        if (!compression.isEmpty()) {
            own.add(new ColumnSetting(name, "SET COMPRESSION " + compression, "SET COMPRESSION default"));
        }
        if (row.integer("statistics") >= 0) {
            own.add(new ColumnSetting(name, "SET STATISTICS " + row.integer("statistics"), "SET STATISTICS -1"));
        }
    }

    private void relation(Row row) throws SQLException {
        Optional<String> schema = reading.schemaOf(row, Reading.CLASS);
        if (schema.isEmpty()) {
            return;
        }
        long oid = row.number("oid");
        row.optional("bound").ifPresent(bound -> bounds.put(oid, bound));
        ObjectKind kind = switch (row.letter("kind")) {
            case 'v' -> ObjectKind.VIEW;
            case 'm' -> ObjectKind.MATERIALIZED_VIEW;
            default -> ObjectKind.TABLE;
        };
        ObjectId id = ObjectId.of(kind, schema.get(), row.text("name"));
        if (reading.options.exceptTables().contains(id)) {
            left.add(oid);
            return;
        }
        reading.place(Reading.CLASS, oid, id);
        reading.place(Reading.TYPE, row.number("type"), id);
        row.optional("owner").ifPresent(owner -> reading.schema.ownedByOther(id, owner));
        List<ViewColumn> columns = viewColumns.getOrDefault(oid, List.of());
        reading.schema.add(
                switch (kind) {
                    case VIEW -> new View(id, columns, query(row), row.texts("options"));
                    case MATERIALIZED_VIEW ->
                        new MaterializedView(
                                id,
                                columns,
                                query(row),
                                options(row),
                                row.optional("method"),
                                row.flag("populated"),
                                settings.getOrDefault(oid, List.of()));
                    default -> table(id, row);
                });
    }

    private static String query(Row row) throws SQLException {
        String query = row.text("query").strip();
        return query.endsWith(";") ? query.substring(0, query.length() - 1) : query;
    }

    private static List<String> options(Row row) throws SQLException {
        List<String> options = new ArrayList<>(row.texts("options"));
        row.texts("toastoptions").forEach(each -> options.add("toast." + each));
        return options;
    }

    private Table table(ObjectId id, Row row) throws SQLException {
        Optional<ObjectId> type = reading.at(Reading.TYPE, row.number("oftype"));
        type.ifPresent(each -> typed.put(id, each));
        return new Table(
                id,
                row.flag("unlogged"),
                row.optional("partitionkey"),
                Set.copyOf(keyColumns.getOrDefault(row.number("oid"), List.of())),
                row.optional("method"),
                options(row),
                type,
                row.flag("rowsecurity"),
                row.flag("forced"));
    }

    private void types() {
        typed.forEach((table, type) -> {
            ObjectId id = table.part(ObjectKind.TYPED_TABLE, "");
            reading.schema.add(new TypedTable(id, type));
            reading.schema.depend(id, table, Strength.AUTOMATIC);
            reading.schema.depend(id, type, Strength.NORMAL);
        });
    }

    private void inheritance() {
        links.children().forEach((child, parents) -> {
            Optional<ObjectId> table = reading.at(Reading.CLASS, child);
            for (Links.Parent each : parents) {
                Optional<ObjectId> parent = reading.at(Reading.CLASS, each.oid());
                if (table.isPresent()
                        && parent.isPresent()
                        && table.get().kind() == ObjectKind.TABLE
                        && parent.get().kind() == ObjectKind.TABLE) {
                    ObjectId id = Inheritance.idOf(table.get(), parent.get());
                    reading.schema.add(new Inheritance(
                            id, table.get(), parent.get(), Optional.ofNullable(bounds.get(child)), each.position()));
                    reading.schema.depend(id, table.get(), Strength.AUTOMATIC);
                    reading.schema.depend(id, parent.get(), Strength.NORMAL);
                }
            }
        });
    }

    private void sequences() throws SQLException {
        reading.rows("""
                SELECT c.oid::int8, c.relnamespace::int8 AS namespace, c.relname AS name,
                       c.relpersistence = 'u' AS unlogged, format_type(s.seqtypid, NULL) AS type, s.seqstart AS start,
                       s.seqincrement AS increment, s.seqmin AS minimum, s.seqmax AS maximum, s.seqcache AS cache,
                       s.seqcycle AS cycle
                  FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid
                 WHERE c.relpersistence <> 't'
                """, this::sequence);
    }

    private void sequence(Row row) throws SQLException {
        Optional<String> schema = reading.schemaOf(row, Reading.CLASS);
        if (schema.isEmpty()) {
            return;
        }
        ObjectId id = ObjectId.of(ObjectKind.SEQUENCE, schema.get(), row.text("name"));
        long oid = row.number("oid");
        Sequence.Options options = new Sequence.Options(
                row.text("type"),
                row.number("start"),
                row.number("increment"),
                row.number("minimum"),
                row.number("maximum"),
                row.number("cache"),
                row.flag("cycle"));
        Sequence sequence = new Sequence(id, options, row.flag("unlogged"), Optional.empty());
        links.remember(oid, sequence);
        if (links.isIdentity(oid)
                || links.ownerOf(oid)
                        .map(Reading.Address::oid)
                        .filter(left::contains)
                        .isPresent()) {
            return;
        }
        reading.place(Reading.CLASS, oid, id);
        reading.schema.add(sequence);
    }

    /** When the columns are known: whose the sequences are. */
    static void readOwners(Reading reading, Links links) {
        links.sequences().forEach((oid, sequence) -> {
            Optional<ObjectId> column = links.ownerOf(oid).flatMap(reading::at);
            if (column.isPresent() && column.get().kind() == ObjectKind.COLUMN && !links.isIdentity(oid)) {
                ObjectId id = ObjectId.of(
                        ObjectKind.SEQUENCE_OWNER,
                        sequence.id().schema(),
                        sequence.id().name());
                reading.schema.add(new Sequence(sequence.id(), sequence.options(), sequence.unlogged(), column));
                reading.schema.add(new SequenceOwner(id, column.get()));
                reading.schema.depend(id, sequence.id(), Strength.AUTOMATIC);
                reading.schema.depend(id, column.get(), Strength.NORMAL);
            }
        });
    }
}
