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
import java.util.regex.Pattern;
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

    /** Changes how later statements are quoted. */
    private static final Pattern QUOTING = Pattern.compile("standard_conforming_strings", Pattern.CASE_INSENSITIVE);

    /** Is to be in force again when the rest of a migration is passed over. */
    private static final Pattern SETTING = Pattern.compile(
            "(SET|RESET)\\s.*|SELECT\\s+(pg_catalog\\s*\\.\\s*)?set_config\\s*\\(.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * What the commit would check, between migrations that share a transaction. Each constraint by name: after {@code
     * ALL} no constraint of the transaction would be deferred again, not even one that a later migration adds.
     */
    static final String CHECK_CONSTRAINTS = """
            DO $migretti$
            DECLARE
                to_check pg_catalog.text;
                to_defer pg_catalog.text;
            BEGIN
                SELECT pg_catalog.string_agg(DISTINCT name, ', '),
                       pg_catalog.string_agg(DISTINCT name, ', ') FILTER (WHERE condeferred)
                  INTO to_check, to_defer
                  FROM (SELECT pg_catalog.format('%I.%I', n.nspname, c.conname) AS name, c.condeferred
                          FROM pg_catalog.pg_constraint c
                          JOIN pg_catalog.pg_namespace n ON n.oid = c.connamespace
                         WHERE c.condeferrable
                           AND pg_catalog.has_schema_privilege(n.oid, 'USAGE')) AS constraints;
                IF to_check IS NOT NULL THEN
                    EXECUTE 'SET CONSTRAINTS ' || to_check || ' IMMEDIATE';
                END IF;
                IF to_defer IS NOT NULL THEN
                    EXECUTE 'SET CONSTRAINTS ' || to_defer || ' DEFERRED';
                END IF;
            END
            $migretti$""";

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

    Execution execute(Plan plan) {
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
                        step.id(), step.name(), since(running.begin), e.failure(results.size(), count, unit.size()));
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

        void run() throws FailedStepException {
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
                    if (!e.mayPass()) {
                        throw e;
                    }
                    List<String> blockers = blockers(e);
                    if (attempt >= settings.lockAttempts()) {
                        throw e.givenUp(attempt, blockers);
                    }
                    events.tell(new MigrettiEvent.Retrying(
                            current,
                            attempt,
                            settings.lockAttempts(),
                            ServerError.of(e.reason()).describe(),
                            blockers,
                            polling.pause()));
                    pause(polling);
                }
            }
        }

        private List<String> blockers(FailedStepException failure) {
            try {
                return Blockers.of(connection, failure.statement());
            } catch (SQLException e) {
                return List.of();
            }
        }

        private void pause(Polling polling) throws FailedStepException {
            try {
                polling.await(LONGEST_RETRY, "another attempt");
            } catch (DatabaseException e) {
                throw FailedStepException.notBegun(current, e);
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
                long opened = System.nanoTime();
                for (int i = 0; i < steps.size(); i++) {
                    if (i > 0 && done.size() < i) {
                        finish();
                    }
                    start(steps.get(i), i);
                    if (isDoneElsewhere()) {
                        done.add(new StepResult.DoneElsewhere(current.id(), current.name(), since(begin)));
                        continue;
                    }
                    Duration earlier = i == 0 ? Duration.ZERO : since(opened);
                    addSettings(pipeline);
                    session.foreignStatementsFollow();
                    work(pipeline);
                    pipeline.addBeforeCommit(
                            i + 1 < steps.size() ? CHECK_CONSTRAINTS : "SET CONSTRAINTS ALL IMMEDIATE");
                    pipeline.addAll(session.forBookkeeping(settings.statementLockTimeout()));
                    pipeline.addGuards(lock.beforeBookkeeping());
                    pipeline.addAll(history.done(schema, current, HistoryTable.millisSinceBegin(earlier)));
                    pipeline.addAll(session.cleanUp());
                    // Here, so that a failure and a notice are told of the migration that they come from.
                    pipeline.flush();
                }
                requireOpenTransaction(current);
                committing = true;
                connection.commit();
                connection.setAutoCommit(true);
                if (done.size() < steps.size()) {
                    finish();
                }
            } catch (StatementFailedException e) {
                session.undo();
                throw e.atCommit()
                        ? FailedStepException.atCommit(current, e.reason())
                        : FailedStepException.rolledBack(current, e.origin(), e.reason());
            } catch (SQLException e) {
                session.undo();
                throw committing
                        ? FailedStepException.atCommit(current, e)
                        : FailedStepException.rolledBack(current, Optional.empty(), e);
            } catch (IOException e) {
                session.undo();
                throw FailedStepException.rolledBack(current, Optional.empty(), e);
            } catch (LockTimeoutException | DatabaseException e) {
                session.undo();
                if (before == 0) {
                    throw e;
                }
                throw FailedStepException.notBegun(current, e);
            }
        }

        /** The driver reads a statement's quotes by what it last heard of the server, so it has to hear of a change. */
        private void addSettings(Pipeline pipeline) throws SQLException, StatementFailedException {
            pipeline.addAll(settingsOf(current, "LOCAL "));
            if (!connection.unwrap(BaseConnection.class).getStandardConformingStrings()) {
                pipeline.flush();
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

        private void work(Pipeline pipeline)
                throws SQLException, IOException, StatementFailedException, FailedStepException {
            if (current.work() instanceof Work.Sql sql) {
                try (StatementReader reader = StatementReader.open(sql.resource(), sql.section(), sql.sha256())) {
                    for (SqlStatement next = reader.next(); next != null; next = reader.next()) {
                        if (next.kind() == StatementKind.COPY_FROM_STDIN) {
                            pipeline.flush();
                            copy(next, reader);
                        } else {
                            pipeline.add(next);
                            if (QUOTING.matcher(next.text()).find()) {
                                pipeline.flush();
                            }
                        }
                    }
                    reader.requireUnchanged(sql.sha256());
                }
            } else if (current.work() instanceof Work.Code) {
                pipeline.flush();
                try {
                    call(current);
                } finally {
                    requireOpenTransaction(current);
                }
            }
        }
    }

    /** The lexer lets no statement through that ends the transaction; this asks the driver whether it is so. */
    void requireOpenTransaction(Step step) throws SQLException, FailedStepException {
        if (!connection.isClosed()
                && connection.unwrap(BaseConnection.class).getTransactionState() == TransactionState.IDLE) {
            session.undo();
            throw FailedStepException.endedItsTransaction(step);
        }
    }

    void call(Step step) throws SQLException {
        JavaMigration migration = settings.javaMigrations().stream()
                .filter(candidate -> candidate.id().equals(step.id().value()))
                .findFirst()
                .orElseThrow();
        Connection guarded =
                GuardedConnection.inTransaction(connection, migration.getClass().getName());
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
                    run(jdbc, ownSettings);
                    for (SqlStatement setting : again) {
                        progress.current = Optional.of(setting);
                        jdbc.execute(setting.text());
                    }
                    for (SqlStatement next = reader.next(); next != null; next = reader.next()) {
                        progress.current = Optional.of(next);
                        if (step.fix()) {
                            InvalidIndexes.dropLeftover(connection, next);
                        }
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
                run(jdbc, ownSettings);
                call(step);
            }
            List<String> books = new ArrayList<>(
                    history.finished(schema, step, String.valueOf(since(begin).toMillis())));
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
        List<String> statements = settingsOf(step, "");
        if (settings.lockScope() == LockScope.SESSION || !Pooler.isBetween(connection)) {
            return statements;
        }
        if (statements.size() > 1) {
            throw new SQLException("a pooler is in between, so that no schema and no timeout can be set for a migration"
                    + " without transaction");
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
                        run(statement, history.begun(schema, step));
                    }
                    connection.commit();
                    return open;
                }
            } finally {
                session.undo();
            }
            if (polling.waited().compareTo(settings.lockTimeout()) >= 0) {
                throw new SQLException("another process has begun " + step.fileName()
                        + " and has not finished it within " + Texts.duration(polling.waited()));
            }
            polling.await(settings.lockTimeout().minus(polling.waited()), "another process");
        }
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
        List<String> statements = new ArrayList<>(session.forBookkeeping(Duration.ZERO));
        statements.addAll(bookkeeping);
        lock.inTransaction(statements);
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
