package io.migretti.diff;

import io.migretti.migration.TextReading;
import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import io.migretti.script.SqlResource;
import io.migretti.script.SqlScript;
import io.migretti.script.SqlStatement;
import io.migretti.script.StatementKind;
import io.migretti.script.StatementReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Executes a file as {@code psql} does that stops at the first error: statement by statement, COPY data included. */
final class SqlRun {

    private final Connection connection;
    private final SqlResource file;

    SqlRun(Connection connection, SqlResource file) {
        this.connection = connection;
        this.file = file;
    }

    void run() {
        try {
            TextReading reading = TextReading.of(file);
            if (reading.problem().isPresent()) {
                throw refusal(List.of(reading.problem().get()));
            }
            SqlScript script = SqlScript.parse(file);
            refuse(script);
            // What stands before any section, and without a section that is all of it.
            try (StatementReader statements = StatementReader.open(
                            file, script.sections().get(0), reading.checksum().sha256());
                    Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                for (SqlStatement next = statements.next(); next != null; next = statements.next()) {
                    execute(statement, next, statements);
                }
            }
            refuseOpenTransaction();
        } catch (IOException e) {
            throw new DiffException(
                    Problem.unreadable(
                                    new SourceLocation(file.location(), 1, 1), file.location() + " cannot be read", e)
                            .what(),
                    "name a file that is there and readable",
                    e);
        } catch (SQLException e) {
            throw new DiffException(
                    file.location() + " could not be executed: " + ServerWords.of(e), "see the server's words", e);
        }
    }

    private static void refuse(SqlScript script) {
        List<Problem> errors =
                script.problems().stream().filter(Problem::isError).toList();
        if (!errors.isEmpty()) {
            throw refusal(errors);
        }
        if (script.sections().size() > 1) {
            throw new DiffException(
                    script.file() + " is a migration, which says only a part of a schema",
                    "name the directory with all of them, or a file that makes the whole schema",
                    null);
        }
    }

    private static DiffException refusal(List<Problem> errors) {
        Problem first = errors.get(0);
        return new DiffException(
                first.location() + ": " + first.what()
                        + (errors.size() == 1 ? "" : ", and " + (errors.size() - 1) + " more problems"),
                first.next(),
                null);
    }

    /** psql would roll it back and say nothing, and what is missed then would be dropped somewhere else. */
    private void refuseOpenTransaction() throws SQLException {
        if (connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.IDLE) {
            throw new DiffException(
                    file.location() + " ends in a transaction that it began, and that would be rolled back",
                    "write COMMIT where it is to end",
                    null);
        }
    }

    private void execute(Statement statement, SqlStatement next, StatementReader reader) throws IOException {
        try {
            if (next.kind() == StatementKind.COPY_FROM_STDIN) {
                copy(next, reader);
            } else {
                statement.execute(next.text());
            }
        } catch (SQLException e) {
            throw new DiffException(
                    file.location() + " could not be executed\n  at " + place(next, e) + ": " + next.start() + "\n  "
                            + ServerWords.of(e),
                    "correct it, or make what it needs beforehand; it was tried in an empty database",
                    e);
        }
    }

    private static SourceLocation place(SqlStatement statement, SQLException failure) {
        ServerErrorMessage said = failure instanceof PSQLException error ? error.getServerErrorMessage() : null;
        return said == null || said.getPosition() == 0 ? statement.location() : statement.at(said.getPosition());
    }

    private void copy(SqlStatement statement, StatementReader reader) throws SQLException, IOException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement.text());
        try {
            for (byte[] data = reader.nextCopyData(); data != null; data = reader.nextCopyData()) {
                copy.writeToCopy(data, 0, data.length);
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
