package io.migretti.cli;

import io.migretti.report.Status;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

final class ListCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Arguments.command(
                        this,
                        "list",
                        List.of("Every migration, file or row, by id."),
                        "  mg list",
                        "  mg list --output=json")
                .addOption(Arguments.output());
    }

    @Override
    public int run(Invocation mg) {
        Status status = mg.engine().status();
        mg.result(
                json -> Documents.list(json, status, mg.configuration().environment()),
                () -> mg.print(text(mg, status)));
        return Exit.DONE;
    }

    private static String text(Invocation mg, Status status) {
        if (status.migrations().isEmpty()) {
            return "There are no migrations.\n";
        }
        Table table = new Table(mg.coloredOut(), "ID", "STATUS", "NAME", "APPLIED AT");
        for (Status.Row row : status.migrations()) {
            table.row()
                    .cell(row.id().value())
                    .cell(Documents.word(row.state()), States.paint(row.state()))
                    .cell(row.name())
                    .cell(row.appliedAt().map(Texts::time).orElse(""));
        }
        return table.text();
    }
}
