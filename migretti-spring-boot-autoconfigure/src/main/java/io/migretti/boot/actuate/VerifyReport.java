package io.migretti.boot.actuate;

import io.migretti.Migretti;
import io.migretti.report.MigrationState;
import io.migretti.report.Status;
import io.migretti.report.Verification;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The comparison of one engine's files and history, as the endpoint shows it.
 *
 * @param valid whether there is no difference and no file with an error
 * @param pending files that are not applied
 * @param future applied by a newer release
 * @param unavailable why nothing else can be told; null if it can
 */
public record VerifyReport(
        String environment,
        boolean valid,
        List<DifferenceRow> differences,
        List<Named> pending,
        List<Named> future,
        List<ProblemRow> problems,
        @Nullable String unavailable) {

    /** An applied or begun migration that is not as its file says. */
    public record DifferenceRow(String id, String name, MigrationState status, String what, String next) {}

    /** A migration. */
    public record Named(String id, String name) {
        static Named of(Status.Row row) {
            return new Named(row.id().value(), row.name());
        }
    }

    static VerifyReport of(Verification verification, String environment) {
        return new VerifyReport(
                environment,
                verification.isValid(),
                verification.differences().stream()
                        .map(difference -> new DifferenceRow(
                                difference.migration().id().value(),
                                difference.migration().name(),
                                difference.migration().state(),
                                difference.what(),
                                difference.next()))
                        .toList(),
                verification.pending().stream().map(Named::of).toList(),
                verification.future().stream().map(Named::of).toList(),
                verification.problems().stream().map(ProblemRow::of).toList(),
                null);
    }

    static VerifyReport unavailable(Migretti migretti, String reason) {
        return new VerifyReport(migretti.environment(), false, List.of(), List.of(), List.of(), List.of(), reason);
    }
}
