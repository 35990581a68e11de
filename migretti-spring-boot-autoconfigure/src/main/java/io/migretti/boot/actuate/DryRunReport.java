package io.migretti.boot.actuate;

import io.migretti.Migretti;
import io.migretti.plan.Plan;
import io.migretti.plan.Refusal;
import io.migretti.plan.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one engine would apply, as the endpoint shows it.
 *
 * @param executable whether nothing is in the way
 * @param migrations in the order in which they would be applied; none if anything is in the way
 * @param refusals why nothing would be applied, although the files are in order
 * @param future ids of migrations that a newer release has applied
 * @param unavailable why nothing else can be told; null if it can
 */
public record DryRunReport(
        String environment,
        boolean executable,
        List<StepRow> migrations,
        List<RefusalRow> refusals,
        List<String> future,
        List<ProblemRow> problems,
        @Nullable String unavailable) {

    /**
     * One migration that would be applied.
     *
     * @param statements how many
     * @param reversible whether there are statements to roll it back
     */
    public record StepRow(
            String id, String name, String location, int statements, boolean transactional, boolean reversible) {

        static StepRow of(Step step) {
            return new StepRow(
                    step.id().value(),
                    step.name(),
                    step.location(),
                    step.statements(),
                    step.transactional(),
                    step.reversible());
        }
    }

    /** One reason why nothing would be applied. */
    public record RefusalRow(String what, String next) {
        static RefusalRow of(Refusal refusal) {
            return new RefusalRow(refusal.what(), refusal.next());
        }
    }

    static DryRunReport of(Plan plan, String environment) {
        return new DryRunReport(
                environment,
                plan.isExecutable(),
                plan.steps().stream().map(StepRow::of).toList(),
                plan.refusals().stream().map(RefusalRow::of).toList(),
                plan.future().stream().map(entry -> entry.id().value()).toList(),
                plan.problems().stream().map(ProblemRow::of).toList(),
                null);
    }

    static DryRunReport unavailable(Migretti migretti, String reason) {
        return new DryRunReport(migretti.environment(), false, List.of(), List.of(), List.of(), List.of(), reason);
    }
}
