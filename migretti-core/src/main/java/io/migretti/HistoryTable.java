package io.migretti;

import io.migretti.history.EntryStatus;
import io.migretti.history.History;
import io.migretti.history.HistoryEntry;
import io.migretti.migration.Checksum;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Direction;
import io.migretti.plan.Step;
import io.migretti.report.Status;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only class with bookkeeping SQL. Its tables are shared with Python Migretti: columns of ours are nullable and may
 * be missing, and are always addressed with their schema, because a migration may change {@code search_path}.
 */
final class HistoryTable {

    private static final String UNDEFINED_TABLE = "42P01";
    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    /** 2000-01-01, in seconds since 1970. */
    private static final long SERVER_EPOCH = 946_684_800;

    private static final String ON_CONFLICT = """
             ON CONFLICT (id) DO UPDATE
            SET status = 'applied', checksum = excluded.checksum,
                down_sql = CASE WHEN h.checksum = excluded.checksum THEN coalesce(excluded.down_sql, h.down_sql)
                                ELSE excluded.down_sql END,
                applied_at = CASE WHEN h.status = 'failed' THEN now() ELSE h.applied_at END""";

    private final Settings settings;
    private final Connection connection;
    private final Duration readTimeout;

    HistoryTable(Settings settings, Connection connection) {
        this(settings, connection, Duration.ZERO);
    }

    /** @param readTimeout how long a statement may take, in whole seconds; zero: as long as it likes */
    HistoryTable(Settings settings, Connection connection, Duration readTimeout) {
        this.settings = settings;
        this.connection = connection;
        this.readTimeout = readTimeout;
    }

    private Statement statement() throws SQLException {
        Statement statement = connection.createStatement();
        statement.setQueryTimeout(Math.toIntExact(readTimeout.toSeconds()));
        return statement;
    }

    /**
     * What is in the database.
     *
     * @param schema where the tables lie, or would
     * @param columns of the history table and, with the prefix {@code log.}, of its log, empty if they do not exist; or null
     *     if nobody has asked for them yet
     */
    record Snapshot(
            String schema,
            String database,
            boolean standby,
            @Nullable Set<String> columns,
            History history) {

        /** Whether a plan that was made from the one is right for the other too. */
        boolean isStill(Snapshot earlier) {
            return schema.equals(earlier.schema)
                    && database.equals(earlier.database)
                    && standby == earlier.standby
                    && history.equals(earlier.history);
        }
    }

    /** All but the columns. One round trip if the table exists. Changes nothing, needs no right but to read it. */
    Snapshot glance() throws SQLException {
        return snapshot("");
    }

    /** The columns as well, with the same round trip, and twice the work for a server session that has just begun. */
    Snapshot read() throws SQLException {
        return snapshot(columnsSql(schemaSql()) + ";\n");
    }

    /** @param columns the statement that asks for them, with a semicolon; empty if they are not needed */
    private Snapshot snapshot(String columns) throws SQLException {
        try (Statement statement = statement()) {
            try {
                statement.execute(columns + historySql());
                Set<String> names = null;
                if (!columns.isEmpty()) {
                    names = columns(statement);
                    statement.getMoreResults();
                }
                return snapshot(statement, names, true);
            } catch (SQLException e) {
                if (!UNDEFINED_TABLE.equals(e.getSQLState())) {
                    throw e;
                }
            }
            statement.execute(columnsSql(schemaSql()) + ";\n" + placeSql());
            Set<String> names = columns(statement);
            statement.getMoreResults();
            return snapshot(statement, names, false);
        }
    }

    private static Snapshot snapshot(Statement statement, @Nullable Set<String> columns, boolean exists)
            throws SQLException {
        try (ResultSet row = result(statement)) {
            row.next();
            String schema = row.getString(1);
            if (schema == null) {
                throw new DatabaseException(
                        "There is no schema to keep the history in: none in the role's search_path exists",
                        "set `schema`, or create a schema that the search_path names");
            }
            History history = exists ? history(text(row, 5), row.getString(4)) : new History(List.of());
            return new Snapshot(schema, row.getString(2), row.getBoolean(3), columns, history);
        }
    }

    private String schemaSql() {
        return settings.schema().isPresent() ? literal(settings.schema().get()) : "pg_catalog.current_schema()";
    }

    /** Where the history is, or would be. */
    private String placeSql() {
        return "SELECT " + schemaSql()
                + "::pg_catalog.text, pg_catalog.current_database(), pg_catalog.pg_is_in_recovery()";
    }

    /**
     * An unqualified name finds the table wherever search_path has it: its oid, which each row tells, says whether it is the
     * right one. Without a join, and with few functions, because a session that has just begun looks each of them up.
     *
     * <p>The LATERAL turns a column that an older tool did not make into NULL: the name is looked up in the table first, and
     * in "absent" if the table has none.
     */
    private String historySql() {
        String table = identifier(settings.table());
        String oid = settings.schema().isPresent()
                ? literal(qualified(settings.schema().get(), settings.table()))
                : "pg_catalog.quote_ident(pg_catalog.current_schema()) OPERATOR(pg_catalog.||) " + literal("." + table);
        return placeSql() + ", pg_catalog.to_regclass(" + oid + ")::pg_catalog.oid, "
                + """
                (SELECT pg_catalog.string_agg(entry.line, pg_catalog.chr(10))
                   FROM (VALUES (NULL::pg_catalog.varchar, NULL::pg_catalog.int4)) AS absent (status, statements_done)
                  CROSS JOIN LATERAL (
                        SELECT ROW (m.tableoid, m.id, m.name,
                                    pg_catalog.encode(pg_catalog.timestamptz_send(m.applied_at), 'hex'),
                                    m.checksum, status, statements_done)::pg_catalog.text AS line
                          FROM\s"""
                + (settings.schema().isPresent() ? identifier(settings.schema().get()) + "." : "") + table
                + " AS m) AS entry)";
    }

    private String columnsSql(String schema) {
        return """
                SELECT pg_catalog.string_agg(CASE WHEN c.relname = %1$s THEN '' ELSE 'log.' END
                                                 || a.attname::pg_catalog.text, pg_catalog.chr(10))
                  FROM pg_catalog.pg_namespace AS n
                  JOIN pg_catalog.pg_class AS c ON c.relnamespace = n.oid AND c.relname IN (%1$s, %2$s)
                  JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                 WHERE n.nspname = %3$s""".formatted(literal(settings.table()), literal(logTable()), schema);
    }

    private Set<String> columns(Snapshot snapshot) throws SQLException {
        if (snapshot.columns() != null) {
            return snapshot.columns();
        }
        try (Statement statement = statement()) {
            statement.execute(columnsSql(literal(snapshot.schema())));
            return columns(statement);
        }
    }

    /**
     * Of the driver itself: the class of a pool's wrapper is large, and a start would load it for this one alone. A
     * wrapper written by hand may not know what it wraps, and gives its own.
     */
    private static ResultSet result(Statement statement) throws SQLException {
        Statement drivers;
        try {
            drivers = statement.unwrap(Statement.class);
        } catch (SQLException e) {
            drivers = statement;
        }
        return Objects.requireNonNullElse(drivers, statement).getResultSet();
    }

    private static Set<String> columns(Statement statement) throws SQLException {
        try (ResultSet row = result(statement)) {
            row.next();
            String names = row.getString(1);
            return names == null ? Set.of() : new HashSet<>(Arrays.asList(names.split("\n")));
        }
    }

    /**
     * The driver looks at each byte of a text before it makes one, and when nothing has compiled that yet, it takes longer than
     * the server. The platform sees at once whether all is ASCII; for what is not, the driver knows the encoding.
     */
    private static @Nullable String text(ResultSet row, int column) throws SQLException {
        byte[] bytes = row.getBytes(column);
        if (bytes == null) {
            return null;
        }
        String ascii = new String(bytes, StandardCharsets.US_ASCII);
        return ascii.indexOf('\uFFFD') < 0 ? ascii : row.getString(column);
    }

    /** @param oid of the table: rows of a table that inherits from it, or of one of the same name, are not its own */
    private static History history(@Nullable String rows, @Nullable String oid) {
        List<HistoryEntry> entries = new ArrayList<>();
        CompositeText text = new CompositeText(rows == null ? "" : rows);
        while (text.next()) {
            boolean own = Objects.equals(text.field(), oid);
            String id = Objects.requireNonNullElse(text.field(), "");
            String name = Objects.requireNonNullElse(text.field(), "");
            String appliedAt = text.field();
            String checksum = text.field();
            String status = text.field();
            String done = text.lastField();
            if (own) {
                entries.add(new HistoryEntry(
                        new MigrationId(id),
                        name,
                        instant(appliedAt),
                        checksum == null ? Optional.empty() : Optional.of(new Checksum(checksum)),
                        status(id, status),
                        done == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(done))));
            }
        }
        return new History(entries);
    }

    /** Of the server's microseconds since 2000; infinity is some 290,000 years away. */
    private static Instant instant(@Nullable String hexadecimal) {
        if (hexadecimal == null) {
            return Instant.EPOCH;
        }
        long micros = HexFormat.fromHexDigitsToLong(hexadecimal);
        return Instant.ofEpochSecond(
                SERVER_EPOCH + Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1000L);
    }

    private static EntryStatus status(String id, @Nullable String status) {
        if (status == null || status.equals("applied")) {
            return EntryStatus.APPLIED;
        }
        if (status.equals("failed")) {
            return EntryStatus.FAILED;
        }
        throw new DatabaseException(
                "The history's row for " + id + " has the status '" + status + "', which is neither applied nor failed",
                "find out what wrote it, and correct the row");
    }

    /**
     * Whether the schema has other tables, not counting those of extensions. Asked only by who wants a baseline, because
     * the server looks at all tables.
     */
    boolean isInhabited(Snapshot snapshot) throws SQLException {
        String sql = """
                SELECT EXISTS (SELECT FROM pg_catalog.pg_class c
                                 JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                                WHERE n.nspname = %s AND c.relkind IN ('r', 'p', 'f')
                                  AND c.relname NOT IN (%s, %s)
                                  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                                                   WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                                                     AND d.objid = c.oid AND d.deptype = 'e'))""".formatted(literal(snapshot.schema()), literal(settings.table()), literal(logTable()));
        try (Statement statement = statement();
                ResultSet inhabited = statement.executeQuery(sql)) {
            return inhabited.next() && inhabited.getBoolean(1);
        }
    }

    /** Who executed each migration last and how long it took, as far as the log tells. */
    Map<MigrationId, Status.Execution> executions(Snapshot snapshot) throws SQLException {
        Map<MigrationId, Status.Execution> executions = new HashMap<>();
        Set<String> columns = columns(snapshot);
        if (!columns.contains("log.migration_id")) {
            return executions;
        }
        String duration = columns.contains("log.duration_ms") ? "duration_ms" : "NULL::pg_catalog.int8";
        String sql = """
                SELECT DISTINCT ON (migration_id) migration_id, performed_by, %s AS duration_ms
                  FROM %s
                 WHERE action = 'UP'
                 ORDER BY migration_id, id DESC""".formatted(duration, qualified(snapshot.schema(), logTable()));
        try (Statement statement = statement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                long millis = rows.getLong("duration_ms");
                Optional<Duration> took = rows.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
                executions.put(
                        new MigrationId(rows.getString("migration_id")),
                        new Status.Execution(Optional.ofNullable(rows.getString("performed_by")), took));
            }
        } catch (SQLException e) {
            // A role that may read the history and not its log learns everything but that.
            if (!INSUFFICIENT_PRIVILEGE.equals(e.getSQLState())) {
                throw e;
            }
        }
        return executions;
    }

    /** What brings the tables, and the schema if it is configured, into being; nothing if they are complete. */
    List<String> create(Snapshot snapshot) throws SQLException {
        Set<String> columns = columns(snapshot);
        if (columns.containsAll(List.of("statements_done", "down_sql", "log.duration_ms"))) {
            return List.of();
        }
        List<String> statements = new ArrayList<>();
        if (settings.schema().isPresent() && columns.isEmpty()) {
            statements.add("CREATE SCHEMA IF NOT EXISTS " + identifier(snapshot.schema()));
        }
        String history = qualified(snapshot.schema(), settings.table());
        String log = qualified(snapshot.schema(), logTable());
        statements.add("""
                CREATE TABLE IF NOT EXISTS %s (
                    id              varchar(26)  PRIMARY KEY,
                    name            varchar(255) NOT NULL,
                    applied_at      timestamptz  NOT NULL DEFAULT now(),
                    checksum        varchar(64),
                    status          varchar(20)  DEFAULT 'applied',
                    statements_done integer,
                    down_sql        text
                )""".formatted(history));
        statements.add("""
                CREATE TABLE IF NOT EXISTS %s (
                    id           bigserial    PRIMARY KEY,
                    migration_id varchar(26)  NOT NULL,
                    name         varchar(255) NOT NULL,
                    action       varchar(10)  NOT NULL,
                    performed_at timestamptz  NOT NULL DEFAULT now(),
                    performed_by varchar(255),
                    checksum     varchar(64),
                    duration_ms  bigint
                )""".formatted(log));
        if (!columns.isEmpty()) {
            statements.add("""
                    ALTER TABLE %s
                        ADD COLUMN IF NOT EXISTS status          varchar(20) DEFAULT 'applied',
                        ADD COLUMN IF NOT EXISTS statements_done integer,
                        ADD COLUMN IF NOT EXISTS down_sql        text""".formatted(history));
            statements.add("ALTER TABLE %s ADD COLUMN IF NOT EXISTS duration_ms bigint".formatted(log));
        }
        return statements;
    }

    /**
     * How a row stands now, in the present transaction.
     *
     * @return empty if there is none
     */
    Optional<EntryStatus> status(String schema, MigrationId id) throws SQLException {
        String sql = "SELECT status FROM " + history(schema) + " WHERE id = " + literal(id.value());
        try (Statement statement = statement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? Optional.of(status(id.value(), row.getString(1))) : Optional.empty();
        }
    }

    /** What the history says once a step is done: its row, and an entry in the log; nothing of a seed. */
    List<String> done(String schema, Step step, String millis) {
        if (step.direction() == Direction.SEED) {
            return List.of();
        }
        String row = step.direction() == Direction.DOWN
                ? "DELETE FROM " + history(schema) + " WHERE id = "
                        + literal(step.id().value())
                : insert(schema, step, "applied", "NULL") + (step.fix() ? ON_CONFLICT : "");
        return List.of(row, log(schema, step, millis));
    }

    /** The same for a migration without transaction, whose row is there already. */
    List<String> finished(String schema, Step step, String millis) {
        if (step.direction() != Direction.UP) {
            return done(schema, step, millis);
        }
        return List.of(
                "UPDATE " + history(schema) + " SET status = 'applied', applied_at = now(), checksum = "
                        + checksum(step) + " WHERE id = " + literal(step.id().value()),
                log(schema, step, millis));
    }

    /**
     * The pessimistic row of a migration without a transaction, committed before its first statement. On the way down it
     * counts nothing, so that nobody resumes it upwards.
     */
    List<String> begun(String schema, Step step) {
        return switch (step.direction()) {
            case SEED -> List.of();
            case DOWN ->
                List.of("UPDATE " + history(schema) + " SET status = 'failed', statements_done = NULL WHERE id = "
                        + literal(step.id().value()));
            case UP ->
                List.of(
                        step.fix()
                                ? "UPDATE " + history(schema) + " SET checksum = " + checksum(step) + " WHERE id = "
                                        + literal(step.id().value())
                                : insert(schema, step, "failed", "0"));
        };
    }

    String progress(String schema, Step step, int statementsDone) {
        return "UPDATE " + history(schema) + " SET statements_done = " + statementsDone + " WHERE id = "
                + literal(step.id().value());
    }

    private String insert(String schema, Step step, String status, String statementsDone) {
        return "INSERT INTO " + history(schema)
                + " AS h (id, name, checksum, status, statements_done, down_sql) VALUES ("
                + literal(step.id().value()) + ", " + literal(step.name()) + ", " + checksum(step) + ", '" + status
                + "', " + statementsDone + ", "
                + step.portableDown().map(HistoryTable::literal).orElse("NULL") + ")";
    }

    private static String checksum(Step step) {
        return step.checksum().map(sum -> literal(sum.sha256())).orElse("NULL");
    }

    private String log(String schema, Step step, String millis) {
        String action = step.fix() ? "FIX" : step.direction() == Direction.UP ? "UP" : "DOWN";
        return "INSERT INTO " + qualified(schema, logTable())
                + " (migration_id, name, action, performed_by, checksum, duration_ms) VALUES ("
                + literal(step.id().value()) + ", " + literal(step.name()) + ", '" + action + "', "
                + literal(settings.performedBy()) + ", " + checksum(step) + ", " + millis + ")";
    }

    /** What the history keeps to revert migrations whose files are gone or changed. */
    Map<MigrationId, String> storedDowns(Snapshot snapshot, List<HistoryEntry> entries) throws SQLException {
        Map<MigrationId, String> downs = new HashMap<>();
        if (entries.isEmpty() || !columns(snapshot).contains("down_sql")) {
            return downs;
        }
        String sql =
                "SELECT id, down_sql FROM " + history(snapshot.schema()) + " WHERE down_sql IS NOT NULL AND id IN ("
                        + entries.stream()
                                .map(entry -> literal(entry.id().value()))
                                .collect(java.util.stream.Collectors.joining(", "))
                        + ")";
        try (Statement statement = statement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                downs.put(new MigrationId(rows.getString(1)), rows.getString(2));
            }
        }
        return downs;
    }

    private String history(String schema) {
        return qualified(schema, settings.table());
    }

    /**
     * Milliseconds since the transaction began, as the server sees it.
     *
     * @param earlier what of it other migrations took
     */
    static String millisSinceBegin(Duration earlier) {
        return "greatest(0, round(extract(epoch FROM clock_timestamp() - now()) * 1000)::bigint - " + earlier.toMillis()
                + ")";
    }

    private String logTable() {
        return settings.table() + "_log";
    }

    private static String qualified(String schema, String table) {
        return identifier(schema) + "." + identifier(table);
    }

    /** A name in double quotes. */
    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A string that means the same whatever {@code standard_conforming_strings} is. */
    static String literal(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** Milliseconds as PostgreSQL's time settings take them. */
    static String setting(Duration duration) {
        return "'" + duration.toMillis() + "ms'";
    }
}
