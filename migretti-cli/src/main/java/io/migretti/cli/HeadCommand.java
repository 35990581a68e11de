package io.migretti.cli;

import io.migretti.history.HistoryEntry;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

final class HeadCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Arguments.command(
                        this,
                        "head",
                        List.of("The migration that was applied last."),
                        "  mg head",
                        "  mg head --output=json")
                .addOption(Arguments.output());
    }

    @Override
    public int run(Invocation mg) {
        Optional<HistoryEntry> head = mg.engine().head();
        mg.result(
                json -> Documents.head(json, head, mg.configuration().environment()),
                () -> mg.print(head.map(HistoryEntry::title).orElse("Nothing is applied.")));
        return Exit.DONE;
    }
}
