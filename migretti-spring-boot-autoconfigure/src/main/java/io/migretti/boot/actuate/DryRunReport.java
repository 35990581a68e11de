package io.migretti.boot.actuate;

import io.migretti.Migretti;
import io.migretti.plan.Plan;
import io.migretti.plan.Refusal;
import io.migretti.plan.Step;
import io.migretti.plan.Work;
import io.migretti.script.SqlStatement;
import io.migretti.script.StatementReader;
import java.io.IOException;
import java.util.ArrayList;
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

    private static final int MAX_STATEMENTS = 100;
    private static final int MAX_TEXT = 4000;

    /**
     * One migration that would be applied.
     *
     * @param statements how many
     * @param reversible whether there are statements to roll it back
     * @param sql the first {@value #MAX_STATEMENTS} statements; null if they may not be shown, or if it is a class
     */
    public record StepRow(
            String id,
            String name,
            String location,
            int statements,
            boolean transactional,
            boolean reversible,
            @Nullable List<StatementRow> sql) {

        static StepRow of(Step step, boolean showSql) throws IOException {
            return new StepRow(
                    step.id().value(),
                    step.name(),
                    step.location(),
                    step.statements(),
                    step.transactional(),
                    step.reversible(),
                    showSql && step.work() instanceof Work.Sql sql ? rows(sql) : null);
        }
    }

    /**
     * One statement.
     *
     * @param location {@code file:line:column}
     * @param text the first {@value #MAX_TEXT} characters
     */
    public record StatementRow(String location, String text) {}

    private static List<StatementRow> rows(Work.Sql sql) throws IOException {
        List<StatementRow> statements = new ArrayList<>();
        try (StatementReader reader = StatementReader.open(sql.resource(), sql.section(), sql.sha256())) {
            for (SqlStatement next = reader.next();
                    next != null && statements.size() < MAX_STATEMENTS;
                    next = reader.next()) {
                statements.add(new StatementRow(next.location().toString(), shown(next.text())));
            }
        }
        return statements;
    }

    /** As it is to be executed, line ends included; cut off where it is too long for an answer. */
    static String shown(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, end(text)) + "…";
    }

    private static int end(String text) {
        return Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    }

    /** One reason why nothing would be applied. */
    public record RefusalRow(String what, String next) {
        static RefusalRow of(Refusal refusal) {
            return new RefusalRow(refusal.what(), refusal.next());
        }
    }

    static DryRunReport of(Plan plan, String environment, boolean showSql) throws IOException {
        List<StepRow> steps = new ArrayList<>();
        for (Step step : plan.steps()) {
            steps.add(StepRow.of(step, showSql));
        }
        return new DryRunReport(
                environment,
                plan.isExecutable(),
                steps,
                plan.refusals().stream().map(RefusalRow::of).toList(),
                plan.future().stream().map(entry -> entry.id().value()).toList(),
                plan.problems().stream().map(ProblemRow::of).toList(),
                null);
    }

    static DryRunReport unavailable(Migretti migretti, String reason) {
        return new DryRunReport(migretti.environment(), false, List.of(), List.of(), List.of(), List.of(), reason);
    }
}
