package io.migretti;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the server said about a failure.
 *
 * @param sqlState five characters, or empty
 * @param position 1-based, in characters of the statement; 0 if unknown
 */
record ServerError(
        String sqlState,
        String message,
        int position,
        Optional<String> detail,
        Optional<String> hint,
        Optional<String> context) {

    static ServerError of(Throwable failure) {
        if (failure instanceof LockLostException) {
            return new ServerError("", message(failure), 0, Optional.empty(), Optional.empty(), Optional.empty());
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException error && error.getServerErrorMessage() != null) {
                return of(error.getServerErrorMessage());
            }
        }
        String state = failure instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
        return new ServerError(state, message(failure), 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static String message(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    private static ServerError of(ServerErrorMessage error) {
        return new ServerError(
                orEmpty(error.getSQLState()),
                orEmpty(error.getMessage()),
                error.getPosition(),
                Optional.ofNullable(error.getDetail()),
                Optional.ofNullable(error.getHint()),
                Optional.ofNullable(error.getWhere()));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** The connection is gone, so that the fate of what was under way is unknown. */
    boolean isConnectionLost() {
        return sqlState.startsWith("08") || sqlState.equals("57P01") || sqlState.equals("57P02");
    }

    /** {@code PostgreSQL 42501: permission denied for schema public}. */
    String describe() {
        return (sqlState.isEmpty() ? "" : "PostgreSQL " + sqlState + ": ") + message;
    }
}
