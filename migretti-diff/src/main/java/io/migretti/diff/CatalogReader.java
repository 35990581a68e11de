package io.migretti.diff;

import io.migretti.dialect.PostgresDialect;
import io.migretti.diff.schema.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/** First step of a diff: reads the catalogs, with one flat query for each kind of row. */
final class CatalogReader {

    /** What the words of the server depend on. */
    private static final List<String> SETTINGS = List.of(
            "search_path = pg_catalog",
            "quote_all_identifiers = off",
            "DateStyle = 'ISO, YMD'",
            "IntervalStyle = postgres",
            "TimeZone = 'UTC'",
            "bytea_output = hex",
            "extra_float_digits = 1",
            "jit = off");

    private final Connection connection;
    private final DiffOptions options;

    CatalogReader(Connection connection, DiffOptions options) {
        this.connection = connection;
        this.options = options;
    }

    static DiffException failed(SQLException e) {
        String state = e.getSQLState() == null ? "" : " (SQLSTATE " + e.getSQLState() + ")";
        return new DiffException(
                "The schema could not be read: " + e.getMessage() + state,
                "check the connection, and that its role may read the catalogs",
                e);
    }

    Schema read() {
        try {
            Optional<String> complaint = PostgresDialect.complaint(connection);
            if (complaint.isPresent()) {
                throw new DiffException(
                        "The schema could not be read: " + complaint.get(), "compare PostgreSQL databases", null);
            }
            return connection.getAutoCommit() ? inOwnTransaction() : inTransactionOfCaller();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private Schema inOwnTransaction() throws SQLException {
        // Or even ROLLBACK is prepared under a name, which stays with the session that a pooler hands to others.
        PGConnection driver = connection.unwrap(PGConnection.class);
        int prepareThreshold = driver.getPrepareThreshold();
        driver.setPrepareThreshold(0);
        connection.setAutoCommit(false);
        try {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
            }
            return readAll();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
            driver.setPrepareThreshold(prepareThreshold);
        }
    }

    /** The settings end with the savepoint, and nothing else was done. */
    private Schema inTransactionOfCaller() throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            return readAll();
        } finally {
            connection.rollback(before);
        }
    }

    private Schema readAll() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String setting : SETTINGS) {
                statement.addBatch("SET LOCAL " + setting);
            }
            statement.executeBatch();
        }
        Reading reading = new Reading(connection, options, version());
        NamespaceRows.read(reading);
        Links links = Links.read(reading);
        CollationRows.read(reading);
        TypeRows.read(reading);
        RelationRows.read(reading, links);
        ColumnRows.read(reading, links);
        RelationRows.readOwners(reading, links);
        ConstraintRows.read(reading, links);
        IndexRows.read(reading, links);
        RoutineRows.read(reading, links);
        TriggerRows.read(reading);
        RuleRows.read(reading);
        PolicyRows.read(reading);
        StatisticsRows.read(reading);
        EventTriggerRows.read(reading);
        PublicationRows.read(reading);
        ReplicaIdentityRows.read(reading);
        TypeRows.readArrays(reading);
        links.addDependencies(reading);
        CommentRows.read(reading);
        PrivilegeRows.read(reading);
        NotCoveredRows.read(reading);
        return reading.schema.build();
    }

    private int version() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT current_setting('server_version_num')::int")) {
            result.next();
            return result.getInt(1);
        }
    }
}
