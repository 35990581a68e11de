package io.migretti;

import io.migretti.Pipeline.StatementFailedException;
import io.migretti.history.EntryStatus;
import io.migretti.plan.Direction;
import io.migretti.plan.Plan;
import io.migretti.plan.Step;
import io.migretti.plan.Work;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.StepResult;
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
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * The one loop: executes the steps of a plan, in order, until one fails.
 *
 * <p>A transactional migration, its row and its log entry are one transaction, committed before the next begins. One
 * without transaction is marked as failed before its first statement and counts its statements, so that its row is true
 * whenever the process ends.
 */
final class PlanExecutor {

    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final Session session;
    private final Connection connection;
    private final MigrationLock lock;
    private final HistoryTable history;
    private final Settings settings;
    private final String schema;
    private final Events events;

    PlanExecutor(
            Session session,
            MigrationLock lock,
            HistoryTable history,
            Settings settings,
            String schema,
            Events events) {
        this.session = session;
        this.connection = session.connection();
        this.lock = lock;
        this.history = history;
        this.settings = settings;
        this.schema = schema;
        this.events = events;
    }

    /**
     * What became of the steps.
     *
     * @param results one for each step that was begun; a failed one is the last
     * @param failure why the last one failed
     */
    record Execution(List<StepResult> results, Optional<Throwable> failure) {}

    Execution execute(Plan plan) throws SQLException {
        List<StepResult> results = new ArrayList<>();
        List<List<Step>> units = plan.isGrouped()
                ? List.of(plan.steps())
                : plan.steps().stream().map(List::of).toList();
        int count = plan.steps().size();
        for (List<Step> unit : units) {
            Unit running = new Unit(unit, results.size(), count);
            try {
                running.run();
                results.addAll(running.done);
                for (int i = 0; i < running.done.size(); i++) {
                    if (running.done.get(i) instanceof StepResult.Done done) {
                        events.tell(new MigrettiEvent.MigrationDone(unit.get(i), done));
                    }
                }
            } catch (FailedStepException e) {
                Step step = running.current;
                StepResult.Failed failed = new StepResult.Failed(
                        step.id(), step.name(), since(running.begin), e.failure(results.size(), count));
                results.add(failed);
                events.tell(new MigrettiEvent.MigrationFailed(step, failed));
                return new Execution(results, Optional.of(e.reason()));
            }
        }
        return new Execution(results, Optional.empty());
    }

    private static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Steps that are committed together: one, unless the plan is grouped. */
    private final class Unit {
        private final List<Step> steps;
        private final int before;
        private final int count;
        private final List<StepResult> done = new ArrayList<>();
        private Step current;
        private long begin;

        Unit(List<Step> steps, int before, int count) {
            this.steps = steps;
            this.before = before;
            this.count = count;
            this.current = steps.get(0);
        }

        void run() throws FailedStepException, SQLException {
            if (!current.transactional()) {
                start(current, 0);
                if (withoutTransaction(current)) {
                    finish();
                } else {
                    done.add(new StepResult.DoneElsewhere(current.id(), current.name(), since(begin)));
                }
                return;
            }
            Polling polling = new Polling(FIRST_RETRY, LONGEST_RETRY);
            for (int attempt = 1; ; attempt++) {
                try {
                    done.clear();
                    inTransaction();
                    return;
                } catch (FailedStepException e) {
                    if (!e.mayPass() || attempt >= settings.lockAttempts()) {
                        throw e;
                    }
                    events.tell(new MigrettiEvent.Retrying(
                            current,
                            attempt,
                            settings.lockAttempts(),
                            ServerError.of(e.reason()).describe(),
                            Blockers.of(connection, e.statement()),
                            polling.pause()));
                    polling.await(LONGEST_RETRY, "another attempt");
                }
            }
        }

        private void start(Step step, int index) {
            current = step;
            begin = System.nanoTime();
            events.tell(new MigrettiEvent.MigrationStarted(step, before + index + 1, count));
        }

        private void finish() {
            done.add(new StepResult.Done(
                    current.id(), current.name(), current.direction(), since(begin), current.statements()));
        }

        private void inTransaction() throws FailedStepException {
            boolean committing = false;
            begin = System.nanoTime();
            try (Pipeline pipeline = new Pipeline(connection, warning -> message(current, warning))) {
                pipeline.addGuards(lock.begin());
                for (int i = 0; i < steps.size(); i++) {
                    start(steps.get(i), i);
                    if (isDoneElsewhere()) {
                        done.add(new StepResult.DoneElsewhere(current.id(), current.name(), since(begin)));
                        continue;
                    }
                    pipeline.addAll(settingsOf(current, "LOCAL "));
                    session.foreignStatementsFollow();
                    work(pipeline);
                    pipeline.addBeforeCommit("SET CONSTRAINTS ALL IMMEDIATE");
                    pipeline.addAll(session.ownRole());
                    pipeline.addGuards(lock.beforeBookkeeping());
                    pipeline.addAll(history.done(schema, current, HistoryTable.millisSinceBegin()));
                    pipeline.addAll(session.cleanUp());
                    finish();
                }
                pipeline.flush();
                requireOpenTransaction();
                committing = true;
                connection.commit();
                connection.setAutoCommit(true);
            } catch (StatementFailedException e) {
                undo();
                throw e.atCommit()
                        ? FailedStepException.atCommit(current, e.reason())
                        : FailedStepException.rolledBack(current, e.origin(), e.reason());
            } catch (SQLException e) {
                undo();
                throw committing
                        ? FailedStepException.atCommit(current, e)
                        : FailedStepException.rolledBack(current, Optional.empty(), e);
            } catch (IOException e) {
                undo();
                throw FailedStepException.rolledBack(current, Optional.empty(), e);
            }
        }

        /** With a lock for each transaction, the history may have moved on since the plan was made. */
        private boolean isDoneElsewhere() throws SQLException {
            if (settings.lockScope() == LockScope.SESSION || current.fix() || current.direction() == Direction.SEED) {
                return false;
            }
            boolean recorded = history.status(schema, current.id()).isPresent();
            return recorded == (current.direction() == Direction.UP);
        }

        private void work(Pipeline pipeline) throws SQLException, IOException, StatementFailedException {
            if (current.work() instanceof Work.Sql sql) {
                try (StatementReader reader = StatementReader.open(sql.resource(), sql.section(), sql.sha256())) {
                    for (SqlStatement next = reader.next(); next != null; next = reader.next()) {
                        if (next.kind() == StatementKind.COPY_FROM_STDIN) {
                            pipeline.flush();
                            copy(next, reader);
                        } else {
                            pipeline.add(next);
                        }
                    }
                    reader.requireUnchanged(sql.sha256());
                }
            } else if (current.work() instanceof Work.Code) {
                pipeline.flush();
                call(current);
                requireOpenTransaction();
            }
        }

        /** The lexer lets no statement through that ends the transaction; this asks the driver whether it is so. */
        private void requireOpenTransaction() throws SQLException {
            if (connection.unwrap(BaseConnection.class).getTransactionState() != TransactionState.OPEN) {
                throw new SQLException(
                        "the migration " + current.fileName() + " ended the transaction that it runs in");
            }
        }
    }

    private void undo() {
        try {
            session.rollBack();
        } catch (SQLException e) {
            session.abort();
        }
    }

    void call(Step step) throws SQLException {
        JavaMigration migration = settings.javaMigrations().stream()
                .filter(candidate -> candidate.id().equals(step.id().value()))
                .findFirst()
                .orElseThrow();
        Connection guarded =
                GuardedConnection.of(connection, migration.getClass().getName());
        try {
            if (step.direction() == Direction.UP) {
                migration.up(guarded);
            } else {
                migration.down(guarded);
            }
        } catch (SQLException e) {
            throw e;
        } catch (Exception e) {
            throw new SQLException(e.toString(), e);
        }
    }

    /** Statements that set up a migration's session: its timeouts, and the schema where unqualified names go. */
    List<String> settingsOf(Step step, String scope) {
        List<String> statements = new ArrayList<>();
        statements.add("SET " + scope + "standard_conforming_strings = on");
        Optional<Duration> lockTimeout = Optional.empty();
        Optional<Duration> statementTimeout = Optional.empty();
        if (step.work() instanceof Work.Sql sql) {
            lockTimeout = sql.lockTimeout();
            statementTimeout = sql.statementTimeout();
        }
        if (step.transactional()) {
            lockTimeout = lockTimeout.or(() -> Optional.of(settings.statementLockTimeout()));
        }
        lockTimeout.ifPresent(time -> statements.add("SET " + scope + "lock_timeout = " + HistoryTable.setting(time)));
        statementTimeout
                .or(settings::statementTimeout)
                .ifPresent(
                        time -> statements.add("SET " + scope + "statement_timeout = " + HistoryTable.setting(time)));
        settings.schema()
                .ifPresent(name -> statements.add("SELECT pg_catalog.set_config('search_path', "
                        + HistoryTable.literal(HistoryTable.identifier(name))
                        + " || coalesce(', ' || nullif(pg_catalog.current_setting('search_path'), ''), ''), "
                        + (scope.isEmpty() ? "false" : "true") + ")"));
        return statements;
    }

    void copy(SqlStatement statement, StatementReader reader) throws StatementFailedException, IOException {
        try {
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
        } catch (SQLException e) {
            throw new StatementFailedException(Optional.of(statement), e, false);
        }
    }

    private void message(Step step, SQLWarning warning) {
        ServerError server = ServerError.of(warning);
        String severity = server.sqlState().startsWith("01") ? "WARNING" : "NOTICE";
        events.tell(new MigrettiEvent.ServerMessage(step, severity, server.message()));
    }

    // ---- without a transaction

    /** False if another process did it meanwhile. */
    private boolean withoutTransaction(Step step) throws FailedStepException {
        int done = -1;
        Optional<SqlStatement> current = Optional.empty();
        long begin = System.nanoTime();
        try (Statement jdbc = connection.createStatement()) {
            jdbc.setEscapeProcessing(false);
            if (settings.lockScope() == LockScope.TRANSACTION && isTaken(step)) {
                return false;
            }
            if (step.work() instanceof Work.Sql sql) {
                try (StatementReader reader = StatementReader.open(sql.resource(), sql.section(), sql.sha256())) {
                    for (int passed = 0; passed < sql.done(); passed++) {
                        reader.next();
                    }
                    keepBooks(history.begun(schema, step));
                    done = sql.done();
                    session.foreignStatementsFollow();
                    run(jdbc, settingsOf(step, ""));
                    for (SqlStatement next = reader.next(); next != null; next = reader.next()) {
                        current = Optional.of(next);
                        if (done == sql.done() && done > 0 || step.fix()) {
                            InvalidIndexes.dropLeftover(connection, next);
                        }
                        execute(step, jdbc, next, reader);
                        current = Optional.empty();
                        if (step.direction() == Direction.UP) {
                            keepBooks(List.of(history.progress(schema, step, done + 1)));
                        }
                        done++;
                    }
                    reader.requireUnchanged(sql.sha256());
                }
            } else {
                keepBooks(history.begun(schema, step));
                done = 0;
                session.foreignStatementsFollow();
                call(step);
            }
            List<String> books = new ArrayList<>(
                    history.finished(schema, step, String.valueOf(since(begin).toMillis())));
            books.addAll(session.cleanUp());
            keepBooks(books);
            return true;
        } catch (StatementFailedException e) {
            throw FailedStepException.halfDone(step, current, e.reason(), done);
        } catch (SQLException e) {
            throw done < 0
                    ? FailedStepException.notBegun(step, e)
                    : FailedStepException.halfDone(step, current, e, done);
        } catch (IOException e) {
            throw done < 0
                    ? FailedStepException.notBegun(step, e)
                    : FailedStepException.halfDone(step, Optional.empty(), e, done);
        }
    }

    /**
     * With a lock for each transaction, the row of a migration without transaction is the claim to it: waits until
     * whoever has claimed it is done.
     */
    private boolean isTaken(Step step) throws SQLException {
        Polling polling = new Polling(Duration.ofMillis(50), Duration.ofSeconds(1));
        while (!step.fix() && step.direction() != Direction.SEED) {
            Optional<EntryStatus> row = history.status(schema, step.id());
            boolean claimed = row.filter(status -> status == EntryStatus.FAILED).isPresent();
            if (!claimed) {
                return row.isPresent() == (step.direction() == Direction.UP);
            }
            if (polling.waited().compareTo(settings.lockTimeout()) >= 0) {
                throw new SQLException("another process has begun " + step.fileName()
                        + " and has not finished it within " + Texts.duration(polling.waited()));
            }
            polling.await(settings.lockTimeout().minus(polling.waited()), "another process");
        }
        return false;
    }

    private void execute(Step step, Statement jdbc, SqlStatement next, StatementReader reader)
            throws SQLException, IOException, StatementFailedException {
        if (next.kind() == StatementKind.COPY_FROM_STDIN) {
            copy(next, reader);
            return;
        }
        jdbc.execute(next.text());
        for (SQLWarning warning = jdbc.getWarnings(); warning != null; warning = warning.getNextWarning()) {
            message(step, warning);
        }
        jdbc.clearWarnings();
    }

    /** Bookkeeping in a transaction of its own, in the run's own role, with the lock. */
    private void keepBooks(List<String> bookkeeping) throws SQLException {
        try (Pipeline pipeline = new Pipeline(connection, warning -> {})) {
            pipeline.addGuards(lock.begin());
            pipeline.addAll(session.ownRole());
            pipeline.addAll(bookkeeping);
            pipeline.flush();
            connection.commit();
            connection.setAutoCommit(true);
        } catch (StatementFailedException e) {
            undo();
            throw e.reason();
        } catch (SQLException e) {
            undo();
            throw e;
        }
    }

    static void run(Statement jdbc, List<String> statements) throws SQLException {
        for (String sql : statements) {
            jdbc.addBatch(sql);
        }
        if (!statements.isEmpty()) {
            jdbc.executeBatch();
        }
    }
}
