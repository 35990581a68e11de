package io.migretti;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/**
 * Notices a pooler between us and the server that hands out another server session with every transaction: a lock of the
 * session then belongs to nobody, and excludes nobody.
 */
final class Pooler {

    private Pooler() {}

    /**
     * Refuses a session lock behind such a pooler. Costs one round trip, and a second connection only if there is a
     * pooler at all.
     *
     * @throws DatabaseException with both ways out
     */
    static void refuse(Session session, DataSource dataSource, Settings settings) throws SQLException {
        Connection connection = session.connection();
        if (settings.lockScope() == LockScope.TRANSACTION || !isBetween(connection)) {
            return;
        }
        if (movesWhenPinned(connection, dataSource)) {
            throw new DatabaseException(
                    "The connection goes through a pooler that hands out another server session with every transaction, as"
                            + " PgBouncer does in transaction mode; a lock of the session protects nothing there",
                    "give migrations a direct connection to the server, or set the lock scope to `transaction`");
        }
    }

    /** Whether the server's session is another than the one that the driver was told of. */
    static boolean isBetween(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getBackendPID() != backend(connection);
    }

    /**
     * A second connection opens a transaction and so occupies a server session. If it gets ours, sessions are shared.
     *
     * @throws DatabaseException if there is no second connection to be had: one alone cannot tell
     */
    private static boolean movesWhenPinned(Connection connection, DataSource dataSource) throws SQLException {
        int before = backend(connection);
        try (Connection second = dataSource.getConnection()) {
            PGConnection driver = second.unwrap(PGConnection.class);
            int prepareThreshold = driver.getPrepareThreshold();
            boolean autoCommit = second.getAutoCommit();
            driver.setPrepareThreshold(0);
            second.setAutoCommit(false);
            try {
                return backend(second) == before || backend(connection) != before;
            } finally {
                second.rollback();
                second.setAutoCommit(autoCommit);
                driver.setPrepareThreshold(prepareThreshold);
            }
        } catch (SQLException e) {
            if (connection.isValid(5)) {
                throw new DatabaseException(
                        "The connection goes through a pooler, and without a second connection nobody can tell whether it"
                                + " hands out another server session with every transaction, as PgBouncer does in"
                                + " transaction mode",
                        "give migrations a direct connection to the server, or a connection pool of at least two, or set"
                                + " the lock scope to `transaction`",
                        e);
            }
            throw e;
        }
    }

    private static int backend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }
}
