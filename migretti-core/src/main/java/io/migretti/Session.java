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

    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    private final Connection connection;
    private final boolean autoCommit;
    private final boolean readOnly;
    private final int prepareThreshold;
    private List<String> restoreSettings = List.of();
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
        Connection connection;
        try {
            connection = dataSource.getConnection();
        } catch (SQLException e) {
            throw DatabaseException.notConnected(e);
        }
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

    /** Remembers what a pool or a role has set for this session, before a migration can change it. Writing starts. */
    void beforeWriting() throws SQLException {
        if (readOnly) {
            connection.setReadOnly(false);
        }
        requireWritable();
        String sql = """
                SELECT pg_catalog.quote_literal(name), pg_catalog.quote_literal(pg_catalog.current_setting(name))
                  FROM pg_catalog.pg_settings
                 WHERE source = 'session' AND context IN ('user', 'superuser')
                   AND pg_catalog.left(name, 12) <> 'transaction_'
                UNION ALL
                SELECT '''role''', pg_catalog.quote_literal(pg_catalog.current_setting('role'))
                 WHERE pg_catalog.current_setting('role') <> 'none'
                """;
        List<String> statements = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet settings = statement.executeQuery(sql)) {
            while (settings.next()) {
                String setting = "SELECT pg_catalog.set_config(" + settings.getString(1) + ", " + settings.getString(2);
                statements.add(setting + ", false)");
                if (settings.getString(1).equals("'role'")) {
                    role = setting + ", true)";
                }
            }
        }
        restoreSettings = statements;
    }

    private void requireWritable() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW transaction_read_only")) {
            row.next();
            if (row.getString(1).equals("on")) {
                throw new DatabaseException(
                        "The session may only read (default_transaction_read_only is on)",
                        "use a role and a server that take changes");
            }
        }
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

    /** Undoes what a migration may have left in the session; the locks of the session stay. */
    List<String> cleanUp() {
        if (!foreignStatements) {
            return List.of();
        }
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
            LOG.debug("The connection could not be rolled back and is aborted", e);
            abort();
        }
    }

    @Override
    public void close() {
        try {
            if (!connection.isClosed()) {
                rollBack();
                try (Statement statement = connection.createStatement()) {
                    for (String sql : cleanUp()) {
                        statement.addBatch(sql);
                    }
                    if (foreignStatements) {
                        statement.addBatch("SELECT pg_catalog.pg_advisory_unlock_all()");
                        statement.executeBatch();
                    }
                }
                connection.clearWarnings();
                connection.unwrap(PGConnection.class).setPrepareThreshold(prepareThreshold);
                if (readOnly) {
                    connection.setReadOnly(true);
                }
                connection.setAutoCommit(autoCommit);
            }
        } catch (SQLException e) {
            LOG.debug("The connection could not be restored and is aborted", e);
            abort();
        }
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The connection could not be closed", e);
        }
    }

    /** Ends the server's session, and with it every lock it holds. */
    void abort() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            LOG.debug("The connection could not be aborted", e);
        }
    }
}
