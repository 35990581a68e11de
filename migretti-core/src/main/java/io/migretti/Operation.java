package io.migretti;

import io.migretti.history.History;
import io.migretti.history.HistoryEntry;
import io.migretti.migration.Catalog;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
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
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** One call that executes something, or tries to: from the first look at the history to the lock's release. */
final class Operation {

    private final long begin = System.nanoTime();
    private final DataSource dataSource;
    private final Settings settings;
    private final Events events;

    private boolean finished;

    Operation(DataSource dataSource, Settings settings, Events events) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.events = events;
    }

    /** Does it. */
    Outcome execute(Request request) {
        events.tell(new MigrettiEvent.Started(request));
        try {
            return plannedAndExecuted(request);
        } catch (RuntimeException | Error e) {
            if (!finished) {
                events.tell(new MigrettiEvent.Abandoned(e));
            }
            throw e;
        }
    }

    private Outcome plannedAndExecuted(Request request) {
        Catalog catalog = settings.catalog();
        try (Session session = Session.open(dataSource)) {
            HistoryTable table = new HistoryTable(settings, session.connection());
            HistoryTable.Snapshot before = table.read();
            Plan glance = plan(request, catalog, table, before);
            requireValid(glance);
            if (glance.isEmpty()) {
                events.tell(new MigrettiEvent.Planned(glance));
                return finish(List.of(), Duration.ZERO, before);
            }
            requireReady(session, dataSource, settings, before);
            return executeLocked(request, glance, before, catalog, session, table);
        } catch (SQLException e) {
            throw DatabaseException.refusal(e);
        }
    }

    private Outcome executeLocked(
            Request request,
            Plan glance,
            HistoryTable.Snapshot before,
            Catalog catalog,
            Session session,
            HistoryTable table)
            throws SQLException {
        HistoryTable.Snapshot snapshot;
        List<StepResult> results = List.of();
        Optional<Throwable> failure = Optional.empty();
        Optional<HookFailedException> afterwards = Optional.empty();
        Duration waited;
        try (MigrationLock lock = MigrationLock.acquire(session, settings, events)) {
            snapshot = settledSnapshot(table, request);
            // What was planned without the lock stands if nobody has done anything meanwhile.
            boolean stands = request instanceof Request.Apply && snapshot.equals(before);
            Plan plan = stands ? glance : plan(request, catalog, table, snapshot);
            events.tell(new MigrettiEvent.Planned(plan));
            requireExecutable(plan);
            refuseUnlocked(plan);
            if (!plan.isEmpty()) {
                session.beforeWriting(settings);
                Hooks hooks = new Hooks(settings.hooks(), session, request);
                hooks.before(plan);
                if (!(request instanceof Request.Seed)) {
                    createTables(session, lock, table, snapshot);
                }
                PlanExecutor executor = new PlanExecutor(session, lock, table, settings, snapshot.schema(), events);
                PlanExecutor.Execution execution = executor.execute(plan);
                results = execution.results();
                failure = execution.failure();
                if (failure.isEmpty()) {
                    try {
                        hooks.after(plan, outcome(results, lock.waited(), snapshot));
                    } catch (HookFailedException e) {
                        afterwards = Optional.of(e);
                    }
                }
            }
            waited = lock.waited();
        }
        Outcome outcome = finish(results, waited, snapshot);
        if (failure.isPresent()) {
            throw new MigrationFailedException(outcome, outcome.failure().orElseThrow(), failure.get());
        }
        if (afterwards.isPresent()) {
            throw afterwards.get();
        }
        return outcome;
    }

    /** Tries it in one transaction that is rolled back. */
    DryRun rehearse(Request request) {
        Catalog catalog = settings.catalog();
        try (Session session = Session.open(dataSource)) {
            HistoryTable table = new HistoryTable(settings, session.connection());
            HistoryTable.Snapshot before = table.read();
            Plan glance = plan(request, catalog, table, before);
            requireValid(glance);
            if (glance.isEmpty()) {
                return new DryRun(glance, List.of(), Optional.empty(), List.of());
            }
            requireReady(session, dataSource, settings, before);
            session.beforeWriting(settings);
            MigrationLock lock = MigrationLock.acquire(session, settings, events);
            try {
                Plan plan = plan(request, catalog, table, settledSnapshot(table, request));
                requireExecutable(plan);
                return new Rehearsal(session, lock, new StepSession(session, settings, events)).run(plan);
            } finally {
                lock.close();
            }
        } catch (SQLException e) {
            throw DatabaseException.refusal(e);
        }
    }

    /** Decides. Needs a round trip only for what is to be reverted without its file. */
    static Plan plan(Request request, Catalog catalog, HistoryTable table, HistoryTable.Snapshot snapshot)
            throws SQLException {
        Request fitting =
                request instanceof Request.Apply apply && !snapshot.inhabited() ? apply.withoutBaseline() : request;
        List<HistoryEntry> unreadable = new ArrayList<>();
        for (HistoryEntry entry : Plan.reverted(request, snapshot.history())) {
            Optional<Migration> file = catalog.find(entry.id());
            if (file.isEmpty() || Plan.differ(file.get(), entry)) {
                unreadable.add(entry);
            }
        }
        return Plan.of(fitting, catalog, snapshot.history(), table.storedDowns(snapshot, unreadable));
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
    private HistoryTable.Snapshot settledSnapshot(HistoryTable table, Request request) throws SQLException {
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
    private static void createTables(
            Session session, MigrationLock lock, HistoryTable table, HistoryTable.Snapshot snapshot)
            throws SQLException {
        List<String> tables = table.create(snapshot);
        if (!tables.isEmpty()) {
            List<String> statements = new ArrayList<>(session.forBookkeeping(Duration.ZERO));
            statements.addAll(tables);
            lock.inOneFlight(statements);
        }
    }

    // ---- what came of it

    private Outcome outcome(List<StepResult> results, Duration waited, HistoryTable.Snapshot before) {
        return new Outcome(
                results,
                Duration.ofNanos(System.nanoTime() - begin),
                waited,
                before.schema(),
                head(results, before.history()));
    }

    private static Optional<MigrationId> head(List<StepResult> results, History before) {
        Optional<MigrationId> last = Optional.empty();
        Set<MigrationId> gone = new HashSet<>();
        for (StepResult result : results) {
            if (result instanceof StepResult.Done done) {
                boolean up = done.direction() == Direction.UP;
                last = up ? Optional.of(done.id()) : Optional.empty();
                if (done.direction() == Direction.DOWN) {
                    gone.add(done.id());
                }
            }
        }
        if (last.isPresent() && !before.isApplied(last.get())) {
            return last;
        }
        if (gone.isEmpty()) {
            return before.head().map(HistoryEntry::id);
        }
        return before.latest().stream()
                .map(HistoryEntry::id)
                .filter(id -> !gone.contains(id))
                .findFirst();
    }

    private Outcome finish(List<StepResult> results, Duration waited, HistoryTable.Snapshot before) {
        Outcome outcome = outcome(results, waited, before);
        finished = true;
        events.tell(new MigrettiEvent.Finished(outcome));
        return outcome;
    }
}
