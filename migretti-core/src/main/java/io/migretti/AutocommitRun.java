package io.migretti;

import io.migretti.Pipeline.StatementFailedException;
import io.migretti.history.EntryStatus;
import io.migretti.plan.Direction;
import io.migretti.plan.Step;
import io.migretti.plan.Work;
import io.migretti.script.SqlStatement;
import io.migretti.script.StatementKind;
import io.migretti.script.StatementReader;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Executes one step without transaction: marked as failed before its first statement, and counting its statements, so
 * that its row is true whenever the process ends.
 */
final class AutocommitRun {

    /** Is to be in force again when the rest of a migration is passed over. */
    private static final Pattern SETTING = Pattern.compile(
            "(SET|RESET)\\s.*|SELECT\\s+(pg_catalog\\s*\\.\\s*)?set_config\\s*\\(.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Session session;
    private final Connection connection;
    private final StepSession steps;
    private final MigrationLock lock;
    private final HistoryTable history;
    private final Settings settings;
    private final String schema;

    AutocommitRun(
            Session session,
            StepSession steps,
            MigrationLock lock,
            HistoryTable history,
            Settings settings,
            String schema) {
        this.session = session;
        this.connection = session.connection();
        this.steps = steps;
        this.lock = lock;
        this.history = history;
        this.settings = settings;
        this.schema = schema;
    }

    /** False if another process did it meanwhile. */
    boolean run(Step step) throws FailedStepException {
        Progress progress = new Progress();
        long begin = System.nanoTime();
        try (Statement jdbc = connection.createStatement()) {
            jdbc.setEscapeProcessing(false);
            List<String> ownSettings = sessionSettings(step);
            if (step.work() instanceof Work.Sql sql) {
                try (StatementReader reader = StatementReader.open(sql.resource(), sql.section(), sql.sha256())) {
                    List<SqlStatement> again = passOver(sql.done(), reader);
                    if (!claim(step)) {
                        return false;
                    }
                    progress.startAt(sql.done());
                    session.foreignStatementsFollow();
                    StepSession.run(jdbc, ownSettings);
                    for (SqlStatement setting : again) {
                        progress.current = Optional.of(setting);
                        jdbc.execute(setting.text());
                    }
                    for (SqlStatement next = reader.next(); next != null; next = reader.next()) {
                        progress.current = Optional.of(next);
                        if (step.fix()) {
                            InvalidIndexes.dropLeftover(connection, next);
                        }
                        steps.executing(step, progress.executed + 1, progress.executed + 1);
                        execute(step, jdbc, next, reader);
                        progress.current = Optional.empty();
                        progress.executed++;
                        if (step.direction() == Direction.UP) {
                            keepBooks(List.of(history.progress(schema, step, progress.executed)));
                        }
                        progress.recorded++;
                    }
                    reader.requireUnchanged(sql.sha256());
                }
            } else {
                if (!claim(step)) {
                    return false;
                }
                progress.startAt(0);
                session.foreignStatementsFollow();
                StepSession.run(jdbc, ownSettings);
                steps.call(step);
            }
            List<String> books = new ArrayList<>(history.finished(
                    schema,
                    step,
                    String.valueOf(Duration.ofNanos(System.nanoTime() - begin).toMillis())));
            // Before the settings are the role's own again, with which the commit may not have the time for a trigger.
            books.add("SET CONSTRAINTS ALL IMMEDIATE");
            books.addAll(session.cleanUp());
            keepBooks(books);
            return true;
        } catch (StatementFailedException e) {
            throw progress.failure(step, e.reason());
        } catch (SQLException | IOException e) {
            throw progress.failure(step, e);
        } catch (LockTimeoutException | DatabaseException e) {
            throw progress.begun ? progress.failure(step, e) : FailedStepException.notBegun(step, e);
        }
    }

    /** How far a migration without transaction has come. */
    private static final class Progress {
        private boolean begun;
        private int executed;
        private int recorded;
        private Optional<SqlStatement> current = Optional.empty();

        void startAt(int done) {
            begun = true;
            executed = done;
            recorded = done;
        }

        FailedStepException failure(Step step, Throwable reason) {
            return begun
                    ? FailedStepException.halfDone(step, current, reason, executed, recorded)
                    : FailedStepException.notBegun(step, reason);
        }
    }

    /** What an earlier attempt did is not done again, but for the settings that the rest may count on. */
    private static List<SqlStatement> passOver(int done, StatementReader reader) throws IOException {
        List<SqlStatement> again = new ArrayList<>();
        for (int passed = 0; passed < done; passed++) {
            SqlStatement statement = reader.next();
            if (statement != null && SETTING.matcher(statement.text()).matches()) {
                again.add(statement);
            }
        }
        return again;
    }

    /** Behind a pooler that hands out another session for each statement there is none whose settings would last. */
    private List<String> sessionSettings(Step step) throws SQLException {
        List<String> statements = steps.settingsOf(step, "");
        if (settings.lockScope() == LockScope.SESSION || !Pooler.isBetween(connection)) {
            return statements;
        }
        if (statements.size() > 1) {
            throw new DatabaseException(
                    "A pooler is in between, so that no schema and no timeout can be set for a migration without"
                            + " transaction",
                    "give it a direct connection to the server, or set neither a schema nor a timeout for it");
        }
        return List.of();
    }

    /**
     * Commits the row that says that a migration without transaction has begun. With a lock for each transaction that
     * row is the claim to it, and whoever finds it claimed waits until the other is done.
     *
     * @return false if another process did the migration meanwhile
     */
    private boolean claim(Step step) throws SQLException {
        if (settings.lockScope() == LockScope.SESSION || step.fix() || step.direction() == Direction.SEED) {
            keepBooks(history.begun(schema, step));
            return true;
        }
        Polling polling = new Polling(Duration.ofMillis(50), Duration.ofSeconds(1));
        while (true) {
            Optional<EntryStatus> row;
            try (Statement statement = connection.createStatement()) {
                lock.begin();
                row = history.status(schema, step.id());
                if (row.filter(status -> status == EntryStatus.FAILED).isEmpty()) {
                    boolean open = row.isPresent() == (step.direction() == Direction.DOWN);
                    if (open) {
                        StepSession.run(statement, history.begun(schema, step));
                    }
                    connection.commit();
                    return open;
                }
            } finally {
                session.undo();
            }
            if (polling.waited().compareTo(settings.lockTimeout()) >= 0) {
                throw new DatabaseException(
                        "Another process has begun " + step.fileName() + " and has not finished it within "
                                + Texts.duration(settings.lockTimeout()),
                        "let that process finish and start again; if nobody is at work on it any more, look at what it"
                                + " has done and settle its row with `fix " + step.id() + "`");
            }
            polling.await(settings.lockTimeout().minus(polling.waited()), "another process");
        }
    }

    private void execute(Step step, Statement jdbc, SqlStatement next, StatementReader reader)
            throws SQLException, IOException, StatementFailedException {
        if (next.kind() == StatementKind.COPY_FROM_STDIN) {
            steps.copy(next, reader);
            return;
        }
        jdbc.execute(next.text());
        for (SQLWarning warning = jdbc.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            steps.message(step, warning);
        }
        jdbc.clearWarnings();
    }

    /** Bookkeeping in a transaction of its own, in the run's own role, with the lock. */
    private void keepBooks(List<String> bookkeeping) throws SQLException {
        List<String> statements = new ArrayList<>(session.forBookkeeping(Duration.ZERO));
        statements.addAll(bookkeeping);
        lock.inTransaction(statements);
    }
}
