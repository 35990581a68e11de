package io.migretti;

import java.nio.file.NoSuchFileException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the server said about a failure; or, if it said nothing, what the driver or the engine did.
 *
 * @param servers whether these are the server's own words
 * @param sqlState five characters, or empty
 * @param position 1-based, in characters of the statement; 0 if unknown
 */
record ServerError(
        boolean servers,
        String sqlState,
        String message,
        int position,
        Optional<String> detail,
        Optional<String> hint,
        Optional<String> context) {

    /**
     * With these the server ends the session: shutdown, crash, and the timeouts that are fatal. Source: PostgreSQL
     * manual, appendix A.
     */
    private static final Set<String> FATAL = Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04");

    static ServerError of(Throwable failure) {
        if (failure instanceof MigrettiException known) {
            return notServers("", known.what());
        }
        if (failure instanceof LockLostException || failure instanceof TransactionEndedException) {
            return notServers("", message(failure));
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PSQLException error && error.getServerErrorMessage() != null) {
                return of(error.getServerErrorMessage());
            }
        }
        String state = failure instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
        return notServers(state, message(failure));
    }

    private static ServerError notServers(String sqlState, String message) {
        return new ServerError(false, sqlState, message, 0, Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static String message(Throwable failure) {
        if (failure instanceof BatchUpdateException && failure.getCause() != null) {
            return message(failure.getCause()); // without the driver's words about the batch
        }
        String message = failure.getMessage();
        if (failure instanceof NoSuchFileException) {
            return message + " is gone";
        }
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /**
     * The same error as it would be if its statement had been sent alone.
     *
     * @param position 1-based, in characters of that statement
     */
    static PSQLException at(PSQLException error, int position) {
        ServerErrorMessage message = error.getServerErrorMessage();
        if (message == null) {
            return error;
        }
        StringBuilder fields = new StringBuilder();
        field(fields, 'S', message.getSeverity());
        field(fields, 'C', message.getSQLState());
        field(fields, 'M', message.getMessage());
        field(fields, 'D', message.getDetail());
        field(fields, 'H', message.getHint());
        field(fields, 'P', String.valueOf(position));
        field(fields, 'W', message.getWhere());
        field(fields, 's', message.getSchema());
        field(fields, 't', message.getTable());
        field(fields, 'c', message.getColumn());
        field(fields, 'd', message.getDatatype());
        field(fields, 'n', message.getConstraint());
        field(fields, 'F', message.getFile());
        field(fields, 'L', String.valueOf(message.getLine()));
        field(fields, 'R', message.getRoutine());
        PSQLException moved = new PSQLException(new ServerErrorMessage(fields.toString()));
        moved.setStackTrace(error.getStackTrace());
        return moved;
    }

    /** Source: PostgreSQL manual, "Error and Notice Message Fields". */
    private static void field(StringBuilder fields, char name, @Nullable String value) {
        if (value != null) {
            fields.append(name).append(value).append('\0');
        }
    }

    private static ServerError of(ServerErrorMessage error) {
        return new ServerError(
                true,
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
        return sqlState.startsWith("08") || FATAL.contains(sqlState);
    }

    /** {@code PostgreSQL 42501: permission denied for schema public}; of others their words alone. */
    String describe() {
        return (servers ? "PostgreSQL " + sqlState + ": " : "") + message;
    }
}
