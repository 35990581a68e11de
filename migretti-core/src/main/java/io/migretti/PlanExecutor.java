package io.migretti;

import io.migretti.Pipeline.StatementFailedException;
import io.migretti.plan.Direction;
import io.migretti.plan.Plan;
import io.migretti.plan.Request;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.core.BaseConnection;

/**
 * The one loop: executes the steps of a plan, in order, until one fails.
 *
 * <p>A transactional migration, its row and its log entry are one transaction, committed before the next begins.
 */
final class PlanExecutor {

    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private static final String QUOTING = "standard_conforming_strings";

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
    private final StepSession stepSession;

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
        this.stepSession = new StepSession(session, settings, events);
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
        int count = plan.steps().size();
        for (List<Step> unit : plan.transactions()) {
            Unit running = new Unit(unit, results.size(), count, plan.request() instanceof Request.Fix);
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

    /** Whether it may change how what follows is quoted. */
    private static boolean mentionsQuoting(String sql) {
        for (int i = sql.indexOf('_'); i >= 0; i = sql.indexOf('_', i + 1)) {
            if (sql.regionMatches(true, i - QUOTING.indexOf('_'), QUOTING, 0, QUOTING.length())) {
                return true;
            }
        }
        return false;
    }

    /** Steps that are committed together: one, unless the plan is grouped. */
    private final class Unit {
        private final List<Step> steps;
        private final int before;
        private final int count;
        private final boolean byName;
        private final List<StepResult> done = new ArrayList<>();
        private Step current;
        private long begin;
        private int sent;

        Unit(List<Step> steps, int before, int count, boolean byName) {
            this.steps = steps;
            this.before = before;
            this.count = count;
            this.byName = byName;
            this.current = steps.get(0);
        }

        void run() throws FailedStepException {
            if (!current.transactional()) {
                start(current, 0);
                if (new AutocommitRun(session, stepSession, lock, history, settings, schema).run(current)) {
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
                            ServerError.of(e.reason()).sqlState(),
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
            sent = 0;
            begin = System.nanoTime();
            events.tell(new MigrettiEvent.MigrationStarted(step, before + index + 1, count));
        }

        private void sending(int statements) {
            stepSession.executing(current, sent + 1, sent + statements);
            sent += statements;
        }

        private void finish() {
            done.add(new StepResult.Done(
                    current.id(), current.name(), current.direction(), since(begin), current.statements()));
        }

        private void inTransaction() throws FailedStepException {
            boolean committing = false;
            begin = System.nanoTime();
            try (Pipeline pipeline =
                    new Pipeline(connection, warning -> stepSession.message(current, warning), this::sending)) {
                pipeline.about(current.fileName());
                pipeline.addLockGuards(lock.begin());
                long opened = System.nanoTime();
                for (int i = 0; i < steps.size(); i++) {
                    if (i > 0 && done.size() < i) {
                        finish();
                    }
                    start(steps.get(i), i);
                    pipeline.about(current.fileName());
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
                    pipeline.addLockGuards(lock.beforeBookkeeping());
                    pipeline.addAll(history.done(schema, current, HistoryTable.millisSinceBegin(earlier)));
                    pipeline.addAll(session.cleanUp());
                    // Here, so that a failure and a notice are told of the migration that they come from.
                    pipeline.flush();
                }
                requireOpenTransaction();
                committing = true;
                // By itself: what a killed process has sent goes on for a while, and is not to be committed then.
                connection.commit();
                connection.setAutoCommit(true);
                if (done.size() < steps.size()) {
                    finish();
                }
            } catch (StatementFailedException e) {
                session.undo();
                throw failure(e.origin(), e.reason(), e.atCommit());
            } catch (SQLException e) {
                session.undo();
                throw failure(Optional.empty(), e, committing);
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

        private void requireOpenTransaction() throws SQLException {
            if (stepSession.isTransactionOver()) {
                throw new TransactionEndedException();
            }
        }

        private FailedStepException failure(Optional<SqlStatement> statement, SQLException reason, boolean atCommit) {
            if (reason instanceof TransactionEndedException
                    || current.work() instanceof Work.Code && stepSession.isMarkedTransactionCommitted()) {
                return FailedStepException.endedItsTransaction(current);
            }
            return atCommit
                    ? FailedStepException.atCommit(current, reason)
                    : FailedStepException.rolledBack(current, statement, reason);
        }

        private void addSettings(Pipeline pipeline) throws SQLException, StatementFailedException {
            pipeline.addAll(stepSession.settingsOf(current, "LOCAL "));
            if (!connection.unwrap(BaseConnection.class).getStandardConformingStrings()) {
                pipeline.flush(); // The server reads a flight's quotes by what was in force before it.
            }
        }

        /** With a lock for each transaction, the history may have moved on since the plan was made. */
        private boolean isDoneElsewhere() throws SQLException {
            if (settings.lockScope() == LockScope.SESSION || byName || current.direction() == Direction.SEED) {
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
                            sending(1);
                            stepSession.copy(next, reader);
                        } else {
                            pipeline.add(next);
                            if (mentionsQuoting(next.text())) {
                                pipeline.flush();
                            }
                        }
                    }
                    reader.requireUnchanged(sql.sha256());
                }
            } else if (current.work() instanceof Work.Code) {
                pipeline.add(stepSession.markTransaction());
                pipeline.flush();
                try {
                    stepSession.call(current);
                } catch (SQLException e) {
                    requireOpenTransaction();
                    throw e;
                }
                requireOpenTransaction();
                pipeline.addGuard(StepSession.REQUIRE_MARK, e -> new TransactionEndedException());
            }
        }
    }
}
