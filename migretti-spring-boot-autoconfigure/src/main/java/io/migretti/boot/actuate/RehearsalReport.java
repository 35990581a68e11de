package io.migretti.boot.actuate;

import io.migretti.Migretti;
import io.migretti.boot.actuate.DryRunReport.RefusalRow;
import io.migretti.plan.Refusal;
import io.migretti.report.DryRun;
import io.migretti.report.Failure;
import io.migretti.script.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one engine's pending migrations when they were executed and rolled back, as the endpoint shows it.
 *
 * @param successful whether nothing failed
 * @param complete whether, besides, every statement was tried
 * @param migrations those that were begun, in order
 * @param failure why it ended early; null if it did not
 * @param refusals why nothing was executed, although the files are in order
 * @param remarks what to know about this report
 * @param unavailable why nothing else can be told; null if it can
 */
public record RehearsalReport(
        String environment,
        boolean successful,
        boolean complete,
        List<MigrationRow> migrations,
        @Nullable FailureRow failure,
        List<RefusalRow> refusals,
        List<ProblemRow> problems,
        List<String> remarks,
        @Nullable String unavailable) {

    /** One migration. */
    public record MigrationRow(String id, String name, boolean transactional, List<StatementRow> statements) {
        static MigrationRow of(DryRun.Migration migration, boolean showSql) {
            return new MigrationRow(
                    migration.step().id().value(),
                    migration.step().name(),
                    migration.step().transactional(),
                    migration.statements().stream()
                            .map(statement -> StatementRow.of(statement, showSql))
                            .toList());
        }
    }

    /**
     * One statement.
     *
     * @param location {@code file:line:column}
     * @param start its first words; null if SQL may not be shown
     * @param check how far it was tried
     * @param durationMs as the application sees it; 0 if it was not executed
     * @param locks what it newly locked among the relations that existed before
     * @param rewritten relations that existed before and got new storage
     */
    public record StatementRow(
            String location,
            @Nullable String start,
            DryRun.Check check,
            long durationMs,
            List<LockRow> locks,
            List<String> rewritten) {
        static StatementRow of(DryRun.Statement statement, boolean showSql) {
            return new StatementRow(
                    statement.location().toString(),
                    showSql ? statement.start() : null,
                    statement.check(),
                    statement.duration().toMillis(),
                    statement.locks().stream()
                            .map(lock -> new LockRow(lock.relation(), lock.mode()))
                            .toList(),
                    statement.rewritten());
        }
    }

    /** A lock on a relation. */
    public record LockRow(String relation, String mode) {}

    /**
     * Why a migration would fail. The server's DETAIL and HINT are left out, since they may hold data of rows.
     *
     * @param sqlState five characters; null if the error is not the server's
     * @param message the server's words, which may quote the statement; null if SQL may not be shown
     */
    public record FailureRow(
            String location,
            @Nullable String sqlState,
            @Nullable String message,
            String what,
            String next) {
        static FailureRow of(Failure failure, boolean showSql) {
            return new FailureRow(
                    failure.location().toString(),
                    failure.sqlState().isEmpty() ? null : failure.sqlState(),
                    showSql ? failure.message() : null,
                    failure.consequence(),
                    failure.next());
        }
    }

    static RehearsalReport of(DryRun dryRun, String environment, boolean showSql) {
        return new RehearsalReport(
                environment,
                dryRun.isSuccessful(),
                dryRun.isComplete(),
                dryRun.migrations().stream()
                        .map(migration -> MigrationRow.of(migration, showSql))
                        .toList(),
                dryRun.failure().map(failure -> FailureRow.of(failure, showSql)).orElse(null),
                List.of(),
                dryRun.plan().problems().stream().map(ProblemRow::of).toList(),
                dryRun.remarks(),
                null);
    }

    static RehearsalReport refused(Migretti migretti, List<Refusal> refusals) {
        return nothing(migretti, refusals.stream().map(RefusalRow::of).toList(), List.of(), null);
    }

    static RehearsalReport invalid(Migretti migretti, List<Problem> problems) {
        return nothing(
                migretti, List.of(), problems.stream().map(ProblemRow::of).toList(), null);
    }

    static RehearsalReport unavailable(Migretti migretti, String reason) {
        return nothing(migretti, List.of(), List.of(), reason);
    }

    private static RehearsalReport nothing(
            Migretti migretti, List<RefusalRow> refusals, List<ProblemRow> problems, @Nullable String unavailable) {
        return new RehearsalReport(
                migretti.environment(), false, false, List.of(), null, refusals, problems, List.of(), unavailable);
    }
}
