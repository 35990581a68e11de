package io.migretti.cli;

import io.migretti.plan.Plan;
import io.migretti.plan.Refusal;
import io.migretti.plan.Step;
import io.migretti.report.DryRun;
import io.migretti.script.Problem;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a dry run found, for people. */
final class DryRuns {

    private DryRuns() {}

    static String text(Plan plan, Optional<DryRun> tried) {
        StringBuilder text = new StringBuilder();
        plan.problems().stream().filter(Problem::isError).forEach(problem -> problem(text, problem));
        plan.refusals().forEach(refusal -> refusal(text, refusal));
        if (plan.isEmpty()) {
            return "Nothing to do.\n";
        }
        if (tried.isEmpty()) {
            plan.steps().forEach(step -> text.append(step).append('\n'));
            return text.toString();
        }
        tried.get().migrations().forEach(migration -> migration(text, migration));
        tried.get()
                .failure()
                .ifPresent(failure -> text.append(failure.describe())
                        .append("\n  Next: ")
                        .append(Wording.of(failure.next()))
                        .append(".\n"));
        int notReached = plan.steps().size() - tried.get().migrations().size();
        if (notReached > 0) {
            text.append("Not tried: ")
                    .append(plan.steps().stream()
                            .skip(tried.get().migrations().size())
                            .map(Step::fileName)
                            .collect(Collectors.joining(", ")))
                    .append('\n');
        }
        tried.get().remarks().forEach(remark -> text.append(remark).append('\n'));
        return text.toString();
    }

    private static void problem(StringBuilder text, Problem problem) {
        text.append(problem.location()).append(": ").append(problem.what());
        text.append("\n  Next: ").append(Wording.of(problem.next())).append(".\n");
    }

    private static void refusal(StringBuilder text, Refusal refusal) {
        text.append(Character.toUpperCase(refusal.what().charAt(0)))
                .append(refusal.what().substring(1));
        text.append(".\n  Next: ").append(Wording.next(refusal)).append(".\n");
    }

    private static void migration(StringBuilder text, DryRun.Migration migration) {
        text.append(migration.step()).append('\n');
        for (DryRun.Statement statement : migration.statements()) {
            text.append("  ")
                    .append(statement.location().line())
                    .append(": ")
                    .append(statement.start())
                    .append(
                            switch (statement.check()) {
                                case EXECUTED -> " (" + Texts.duration(statement.duration()) + ")";
                                case EXECUTED_IN_TRANSACTION ->
                                    " (" + Texts.duration(statement.duration()) + ", without CONCURRENTLY)";
                                case NOT_CHECKED -> " (not checked)";
                            })
                    .append('\n');
            statement
                    .locks()
                    .forEach(lock -> text.append("      ")
                            .append(lock.mode())
                            .append(" on ")
                            .append(lock.relation())
                            .append('\n'));
            statement
                    .rewritten()
                    .forEach(relation ->
                            text.append("      rewrites ").append(relation).append('\n'));
        }
    }
}
