package io.migretti;

import io.migretti.dialect.PostgresDialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection, borrowed for one run: in autocommit except within a migration's transaction, and given back as it was.
 * A connection that cannot be restored is aborted, so that no pool hands it on.
 */
final class Session implements AutoCloseable {

    /** The server cuts off what is longer. Source: PostgreSQL manual, "application_name". */
    private static final int MAX_NAME = 63;

    private final Connection connection;
    private final boolean autoCommit;
    private final boolean readOnly;
    private final int prepareThreshold;
    private List<String> restoreSettings = List.of();
    private List<String> ownSettings = List.of();
    private String role = "SET LOCAL ROLE NONE";
    private boolean foreignStatements;

    private Session(Connection connection) throws SQLException {
        this.connection = connection;
        this.autoCommit = connection.getAutoCommit();
        this.readOnly = connection.isReadOnly();
        this.prepareThreshold = connection.unwrap(PGConnection.class).getPrepareThreshold();
    }

    /** Borrows a connection; only a PostgreSQL that the engine supports gets past this. */
    static Session open(DataSource dataSource) {
        Connection connection = connect(dataSource);
        try {
            Optional<String> complaint = PostgresDialect.complaint(connection);
            if (complaint.isPresent()) {
                throw new DatabaseException(
                        upperFirst(complaint.get()), "give migrations a PostgreSQL, or switch them off here");
            }
            Session session = new Session(connection);
            if (!session.autoCommit) {
                connection.setAutoCommit(true);
            }
            return session;
        } catch (SQLException | RuntimeException e) {
            try {
                connection.close();
            } catch (SQLException close) {
                e.addSuppressed(close);
            }
            if (e instanceof RuntimeException runtime) {
                throw runtime;
            }
            throw new DatabaseException("The connection cannot be used", "see the server's words", (SQLException) e);
        }
    }

    private static Connection connect(DataSource dataSource) {
        Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (SQLException e) {
            throw DatabaseException.notConnected(e);
        } catch (MigrettiException e) {
            throw e; // of a DataSource that migrates when it is first used
        } catch (RuntimeException e) {
            throw DatabaseException.notConnected(e);
        }
        if (connection == null) {
            throw new DatabaseException(
                    "The DataSource gave null instead of a connection, as the double of a test does",
                    "give migrations a real DataSource, or switch them off here");
        }
        return connection;
    }

    private static String upperFirst(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    Connection connection() {
        return connection;
    }

    /**
     * The driver prepares even its own BEGIN and COMMIT under names that a pooler's other server session does not know.
     */
    void withoutPreparedStatements() throws SQLException {
        connection.unwrap(PGConnection.class).setPrepareThreshold(0);
    }

    /**
     * Writing starts: makes sure that it may, remembers what a pool or a role has set for this session, before a
     * migration can change it, and says in the session whose it is. One round trip.
     *
     * @throws DatabaseException if the database or the session takes no changes
     */
    void beforeWriting(Settings run) throws SQLException {
        if (readOnly) {
            connection.setReadOnly(false);
        }
        // Behind a pooler that shares sessions, what is set in one would be left to somebody else.
        boolean isOurs = run.lockScope() == LockScope.SESSION;
        String sql = """
                SELECT pg_catalog.pg_is_in_recovery(), pg_catalog.current_setting('transaction_read_only') = 'on';
                SELECT pg_catalog.quote_literal(name), pg_catalog.quote_literal(pg_catalog.current_setting(name))
                  FROM pg_catalog.pg_settings
                 WHERE source = 'session' AND context IN ('user', 'superuser')
                   AND pg_catalog.left(name, 12) <> 'transaction_'
                UNION ALL
                SELECT '''role''', pg_catalog.quote_literal(pg_catalog.current_setting('role'))
                 WHERE pg_catalog.current_setting('role') <> 'none';
                """ + (isOurs ? ownSettings(run.performedBy()) : "");
        List<String> statements = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            requireWritable(statement.getResultSet());
            foreignStatements |= isOurs;
            statement.getMoreResults();
            ResultSet settings = statement.getResultSet();
            while (settings.next()) {
                String setting = "SELECT pg_catalog.set_config(" + settings.getString(1) + ", " + settings.getString(2);
                statements.add(setting + ", false)");
                if (settings.getString(1).equals("'role'")) {
                    role = setting + ", true)";
                }
            }
            if (isOurs && statement.getMoreResults()) {
                ownSettings = settingAgain(statement.getResultSet());
            }
        }
        restoreSettings = statements;
    }

    /** What has just been set, in the words that the server understands fastest. */
    private static List<String> settingAgain(ResultSet own) throws SQLException {
        List<String> statements = new ArrayList<>();
        if (own.next()) {
            statements.add("SET application_name = " + HistoryTable.literal(own.getString(1)));
            if (own.getString(2) != null) {
                statements.add("SET client_connection_check_interval = " + HistoryTable.literal(own.getString(2)));
            }
        }
        return statements;
    }

    private static void requireWritable(ResultSet facts) throws SQLException {
        facts.next();
        if (facts.getBoolean(1)) {
            throw DatabaseException.standby();
        }
        if (facts.getBoolean(2)) {
            throw new DatabaseException(
                    "The session may only read (default_transaction_read_only is on)",
                    "use a role and a server that take changes");
        }
    }

    /**
     * Its name for those who look at {@code pg_stat_activity}; and that the server looks after the client while a long
     * statement runs, so that a killed process does not leave it running. Only Linux does so everywhere since 14.
     * Source: PostgreSQL manual, "client_connection_check_interval".
     */
    private static String ownSettings(String performedBy) {
        String name = ("migretti" + (performedBy.isEmpty() ? "" : ": " + performedBy)).replaceAll("[^ -~]", "?");
        return """
                SELECT pg_catalog.set_config('application_name', %s, false),
                       CASE WHEN pg_catalog.current_setting('client_connection_check_interval', true) = '0'
                                 AND pg_catalog.version() LIKE '%%linux%%'
                            THEN pg_catalog.set_config('client_connection_check_interval', '2s', false)
                        END
                 WHERE pg_catalog.current_setting('transaction_read_only') = 'off'""".formatted(HistoryTable.literal(name.substring(0, Math.min(name.length(), MAX_NAME))));
    }

    /** From now on the session holds what a migration may have left in it. */
    void foreignStatementsFollow() {
        foreignStatements = true;
    }

    /**
     * Within a transaction, before bookkeeping: back to the role that the run began with, and to settings that a
     * migration cannot have spoilt.
     */
    List<String> forBookkeeping(Duration lockTimeout) {
        return List.of(
                "SET LOCAL SESSION AUTHORIZATION DEFAULT",
                role,
                "SET LOCAL search_path = pg_catalog, pg_temp",
                "SET LOCAL statement_timeout = 0",
                "SET LOCAL lock_timeout = " + HistoryTable.setting(lockTimeout));
    }

    /** Undoes what a migration may have left in the session; the locks of the session stay, and what it is called. */
    List<String> cleanUp() {
        if (!foreignStatements) {
            return List.of();
        }
        List<String> statements = new ArrayList<>(restore());
        statements.addAll(ownSettings);
        return statements;
    }

    private List<String> restore() {
        List<String> statements = new ArrayList<>(List.of(
                "RESET SESSION AUTHORIZATION",
                "RESET ROLE",
                "RESET ALL",
                "CLOSE ALL",
                "UNLISTEN *",
                "DISCARD TEMP",
                "DISCARD SEQUENCES",
                "DEALLOCATE ALL"));
        statements.addAll(restoreSettings);
        return statements;
    }

    /** Rolls back what is open, whatever state it is in. */
    void rollBack() throws SQLException {
        if (!connection.getAutoCommit()) {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** The same; a connection on which even that fails is ended. */
    void undo() {
        try {
            rollBack();
        } catch (SQLException e) {
            log().debug("The connection could not be rolled back and is aborted", e);
            abort();
        }
    }

    /** Whether what was executed may have left something that is not taken back yet. */
    boolean isToBeRestored() {
        return foreignStatements;
    }

    /** Takes back what was left in it, and executes one more statement, in one flight. */
    void restore(String last) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : restore()) {
                statement.addBatch(sql);
            }
            statement.addBatch(last);
            statement.executeBatch();
        }
        foreignStatements = false;
    }

    @Override
    public void close() {
        try {
            if (!connection.isClosed()) {
                rollBack();
                if (foreignStatements) {
                    restore("SELECT pg_catalog.pg_advisory_unlock_all()");
                }
                connection.clearWarnings();
                connection.unwrap(PGConnection.class).setPrepareThreshold(prepareThreshold);
                if (readOnly) {
                    connection.setReadOnly(true);
                }
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            log().debug("The connection could not be restored and is aborted", e);
            abort();
        }
        try {
            connection.close();
        } catch (SQLException e) {
            log().debug("The connection could not be closed", e);
        }
    }

    /** Not kept: most runs need none, and a start notices what it takes to make one. */
    private static Logger log() {
        return LoggerFactory.getLogger(Session.class);
    }

    /** Ends the server's session, and with it every lock it holds. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            log().debug("The connection could not be aborted", e);
        }
    }
}
