package io.migretti.diff;

import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.Column;
import io.migretti.diff.schema.Column.Generated;
import io.migretti.diff.schema.Column.Identity;
import io.migretti.diff.schema.Column.NotNull;
import io.migretti.diff.schema.ColumnDefault;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.Inheritance;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Sequence;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the columns of tables, and defaults. */
final class ColumnRows {

    private static final int NOT_NULL_CONSTRAINTS = 180000;

    /** Of a table's column: the table and the number of the column. */
    private record Key(long table, int column) {}

    private final Reading reading;
    private final Links links;
    private final Map<Key, NotNull> notNulls = new HashMap<>();
    private final Map<Key, String> expressions = new HashMap<>();
    private final Map<Key, Long> defaults = new HashMap<>();

    private ColumnRows(Reading reading, Links links) {
        this.reading = reading;
        this.links = links;
    }

    static void read(Reading reading, Links links) throws SQLException {
        ColumnRows rows = new ColumnRows(reading, links);
        if (reading.version >= NOT_NULL_CONSTRAINTS) {
            reading.rows(
                    """
                    SELECT conrelid::int8 AS table, conkey[1] AS column, conname AS name, connoinherit AS noinherit,
                           convalidated AS valid, NOT conislocal AS inherited
                      FROM pg_constraint
                     WHERE contype = 'n' AND conrelid >= 16384
                    """,
                    row -> rows.notNulls.put(
                            new Key(row.number("table"), row.integer("column")),
                            new NotNull(
                                    row.text("name"),
                                    row.flag("noinherit"),
                                    row.flag("valid"),
                                    row.flag("inherited"))));
        }
        reading.rows("""
                SELECT oid::int8, adrelid::int8 AS table, adnum AS column, pg_get_expr(adbin, adrelid) AS expression
                  FROM pg_attrdef
                 WHERE adrelid >= 16384
                """, row -> {
            Key key = new Key(row.number("table"), row.integer("column"));
            rows.expressions.put(key, row.text("expression"));
            rows.defaults.put(key, row.number("oid"));
        });
        reading.rows("""
                SELECT a.attrelid::int8 AS table, a.attnum AS number, a.attname AS name, c.relkind::text AS kind,
                       format_type(a.atttypid, a.atttypmod) AS type,
                       quote_ident(cn.nspname) || '.' || quote_ident(co.collname) AS collation,
                       a.attnotnull AS notnull, a.attidentity::text AS identity, a.attgenerated::text AS generated,
                       a.attstorage::text AS storage, t.typstorage::text AS typestorage,
                       a.attcompression::text AS compression, coalesce(a.attstattarget, -1) AS statistics,
                       a.attoptions AS options, a.attislocal AS local, a.attinhcount > 0 AS inherited
                  FROM pg_class c
                  JOIN pg_attribute a ON a.attrelid = c.oid
                  JOIN pg_type t ON t.oid = a.atttypid
                %s WHERE c.relkind IN ('r', 'p', 'v') AND c.oid >= 16384 AND a.attnum > 0 AND NOT a.attisdropped
                """.formatted(TypeRows.COLLATION_JOINS.formatted("a.attcollation")), rows::column);
    }

    private void column(Row row) throws SQLException {
        long relation = row.number("table");
        Optional<ObjectId> found = reading.at(Reading.CLASS, relation);
        if (found.isEmpty() || found.get().kind() == ObjectKind.EXTENSION) {
            return;
        }
        ObjectId owner = found.get();
        String name = row.text("name");
        Key key = new Key(relation, row.integer("number"));
        Generated generated = switch (row.letter("generated")) {
            case 's' -> Generated.STORED;
            case 'v' -> Generated.VIRTUAL;
            default -> Generated.NOT;
        };
        ObjectId id = owner.part(ObjectKind.COLUMN, name);
        boolean ofTable = owner.kind() == ObjectKind.TABLE;
        if (ofTable) {
            reading.place(Reading.CLASS, relation, key.column(), id);
            reading.schema.add(column(id, row, key, generated));
            reading.schema.depend(id, owner, Strength.AUTOMATIC);
        }
        Long attrdef = defaults.get(key);
        if (attrdef == null) {
            return;
        }
        if (generated != Generated.NOT) {
            reading.place(Reading.ATTRDEF, attrdef, id);
            return;
        }
        ObjectId defaultId = owner.part(ObjectKind.COLUMN_DEFAULT, name);
        reading.place(Reading.ATTRDEF, attrdef, defaultId);
        reading.schema.add(new ColumnDefault(defaultId, owner, expressions.getOrDefault(key, "")));
        reading.schema.depend(defaultId, ofTable ? id : owner, Strength.AUTOMATIC);
    }

    private Column column(ObjectId id, Row row, Key key, Generated generated) throws SQLException {
        List<ObjectId> inheritedFrom = row.flag("inherited") ? inheritedFrom(id, key.table()) : List.of();
        return new Column(
                id,
                key.column(),
                row.text("type"),
                row.optional("collation"),
                row.flag("notnull") ? Optional.of(notNull(id, key)) : Optional.empty(),
                identity(row, key),
                generated,
                generated == Generated.NOT ? "" : expressions.getOrDefault(key, ""),
                storage(row.letter("storage")),
                storage(row.letter("typestorage")),
                compression(row.letter("compression")),
                row.integer("statistics"),
                row.texts("options"),
                row.flag("local"),
                inheritedFrom);
    }

    private List<ObjectId> inheritedFrom(ObjectId id, long table) {
        List<ObjectId> columns = links.parents(table).stream()
                .map(each -> reading.at(Reading.CLASS, each.oid()))
                .flatMap(Optional::stream)
                .filter(each -> each.kind() == ObjectKind.TABLE)
                .map(each -> each.part(ObjectKind.COLUMN, id.part()))
                .toList();
        ObjectId child = id.whole(ObjectKind.TABLE);
        for (ObjectId each : columns) {
            reading.schema.depend(id, each, Strength.ORDER);
            ObjectId inheritance = Inheritance.idOf(child, each.whole(ObjectKind.TABLE));
            reading.schema.depend(inheritance, each, Strength.ORDER);
            reading.schema.depend(inheritance, id, Strength.ORDER);
        }
        return columns;
    }

    /** The name that the server would choose is no name. */
    private NotNull notNull(ObjectId id, Key key) {
        NotNull read = notNulls.get(key);
        if (read == null) {
            return new NotNull("", false, true, false);
        }
        boolean usual = read.name().equals(id.name() + "_" + id.part() + "_not_null");
        return usual ? new NotNull("", read.noInherit(), read.valid(), read.inherited()) : read;
    }

    private Optional<Identity> identity(Row row, Key key) throws SQLException {
        char identity = row.letter("identity");
        if (identity == ' ') {
            return Optional.empty();
        }
        // A partition shares the sequence of its parent.
        Optional<Sequence> sequence = links.identityOf(key.table(), key.column());
        return sequence.map(each -> new Identity(identity == 'a', each.id(), each.options(), each.unlogged()));
    }

    static String storage(char letter) {
        return switch (letter) {
            case 'p' -> "PLAIN";
            case 'e' -> "EXTERNAL";
            case 'm' -> "MAIN";
            default -> "EXTENDED";
        };
    }

    static String compression(char letter) {
        return switch (letter) {
            case 'p' -> "pglz";
            case 'l' -> "lz4";
            default -> "";
        };
    }
}
