package io.migretti;

import io.migretti.history.History;
import io.migretti.history.HistoryEntry;
import io.migretti.migration.Catalog;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Direction;
import io.migretti.plan.Plan;
import io.migretti.plan.Request;
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

/**
 * One call that executes something, or tries to. With nothing to do it ends with the first look at the history, and
 * loads no more classes than that takes; otherwise a {@link LockedRun} does the rest.
 */
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
        try (CatalogReading files = CatalogReading.begin(settings);
                Session session = Session.open(dataSource)) {
            HistoryTable table = new HistoryTable(settings, session.connection());
            HistoryTable.Snapshot before = table.glance();
            Catalog catalog = files.catalog();
            Plan glance = plan(request, catalog, table, before);
            if (glance.isEmpty()) {
                events.tell(new MigrettiEvent.Planned(glance));
                return finish(List.of(), Duration.ZERO, before);
            }
            return run(session, catalog, table).execute(this, glance, before);
        } catch (SQLException e) {
            throw DatabaseException.refusal(e);
        }
    }

    /** Tries it in one transaction that is rolled back. */
    DryRun rehearse(Request request) {
        try (CatalogReading files = CatalogReading.begin(settings);
                Session session = Session.open(dataSource)) {
            HistoryTable table = new HistoryTable(settings, session.connection());
            HistoryTable.Snapshot before = table.glance();
            Catalog catalog = files.catalog();
            Plan glance = plan(request, catalog, table, before);
            return glance.isEmpty()
                    ? new DryRun(glance, List.of(), Optional.empty(), List.of())
                    : run(session, catalog, table).rehearse(glance, before);
        } catch (SQLException e) {
            throw DatabaseException.refusal(e);
        }
    }

    private LockedRun run(Session session, Catalog catalog, HistoryTable table) {
        return new LockedRun(dataSource, settings, events, session, catalog, table);
    }

    /** Decides. Needs a round trip only for what is to be reverted without its file. */
    static Plan plan(Request request, Catalog catalog, HistoryTable table, HistoryTable.Snapshot snapshot)
            throws SQLException {
        Request fitting = request;
        if (request instanceof Request.Apply apply
                && apply.baseline().isPresent()
                && (!snapshot.history().isEmpty() || !table.isInhabited(snapshot))) {
            fitting = apply.withoutBaseline();
        }
        List<HistoryEntry> unreadable = new ArrayList<>();
        for (HistoryEntry entry : Plan.reverted(request, snapshot.history())) {
            Optional<Migration> file = catalog.find(entry.id());
            if (file.isEmpty() || Plan.differ(file.get(), entry)) {
                unreadable.add(entry);
            }
        }
        return Plan.of(fitting, catalog, snapshot.history(), table.storedDowns(snapshot, unreadable));
    }

    // ---- what came of it

    Outcome outcome(List<StepResult> results, Duration waited, HistoryTable.Snapshot before) {
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
            Optional<HistoryEntry> head = before.head();
            return head.isPresent() ? Optional.of(head.get().id()) : Optional.empty();
        }
        return before.latest().stream()
                .map(HistoryEntry::id)
                .filter(id -> !gone.contains(id))
                .findFirst();
    }

    Outcome finish(List<StepResult> results, Duration waited, HistoryTable.Snapshot before) {
        Outcome outcome = outcome(results, waited, before);
        finished = true;
        events.tell(new MigrettiEvent.Finished(outcome));
        return outcome;
    }
}
