package io.migretti;

import java.sql.SQLException;

/** The database could not be reached, is none that the engine knows, or refused the engine's own statements. */
public final class DatabaseException extends MigrettiException {

    private static final long serialVersionUID = 1L;

    DatabaseException(String what, String next) {
        super(what, next, null);
    }

    DatabaseException(String what, String next, SQLException cause) {
        super(what + ": " + ServerError.of(cause).describe(), next, cause);
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
