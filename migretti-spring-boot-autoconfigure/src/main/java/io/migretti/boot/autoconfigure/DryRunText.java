package io.migretti.boot.autoconfigure;

import io.migretti.report.DryRun;
import io.migretti.report.Failure;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** A dry run as a person reads it. */
final class DryRunText {

    private DryRunText() {}

    static String of(DryRun dryRun, String environment) {
        StringBuilder text = new StringBuilder("Dry run of ")
                .append(count(dryRun.plan().steps().size(), "pending migration"))
                .append(" in environment ")
                .append(environment)
                .append("; everything was rolled back, nothing is changed.\n");
        dryRun.migrations().forEach(migration -> {
            text.append('\n').append(migration.step()).append('\n');
            migration.statements().forEach(statement -> append(text, statement));
        });
        text.append('\n');
        dryRun.remarks()
                .forEach(
                        remark -> text.append("Note: ").append(sentence(remark)).append('\n'));
        return text.append(dryRun.failure().map(Failure::toString).orElse(verdict(dryRun)))
                .append('\n')
                .toString();
    }

    private static void append(StringBuilder text, DryRun.Statement statement) {
        text.append("  ").append(statement.location().line()).append(": ").append(statement.start());
        text.append(
                switch (statement.check()) {
                    case EXECUTED -> " (" + milliseconds(statement.duration()) + ")";
                    case EXECUTED_IN_TRANSACTION ->
                        " (" + milliseconds(statement.duration()) + ", without CONCURRENTLY)";
                    case NOT_CHECKED -> " (not executed: no transaction can hold it)";
                });
        text.append('\n');
        if (!statement.locks().isEmpty()) {
            text.append("       locks ")
                    .append(statement.locks().stream()
                            .map(lock -> lock.relation() + " (" + lock.mode() + ")")
                            .collect(Collectors.joining(", ")))
                    .append('\n');
        }
        if (!statement.rewritten().isEmpty()) {
            text.append("       rewrites ")
                    .append(String.join(", ", statement.rewritten()))
                    .append('\n');
        }
    }

    private static String verdict(DryRun dryRun) {
        if (dryRun.plan().steps().isEmpty()) {
            return "Nothing is pending.";
        }
        return dryRun.isComplete() ? "All of them would be applied." : "All that could be executed would be applied.";
    }

    private static String sentence(String remark) {
        return remark.endsWith(".") ? remark : remark + ".";
    }

    private static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / 1e6);
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
