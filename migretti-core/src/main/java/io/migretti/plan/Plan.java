package io.migretti.plan;

import io.migretti.history.History;
import io.migretti.history.HistoryEntry;
import io.migretti.migration.Catalog;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
import io.migretti.migration.Scripts;
import io.migretti.script.Problem;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * Decides. Reads the files that are pending, and no other.
     */
    public static Plan of(Request request, Catalog catalog, History history) {
        List<Problem> problems = new ArrayList<>(catalog.problems());
        List<Refusal> refusals = new ArrayList<>();
        List<Migration> pending = catalog.migrations().stream()
                .filter(migration -> !history.contains(migration.id()))
                .toList();
        List<HistoryEntry> failed =
                history.entries().stream().filter(HistoryEntry::isFailed).toList();
        if (!failed.isEmpty()) {
            refusals.add(new Refusal.Dirty(failed));
        }
        List<Refusal.Difference> changed = changed(catalog, history);
        if (!changed.isEmpty()) {
            refusals.add(new Refusal.Changed(changed));
        }
        List<HistoryEntry> future = new ArrayList<>();
        List<HistoryEntry> missing = new ArrayList<>();
        withoutFile(catalog, history, future, missing);
        if (!missing.isEmpty()) {
            refusals.add(new Refusal.Missing(missing));
        }
        if (request instanceof Request.Apply apply && !apply.allowOutOfOrder()) {
            outOfOrder(catalog, history, pending).stream().forEach(refusals::add);
        }
        List<Step> steps = pending.stream()
                .flatMap(migration -> Scripts.parse(migration, problems).stream())
                .map(Step::new)
                .toList();
        boolean blocked = !refusals.isEmpty() || problems.stream().anyMatch(Problem::isError);
        return new Plan(request, blocked ? List.of() : steps, future, refusals, problems);
    }

    /** Files that differ from what was applied. A row without a checksum cannot differ. */
    public static List<Refusal.Difference> changed(Catalog catalog, History history) {
        return catalog.migrations().stream()
                .flatMap(migration -> history
                        .find(migration.id())
                        .filter(entry -> !entry.isFailed())
                        .filter(entry -> entry.checksum().isPresent()
                                && !entry.checksum().get().equals(migration.checksum()))
                        .map(entry -> new Refusal.Difference(migration, entry))
                        .stream())
                .toList();
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
            boolean newer = catalog.newest()
                    .map(newest -> entry.id().compareTo(newest.id()) > 0)
                    .orElse(true);
            (newer ? future : missing).add(entry);
        }
    }

    /** Out of order is a matter of the known files: a newer release's rows do not make an older one's files late. */
    private static java.util.Optional<Refusal> outOfOrder(Catalog catalog, History history, List<Migration> pending) {
        return history.entries().stream()
                .filter(entry -> !entry.isFailed() && catalog.find(entry.id()).isPresent())
                .reduce((first, second) -> second)
                .flatMap(newest -> {
                    List<Migration> late = pending.stream()
                            .filter(migration -> migration.id().compareTo(newest.id()) < 0)
                            .toList();
                    return late.isEmpty()
                            ? java.util.Optional.empty()
                            : java.util.Optional.of(new Refusal.OutOfOrder(late, newest));
                });
    }

    /** Whether there is nothing to do and nothing in the way. */
    public boolean isEmpty() {
        return steps.isEmpty() && isExecutable();
    }

    /** Whether nothing is in the way. */
    public boolean isExecutable() {
        return refusals.isEmpty() && errors().isEmpty();
    }

    public List<Problem> errors() {
        return problems.stream().filter(Problem::isError).toList();
    }

    public List<Problem> warnings() {
        return problems.stream().filter(problem -> !problem.isError()).toList();
    }

    public List<MigrationId> ids() {
        return steps.stream().map(step -> step.migration().id()).toList();
    }

    /** The steps, a line each. */
    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining(System.lineSeparator()));
    }
}
