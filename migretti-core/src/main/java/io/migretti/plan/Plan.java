package io.migretti.plan;

import io.migretti.history.History;
import io.migretti.history.HistoryEntry;
import io.migretti.migration.Catalog;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
import io.migretti.script.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What one run is going to do, decided from the files and the history before anything is executed.
 *
 * @param request what was asked for
 * @param steps in the order in which they run; empty if anything is in the way
 * @param future rows of a newer release: applied, with ids behind every known file
 * @param refusals why the run may not start
 * @param problems what is wrong with the files, warnings included
 */
public record Plan(
        Request request, List<Step> steps, List<HistoryEntry> future, List<Refusal> refusals, List<Problem> problems) {

    public Plan {
        steps = List.copyOf(steps);
        future = List.copyOf(future);
        refusals = List.copyOf(refusals);
        problems = List.copyOf(problems);
    }

    /** Decides; for a request that reverts nothing, or nothing whose file is gone or changed. */
    public static Plan of(Request request, Catalog catalog, History history) {
        return of(request, catalog, history, Map.of());
    }

    /**
     * Decides. Reads the files that are concerned, and no other.
     *
     * @param storedDowns what the history keeps to revert migrations whose files are gone or changed
     */
    public static Plan of(Request request, Catalog catalog, History history, Map<MigrationId, String> storedDowns) {
        if (request instanceof Request.Apply apply && isSettled(apply, catalog, history)) {
            return new Plan(request, List.of(), List.of(), List.of(), catalog.problems());
        }
        Planner planner = new Planner(catalog, history, storedDowns);
        if (request instanceof Request.Apply apply) {
            planner.apply(apply);
        } else if (request instanceof Request.Rollback rollback) {
            planner.rollBack(rollback);
        } else if (request instanceof Request.Fix fix) {
            planner.fix(fix);
        } else if (request instanceof Request.Baseline baseline) {
            planner.baseline(baseline);
        } else if (request instanceof Request.Seed seed) {
            planner.seed(seed);
        }
        return planner.plan(request);
    }

    /** Whether files and history are the same, which is so at most starts: what plans is not to be loaded for it. */
    private static boolean isSettled(Request.Apply request, Catalog catalog, History history) {
        List<Migration> migrations = catalog.migrations();
        if (history.isEmpty()
                || history.size() != migrations.size()
                || request.target().isPresent()) {
            return false;
        }
        for (Migration migration : migrations) {
            Optional<HistoryEntry> entry = history.find(migration.id());
            if (entry.isEmpty() || entry.get().isFailed() || differ(migration, entry.get())) {
                return false;
            }
        }
        return true;
    }

    /** Files that differ from what was applied. A row, or a class, without a checksum cannot differ. */
    public static List<Refusal.Difference> changed(Catalog catalog, History history) {
        List<Refusal.Difference> changed = new ArrayList<>();
        for (Migration migration : catalog.migrations()) {
            Optional<HistoryEntry> entry = history.find(migration.id());
            if (entry.isPresent() && !entry.get().isFailed() && differ(migration, entry.get())) {
                changed.add(new Refusal.Difference(migration, entry.get()));
            }
        }
        return changed;
    }

    /** Whether a file is no longer what its row says was applied. */
    public static boolean differ(Migration migration, HistoryEntry entry) {
        return migration.checksum().isPresent()
                && entry.checksum().isPresent()
                && !migration.checksum().equals(entry.checksum());
    }

    /**
     * Tells apart the rows that have no file: behind the newest file they are a newer release's, before it they are
     * missing. Without any file everything is a newer release's.
     */
    public static void withoutFile(
            Catalog catalog, History history, List<HistoryEntry> future, List<HistoryEntry> missing) {
        for (HistoryEntry entry : history.entries()) {
            if (catalog.find(entry.id()).isPresent() || entry.isFailed()) {
                continue;
            }
            Optional<Migration> newest = catalog.newest();
            boolean newer =
                    newest.isEmpty() || entry.id().compareTo(newest.get().id()) > 0;
            (newer ? future : missing).add(entry);
        }
    }

    /** The applied migrations that a request is about to revert, newest first; for others none. */
    public static List<HistoryEntry> reverted(Request request, History history) {
        return !(request instanceof Request.Apply) && request instanceof Request.Rollback rollback
                ? history.latest().stream().limit(rollback.count()).toList()
                : new ArrayList<>();
    }

    /** Whether there is nothing to do and nothing in the way. */
    public boolean isEmpty() {
        return steps.isEmpty() && isExecutable();
    }

    /** Whether nothing is in the way. */
    public boolean isExecutable() {
        return refusals.isEmpty() && errors().isEmpty();
    }

    /** Whether all steps share one transaction. */
    public boolean isGrouped() {
        return request instanceof Request.Baseline || request instanceof Request.Apply apply && apply.grouped();
    }

    /**
     * The steps that are committed together, in order: all of a grouped plan, and what is only recorded for a baseline;
     * else each by itself. Half a baseline would be a history, and the rest of it executed by the next run.
     */
    public List<List<Step>> transactions() {
        List<List<Step>> transactions = new ArrayList<>();
        int recorded = isGrouped()
                ? steps.size()
                : (int) steps.stream()
                        .takeWhile(step -> step.fix() && step.work() instanceof Work.Nothing)
                        .count();
        if (recorded > 0) {
            transactions.add(steps.subList(0, recorded));
        }
        steps.stream().skip(recorded).map(List::of).forEach(transactions::add);
        return transactions;
    }

    /** The problems that keep the run from starting. */
    public List<Problem> errors() {
        return problems(true);
    }

    /** The problems that are told, and stop nothing. */
    public List<Problem> warnings() {
        return problems(false);
    }

    private List<Problem> problems(boolean errors) {
        List<Problem> some = new ArrayList<>();
        for (Problem problem : problems) {
            if (problem.isError() == errors) {
                some.add(problem);
            }
        }
        return some;
    }

    /** What the steps are about, in their order. */
    public List<MigrationId> ids() {
        return steps.stream().map(Step::id).toList();
    }

    /** The steps, a line each. */
    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining(System.lineSeparator()));
    }
}
