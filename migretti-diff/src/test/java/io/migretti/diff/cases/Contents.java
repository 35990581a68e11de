package io.migretti.diff.cases;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a diff must not lose: the numbers of tables and columns, by which PostgreSQL knows that they are still the same
 * ones, the rows, where sequences stand, and which materialized views can be read.
 */
record Contents(Map<String, Table> tables, Map<String, String> sequences, Map<String, Boolean> materialized) {

    private static final Logger LOG = LoggerFactory.getLogger(Contents.class);

    /** @param partitioning strategy and key, empty if there are none: nothing can change it in place */
    private record Table(
            long oid, String kind, String partitioning, Map<String, Column> columns, List<Map<String, String>> rows) {}

    /** @param row whether its type is a composite one, whose text follows the attributes of the type */
    private record Column(int number, String type, boolean generated, boolean row) {}

    static Contents of(Connection connection) throws SQLException {
        Map<String, Table> tables = new TreeMap<>();
        for (List<String> row : query(connection, """
                SELECT format('%I.%I', nspname, relname), c.oid, relkind, coalesce(pg_get_partkeydef(c.oid), ''), reloftype
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = relnamespace
                WHERE c.oid >= 16384 AND relkind IN ('r', 'p') AND nspname !~ '^pg_'
                  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
                """)) {
            tables.put(
                    row.get(0),
                    new Table(
                            Long.parseLong(row.get(1)),
                            row.get(2),
                            row.get(3),
                            new LinkedHashMap<>(),
                            new ArrayList<>()));
        }
        for (List<String> row : query(connection, """
                SELECT format('%I.%I', nspname, relname), quote_ident(attname), attnum, format_type(atttypid, atttypmod),
                       attgenerated <> '', coalesce(e.typtype, t.typtype) = 'c'
                FROM pg_attribute a
                JOIN pg_class c ON c.oid = attrelid
                JOIN pg_namespace n ON n.oid = relnamespace
                JOIN pg_type t ON t.oid = atttypid
                LEFT JOIN pg_type e ON e.typarray = t.oid
                WHERE c.oid >= 16384 AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped
                """)) {
            Table table = tables.get(row.get(0));
            if (table != null) {
                table.columns()
                        .put(
                                row.get(1),
                                new Column(
                                        Integer.parseInt(row.get(2)),
                                        row.get(3),
                                        row.get(4).equals("t"),
                                        row.get(5).equals("t")));
            }
        }
        for (Map.Entry<String, Table> table : tables.entrySet()) {
            if (table.getValue().kind().equals("r")
                    && !table.getValue().columns().isEmpty()) {
                table.getValue().rows().addAll(rows(connection, table.getKey(), table.getValue()));
            }
        }
        return new Contents(tables, sequences(connection), materialized(connection));
    }

    private static Map<String, String> sequences(Connection connection) throws SQLException {
        Map<String, String> sequences = new TreeMap<>();
        for (List<String> row : query(connection, """
                SELECT format('%I.%I %s %s%s%s', schemaname, sequencename, data_type, min_value, max_value,
                           (SELECT min(deptype) FROM pg_depend WHERE objid = format('%I.%I', schemaname, sequencename)::regclass
                            AND classid = 'pg_class'::regclass AND refobjsubid > 0)), coalesce(last_value::text, 'fresh')
                FROM pg_sequences
                """)) {
            sequences.put(row.get(0), row.get(1));
        }
        return sequences;
    }

    private static Map<String, Boolean> materialized(Connection connection) throws SQLException {
        return query(connection, "SELECT oid::regclass, relispopulated FROM pg_class WHERE relkind = 'm'").stream()
                .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1).equals("t")));
    }

    private static List<Map<String, String>> rows(Connection connection, String name, Table table) throws SQLException {
        List<String> columns = List.copyOf(table.columns().keySet());
        String list = columns.stream().map(column -> column + "::text").collect(Collectors.joining(", "));
        return query(connection, "SELECT " + list + " FROM ONLY " + name).stream()
                .map(row -> {
                    Map<String, String> byName = new LinkedHashMap<>();
                    IntStream.range(0, columns.size()).forEach(i -> byName.put(columns.get(i), row.get(i)));
                    return byName;
                })
                .toList();
    }

    /**
     * What these have lost on their way to those, in words.
     *
     * @param madeAnew tables that the server lets nobody keep
     * @param connection to the database of those
     */
    List<String> lost(Contents now, List<String> madeAnew, Connection connection) throws SQLException {
        List<String> lost = new ArrayList<>();
        for (Map.Entry<String, Table> entry : tables.entrySet()) {
            Table before = entry.getValue();
            Table after = now.tables.get(entry.getKey());
            if (after != null
                    && !madeAnew.contains(entry.getKey())
                    && before.kind().equals(after.kind())
                    && before.partitioning().equals(after.partitioning())) {
                lost.addAll(lost(entry.getKey(), before, after, connection));
            }
        }
        sequences.forEach((sequence, value) -> {
            String after = now.sequences.getOrDefault(sequence, value);
            if (!after.equals(value)) {
                lost.add("sequence " + sequence + " stood at " + value + " and stands at " + after);
            }
        });
        materialized.forEach((view, populated) -> {
            if (populated && !now.materialized.getOrDefault(view, true)) {
                lost.add("materialized view " + view + " cannot be read any more");
            }
        });
        return lost;
    }

    /** Tables and columns that these have and those have not. */
    List<String> missing(Contents now) {
        List<String> missing = new ArrayList<>();
        tables.forEach((name, table) -> {
            Table after = now.tables.get(name);
            if (after == null) {
                missing.add(name);
            } else {
                table.columns().keySet().stream()
                        .filter(column -> !after.columns().containsKey(column))
                        .forEach(column -> missing.add(name + "." + column));
            }
        });
        return missing;
    }

    private static List<String> lost(String name, Table before, Table after, Connection connection)
            throws SQLException {
        if (before.oid() != after.oid()) {
            return List.of("table " + name + " was made anew");
        }
        List<String> lost = new ArrayList<>();
        List<String> shared = new ArrayList<>();
        before.columns().forEach((column, was) -> {
            Column is = after.columns().get(column);
            if (is == null || is.generated() || was.generated()) {
                return;
            }
            if (!is.row()) {
                shared.add(column);
            }
            if (is.number() != was.number()) {
                lost.add("column " + name + "." + column + " was made anew");
            }
        });
        if (before.rows().size() != after.rows().size()) {
            lost.add(name + " had " + before.rows().size() + " rows and has "
                    + after.rows().size());
            return lost;
        }
        for (String column : shared) {
            List<String> expected = cast(
                    before.rows().stream().map(row -> row.get(column)).toList(),
                    before.columns().get(column).type(),
                    after.columns().get(column).type(),
                    connection);
            List<String> found =
                    after.rows().stream().map(row -> row.get(column)).toList();
            if (!sorted(expected).equals(sorted(found))) {
                lost.add("column " + name + "." + column + " held " + expected + " and holds " + found);
            }
        }
        return lost;
    }

    private static List<String> sorted(List<String> values) {
        List<String> sorted =
                new ArrayList<>(values.stream().map(String::valueOf).toList());
        Collections.sort(sorted);
        return sorted;
    }

    private static List<String> cast(List<String> values, String from, String to, Connection connection) {
        if (from.equals(to)) {
            return values;
        }
        for (String way : List.of(
                "CAST(CAST(CAST(? AS text) AS " + from + ") AS " + to + ")", "CAST(CAST(? AS text) AS " + to + ")")) {
            try {
                return cast(values, way, connection);
            } catch (SQLException e) {
                LOG.debug("{} does not lead from {} to {}: {}", way, from, to, e.getMessage());
            }
        }
        return values;
    }

    private static List<String> cast(List<String> values, String way, Connection connection) throws SQLException {
        List<String> cast = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + way + "::text")) {
            for (String value : values) {
                statement.setString(1, value);
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    cast.add(result.getString(1));
                }
            }
        }
        return cast;
    }

    /** Rows of texts, NULL as null. */
    private static List<List<String>> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
