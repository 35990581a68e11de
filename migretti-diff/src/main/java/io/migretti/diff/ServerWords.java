package io.migretti.diff;

import java.sql.SQLException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What a failure is called in messages. */
final class ServerWords {

    private ServerWords() {}

    /** The server's own words, as {@code PostgreSQL 42501: permission denied}; the driver's if the server said nothing. */
    static String of(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException error && error.getServerErrorMessage() != null) {
                ServerErrorMessage said = error.getServerErrorMessage();
                return "PostgreSQL " + said.getSQLState() + ": " + said.getMessage()
                        + (said.getDetail() == null ? "" : "\n  Detail: " + said.getDetail());
            }
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
