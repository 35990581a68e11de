package io.migretti.boot.actuate;

import io.migretti.Migretti;
import io.migretti.migration.Checksum;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
import io.migretti.migration.Scripts;
import io.migretti.report.MigrationState;
import io.migretti.report.Status;
import io.migretti.script.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files and history of one engine, as the endpoint shows them.
 *
 * @param schema where the history lies, or would
 * @param head id of the migration applied last
 * @param counts how many migrations are in each state, for all states
 * @param migrations by id
 * @param unavailable why nothing else can be told; null if it can
 */
public record StatusReport(
        String environment,
        @Nullable String database,
        @Nullable String schema,
        long lockId,
        State state,
        @Nullable String head,
        Map<MigrationState, Integer> counts,
        List<MigrationRow> migrations,
        List<ProblemRow> problems,
        @Nullable String unavailable) {

    /** The worst that holds, the worst first. Migrations of a newer release are nothing bad. */
    public enum State {
        /** The history cannot be read. */
        UNAVAILABLE,
        /** A migration without transaction began and did not finish. */
        FAILED,
        /** A file is not what was applied. */
        CHANGED,
        /** An applied migration has no file, although newer ones are there. */
        MISSING,
        /** A file's name, encoding or text is wrong. */
        INVALID,
        PENDING,
        UP_TO_DATE
    }

    /**
     * One migration.
     *
     * @param transactional null if the file is gone or wrong
     * @param reversible whether there are statements to roll it back; null if the file is gone or wrong
     * @param checksum of the file, or of the row if there is no file
     */
    public record MigrationRow(
            String id,
            String name,
            MigrationState status,
            @Nullable Instant appliedAt,
            @Nullable Long durationMs,
            @Nullable Boolean transactional,
            @Nullable Boolean reversible,
            @Nullable String checksum,
            @Nullable String performedBy) {}

    static StatusReport of(Status status, Migretti migretti) {
        List<Problem> problems = new ArrayList<>(status.problems());
        List<MigrationRow> rows = status.migrations().stream()
                .map(row -> row(row, traits(row, problems)))
                .toList();
        Map<MigrationState, Integer> counts = new EnumMap<>(MigrationState.class);
        for (MigrationState state : MigrationState.values()) {
            counts.put(state, status.in(state).size());
        }
        return new StatusReport(
                migretti.environment(),
                status.database(),
                status.schema(),
                migretti.lockId(),
                state(counts, problems),
                status.head().map(MigrationId::value).orElse(null),
                counts,
                rows,
                problems.stream().map(ProblemRow::of).toList(),
                null);
    }

    static StatusReport unavailable(Migretti migretti, String reason) {
        return new StatusReport(
                migretti.environment(),
                null,
                null,
                migretti.lockId(),
                State.UNAVAILABLE,
                null,
                Map.of(),
                List.of(),
                List.of(),
                reason);
    }

    private static State state(Map<MigrationState, Integer> counts, List<Problem> problems) {
        if (counts.getOrDefault(MigrationState.FAILED, 0) > 0) {
            return State.FAILED;
        } else if (counts.getOrDefault(MigrationState.CHANGED, 0) > 0) {
            return State.CHANGED;
        } else if (counts.getOrDefault(MigrationState.MISSING, 0) > 0) {
            return State.MISSING;
        } else if (problems.stream().anyMatch(Problem::isError)) {
            return State.INVALID;
        }
        return counts.getOrDefault(MigrationState.PENDING, 0) > 0 ? State.PENDING : State.UP_TO_DATE;
    }

    private record Traits(boolean transactional, boolean reversible) {}

    private static Optional<Traits> traits(Status.Row row, List<Problem> problems) {
        return row.file()
                .flatMap(migration -> migration instanceof Migration.Sql sql
                        ? Scripts.parse(sql, problems)
                                .map(scripts -> new Traits(
                                        scripts.transactional(), scripts.down().isPresent()))
                        : Optional.of(traits((Migration.Code) migration)));
    }

    private static Traits traits(Migration.Code code) {
        return new Traits(code.transactional(), code.reversible());
    }

    private static MigrationRow row(Status.Row row, Optional<Traits> traits) {
        return new MigrationRow(
                row.id().value(),
                row.name(),
                row.state(),
                row.appliedAt().orElse(null),
                row.duration().map(Duration::toMillis).orElse(null),
                traits.map(Traits::transactional).orElse(null),
                traits.map(Traits::reversible).orElse(null),
                row.checksum().map(Checksum::sha256).orElse(null),
                row.performedBy().orElse(null));
    }
}
