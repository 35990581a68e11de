package io.migretti.boot.actuate;

import io.migretti.DatabaseException;
import java.sql.SQLException;

/** What may be told to anybody about a database that cannot be asked: not its address, not the user, no data. */
final class Unavailable {

    static final String READING = "the migration history cannot be read now; the log says why";
    static final String CHANGING = "the files changed while they were read; ask again";

    private Unavailable() {}

    static String reading(DatabaseException e) {
        return "the migration history cannot be read now" + state(e) + "; the log says why";
    }

    static String rehearsing(DatabaseException e) {
        return "the dry run could not be executed" + state(e) + "; the log says why";
    }

    private static String state(DatabaseException e) {
        return e.getCause() instanceof SQLException sql && sql.getSQLState() != null
                ? " (PostgreSQL " + sql.getSQLState() + ")"
                : "";
    }
}
