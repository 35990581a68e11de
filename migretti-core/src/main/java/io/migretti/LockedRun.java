package io.migretti;

import io.migretti.history.HistoryEntry;
import io.migretti.migration.Catalog;
import io.migretti.plan.Direction;
import io.migretti.plan.Plan;
import io.migretti.plan.Refusal;
import io.migretti.plan.Request;
import io.migretti.plan.Step;
import io.migretti.report.DryRun;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.Outcome;
import io.migretti.report.StepResult;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The part of an operation that has something to do: under the lock, after a second look at the history. */
final class LockedRun {

    private final DataSource dataSource;
    private final Settings settings;
    private final Events events;
    private final Session session;
    private final Catalog catalog;
    private final HistoryTable table;

    LockedRun(
            DataSource dataSource,
            Settings settings,
            Events events,
            Session session,
            Catalog catalog,
            HistoryTable table) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.events = events;
        this.session = session;
        this.catalog = catalog;
        this.table = table;
    }

    /**
     * @param glance what was planned without the lock, with something in it
     * @param before what it was planned from
     */
    Outcome execute(Operation operation, Plan glance, HistoryTable.Snapshot before) throws SQLException {
        Request request = glance.request();
        requireValid(glance);
        requireReady(session, dataSource, settings, before);
        HistoryTable.Snapshot snapshot;
        List<StepResult> results = List.of();
        Optional<Throwable> failure = Optional.empty();
        Optional<HookFailedException> afterwards = Optional.empty();
        Duration waited;
        try (MigrationLock lock = MigrationLock.acquire(session, settings, events)) {
            snapshot = settledSnapshot(request);
            // What was planned without the lock stands if nobody has done anything meanwhile.
            boolean stands =
                    request instanceof Request.Apply apply && apply.baseline().isEmpty() && snapshot.isStill(before);
            Plan plan = stands ? glance : Operation.plan(request, catalog, table, snapshot);
            events.tell(new MigrettiEvent.Planned(plan));
            requireExecutable(plan);
            refuseUnlocked(plan);
            if (!plan.isEmpty()) {
                session.beforeWriting(settings);
                Hooks hooks = new Hooks(settings.hooks(), session, request);
                hooks.before(plan);
                if (!(request instanceof Request.Seed)) {
                    createTables(lock, snapshot);
                }
                PlanExecutor executor = new PlanExecutor(session, lock, table, settings, snapshot.schema(), events);
                PlanExecutor.Execution execution = executor.execute(plan);
                results = execution.results();
                failure = execution.failure();
                if (failure.isEmpty()) {
                    try {
                        hooks.after(plan, operation.outcome(results, lock.waited(), snapshot));
                    } catch (HookFailedException e) {
                        afterwards = Optional.of(e);
                    }
                }
            }
            waited = lock.waited();
        }
        Outcome outcome = operation.finish(results, waited, snapshot);
        if (failure.isPresent()) {
            throw new MigrationFailedException(outcome, outcome.failure().orElseThrow(), failure.get());
        }
        if (afterwards.isPresent()) {
            throw afterwards.get();
        }
        return outcome;
    }

    /** Tries it in one transaction that is rolled back. */
    DryRun rehearse(Plan glance, HistoryTable.Snapshot before) throws SQLException {
        Request request = glance.request();
        requireValid(glance);
        requireReady(session, dataSource, settings, before);
        session.beforeWriting(settings);
        MigrationLock lock = MigrationLock.acquire(session, settings, events);
        try {
            Plan plan = Operation.plan(request, catalog, table, settledSnapshot(request));
            requireExecutable(plan);
            return new Rehearsal(session, lock, new StepSession(session, settings, events)).run(plan);
        } finally {
            lock.close();
        }
    }

    // ---- what has to be so before anything is executed

    /** Before the lock is waited for. */
    static void requireReady(Session session, DataSource dataSource, Settings settings, HistoryTable.Snapshot before)
            throws SQLException {
        if (settings.production().isPresent() && !settings.confirmed()) {
            throw new PlanRefusedException(
                    List.of(new Refusal.Unconfirmed(settings.production().get())));
        }
        if (before.standby()) {
            throw DatabaseException.standby();
        }
        Pooler.refuse(session, dataSource, settings);
        if (settings.lockScope() == LockScope.TRANSACTION) {
            session.withoutPreparedStatements();
        }
    }

    private static void requireValid(Plan plan) {
        if (!plan.errors().isEmpty()) {
            throw new InvalidMigrationsException(
                    plan.request() instanceof Request.Seed ? "files" : "migrations", plan.errors());
        }
    }

    private static void requireExecutable(Plan plan) {
        requireValid(plan);
        if (!plan.refusals().isEmpty()) {
            throw new PlanRefusedException(plan.refusals());
        }
    }

    /** Without a transaction, nothing but its row keeps two processes from one migration; a seed has none. */
    private void refuseUnlocked(Plan plan) {
        List<String> unlocked = plan.steps().stream()
                .filter(step -> step.direction() == Direction.SEED && !step.transactional())
                .map(Step::location)
                .toList();
        if (settings.lockScope() == LockScope.TRANSACTION && !unlocked.isEmpty()) {
            throw new PlanRefusedException(List.of(new Refusal.WrongState(
                    "the lock is held by transactions, and these seeds run without one: " + String.join(", ", unlocked),
                    "seed through a direct connection, with the lock scope SESSION")));
        }
    }

    /**
     * With a lock for each transaction a failed row may be the claim of a process that is at work: it gets the lock
     * timeout to finish.
     */
    private HistoryTable.Snapshot settledSnapshot(Request request) throws SQLException {
        HistoryTable.Snapshot snapshot = table.read();
        if (settings.lockScope() == LockScope.SESSION || request instanceof Request.Fix) {
            return snapshot;
        }
        Polling polling = new Polling(Duration.ofMillis(50), Duration.ofSeconds(1));
        boolean told = false;
        while (true) {
            Optional<HistoryEntry> claimed = snapshot.history().entries().stream()
                    .filter(HistoryEntry::isFailed)
                    .findFirst();
            Duration waited = polling.waited();
            if (claimed.isEmpty() || waited.compareTo(settings.lockTimeout()) >= 0) {
                return snapshot;
            }
            if (!told) {
                events.tell(new MigrettiEvent.WaitingForLock(
                        "whoever began " + claimed.get().title()
                                + ", if that still runs (if it does not, nothing comes of waiting: settle its row)",
                        waited,
                        settings.lockTimeout()));
                told = true;
            }
            polling.await(settings.lockTimeout().minus(waited), "another process");
            snapshot = table.read();
        }
    }

    /** After the hooks, so that a veto leaves nothing behind; in the run's own role, whatever a hook has set. */
    private void createTables(MigrationLock lock, HistoryTable.Snapshot snapshot) throws SQLException {
        List<String> tables = table.create(snapshot);
        if (!tables.isEmpty()) {
            List<String> statements = new ArrayList<>(session.forBookkeeping(Duration.ZERO));
            statements.addAll(tables);
            lock.inOneFlight(statements);
        }
    }
}
