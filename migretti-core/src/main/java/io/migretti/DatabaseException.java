package io.migretti;

import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;

/** The database could not be reached, is none that the engine knows, or refused the engine's own statements. */
public final class DatabaseException extends MigrettiException {

    private static final long serialVersionUID = 1L;

    /**
     * The server or its machine does not answer, is starting or stopping, or has no connection left. Source: PostgreSQL
     * manual, appendix A; 08001 and 08006 are what the driver says of an address that does not answer.
     */
    private static final Set<String> PASSING = Set.of("08000", "08001", "08006", "57P01", "57P02", "57P03", "53300");

    private final boolean passing;

    DatabaseException(String what, String next) {
        super(what, next, null);
        this.passing = false;
    }

    private DatabaseException(String what, String next, RuntimeException cause) {
        super(what, next, cause);
        this.passing = false;
    }

    DatabaseException(String what, String next, SQLException cause) {
        this(what, next, cause, false);
    }

    private DatabaseException(String what, String next, SQLException cause, boolean passing) {
        super(what + ": " + ServerError.of(cause).describe(), next, cause);
        this.passing = passing;
    }

    static DatabaseException notConnected(SQLException cause) {
        return new DatabaseException(
                "No connection to the database" + unknownHost(cause),
                "check that it runs, and its address, user and password",
                cause,
                isPassing(cause));
    }

    /** Of a DataSource that says it in its own way: one that routes and does not know where to, or one around others. */
    static DatabaseException notConnected(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && isPassing(sql)) {
                DatabaseException unreachable = notConnected(sql);
                unreachable.addSuppressed(failure);
                return unreachable;
            }
        }
        return new DatabaseException(
                "The DataSource gives no connection: " + failure,
                "correct it, or give migrations a DataSource that needs nothing but to be asked",
                failure);
    }

    /** The driver says only that the attempt failed. */
    private static String unknownHost(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return ", the host " + cause.getMessage() + " is not known";
            }
        }
        return "";
    }

    /** A pool's own exception may say nothing; that of the driver is behind it. */
    private static boolean isPassing(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null && PASSING.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether there was no connection for a reason that may pass by itself: the server does not answer, is starting or
     * stopping, or has no connection left. Nothing was executed, and the same call can be made again. A wrong password
     * or an unknown database is no such reason.
     */
    public boolean isUnreachable() {
        return passing;
    }

    static DatabaseException standby() {
        return new DatabaseException("The database is a standby, which takes no changes", "connect to the primary");
    }

    /** What an operation throws when one of the engine's own statements fails. */
    static DatabaseException refusal(SQLException e) {
        ServerError error = ServerError.of(e);
        if (error.isConnectionLost()) {
            return new DatabaseException(
                    "The connection to the database was lost", "start again; what is applied is not repeated", e);
        }
        return new DatabaseException(
                "The database refused a statement of the engine itself",
                error.sqlState().equals("42501")
                        ? "grant the role what it lacks, or give migrations a role that owns the schema"
                        : "see the server's words; nothing that is not reported as applied was applied",
                e);
    }
}
