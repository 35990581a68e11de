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
}
