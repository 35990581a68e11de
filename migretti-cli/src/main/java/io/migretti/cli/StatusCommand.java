package io.migretti.cli;

import io.migretti.report.MigrationState;
import io.migretti.report.Status;
import io.migretti.script.Problem;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

final class StatusCommand implements Command {

    private static final Set<MigrationState> IN_ORDER = Set.of(MigrationState.APPLIED, MigrationState.FUTURE);

    private static final String CHECK = "--check";

    @Override
    public CommandSpec spec() {
        return Arguments.command(
                        this,
                        "status",
                        List.of("How a database stands: totals and head.", "Reads, and needs no right but that."),
                        "  mg status",
                        "  mg status --env production --output=json",
                        "  mg status --check     in a pipeline: exit 1 unless everything is applied and in order")
                .addOption(Arguments.output())
                .addOption(Arguments.flag(
                        CHECK, "Exit 1 if anything is pending, failed, changed or missing, or a file is wrong."));
    }

    @Override
    public int run(Invocation mg) {
        Status status = mg.engine().status();
        boolean clean = IN_ORDER.containsAll(status.counts().keySet())
                && status.problems().stream().noneMatch(Problem::isError);
        String environment = mg.configuration().environment();
        mg.result(
                json -> Documents.status(json, status, environment, clean),
                () -> mg.print(text(status, environment, mg.coloredOut())));
        return mg.given().flag(CHECK) && !clean ? Exit.FAILED : Exit.DONE;
    }

    private static String text(Status status, String environment, boolean colored) {
        StringBuilder text = new StringBuilder();
        line(text, "environment", environment);
        line(text, "database", status.database());
        line(text, "schema", status.schema());
        line(
                text,
                "head",
                status.head()
                        .flatMap(head -> status.migrations().stream()
                                .filter(row -> row.id().equals(head))
                                .findFirst())
                        .map(row -> row.id() + "_" + row.name())
                        .orElse("none"));
        for (MigrationState state : MigrationState.values()) {
            int count = status.in(state).size();
            if (count > 0 || state == MigrationState.APPLIED || state == MigrationState.PENDING) {
                line(
                        text,
                        Documents.word(state),
                        count == 0 ? "0" : States.paint(state).on(String.valueOf(count), colored));
            }
        }
        status.problems()
                .forEach(problem -> text.append(problem.location())
                        .append(": ")
                        .append(problem.what())
                        .append("\n  Next: ")
                        .append(Wording.of(problem.next()))
                        .append(".\n"));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(" ".repeat(13 - name.length())).append(value).append('\n');
    }
}
