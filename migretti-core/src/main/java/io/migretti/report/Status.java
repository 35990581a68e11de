package io.migretti.report;

import io.migretti.history.History;
import io.migretti.history.HistoryEntry;
import io.migretti.migration.Catalog;
import io.migretti.migration.Checksum;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Plan;
import io.migretti.script.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Files and history side by side.
 *
 * @param database its name
 * @param schema where the history lies, or would
 * @param head the migration applied last
 * @param migrations every file and every row, by id
 * @param problems what is wrong with the files
 */
public record Status(
        String database, String schema, Optional<MigrationId> head, List<Row> migrations, List<Problem> problems) {

    /**
     * One migration.
     *
     * @param checksum of the file, or of the row if there is no file
     * @param appliedAt the database's time; empty for a pending one
     * @param duration of its last execution, if the log has it
     * @param performedBy who executed it last, if the log has it
     */
    public record Row(
            MigrationId id,
            String name,
            MigrationState state,
            Optional<Checksum> checksum,
            Optional<Instant> appliedAt,
            Optional<Duration> duration,
            Optional<String> performedBy,
            Optional<Migration> file) {}

    /**
     * Who executed a migration last and how long it took.
     *
     * @param performedBy empty if the log does not say
     * @param duration empty if the log does not say
     */
    public record Execution(Optional<String> performedBy, Optional<Duration> duration) {
        static final Execution UNKNOWN = new Execution(Optional.empty(), Optional.empty());
    }

    public Status {
        migrations = List.copyOf(migrations);
        problems = List.copyOf(problems);
    }

    /**
     * Compares; reads no file but its checksum.
     *
     * @param executions what the log knows, by id
     */
    public static Status of(
            Catalog catalog, History history, Map<MigrationId, Execution> executions, String database, String schema) {
        List<HistoryEntry> future = new ArrayList<>();
        List<HistoryEntry> missing = new ArrayList<>();
        Plan.withoutFile(catalog, history, future, missing);
        List<Row> rows = new ArrayList<>();
        for (Migration file : catalog.migrations()) {
            Optional<HistoryEntry> entry = history.find(file.id());
            // The log keeps what was rolled back since; it says nothing about a migration that is pending again.
            Execution execution =
                    entry.isEmpty() ? Execution.UNKNOWN : executions.getOrDefault(file.id(), Execution.UNKNOWN);
            rows.add(row(file, entry, execution));
        }
        for (HistoryEntry entry : history.entries()) {
            if (catalog.find(entry.id()).isEmpty()) {
                MigrationState state = entry.isFailed()
                        ? MigrationState.FAILED
                        : future.contains(entry) ? MigrationState.FUTURE : MigrationState.MISSING;
                Execution execution = executions.getOrDefault(entry.id(), Execution.UNKNOWN);
                rows.add(new Row(
                        entry.id(),
                        entry.name(),
                        state,
                        entry.checksum(),
                        Optional.of(entry.appliedAt()),
                        execution.duration(),
                        execution.performedBy(),
                        Optional.empty()));
            }
        }
        rows.sort(Comparator.comparing(Row::id));
        return new Status(database, schema, history.head().map(HistoryEntry::id), rows, catalog.problems());
    }

    private static Row row(Migration file, Optional<HistoryEntry> entry, Execution execution) {
        MigrationState state = MigrationState.PENDING;
        if (entry.isPresent()) {
            state = entry.get().isFailed()
                    ? MigrationState.FAILED
                    : Plan.differ(file, entry.get()) ? MigrationState.CHANGED : MigrationState.APPLIED;
        }
        return new Row(
                file.id(),
                file.name(),
                state,
                file.checksum(),
                entry.map(HistoryEntry::appliedAt),
                execution.duration(),
                execution.performedBy(),
                Optional.of(file));
    }

    /** How many migrations are in each state; a state without one is left out. */
    public Map<MigrationState, Integer> counts() {
        Map<MigrationState, Integer> counts = new EnumMap<>(MigrationState.class);
        for (Row row : migrations) {
            counts.merge(row.state(), 1, Integer::sum);
        }
        return counts;
    }

    /** The migrations in one state, by id. */
    public List<Row> in(MigrationState state) {
        return migrations.stream().filter(row -> row.state() == state).toList();
    }
}
