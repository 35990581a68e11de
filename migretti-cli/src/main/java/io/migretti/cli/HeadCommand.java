package io.migretti.cli;

import io.migretti.history.HistoryEntry;
import java.util.Optional;
import picocli.CommandLine.Mixin;

@picocli.CommandLine.Command(
        name = "head",
        description = "The migration that was applied last.",
        footerHeading = "%nExamples:%n",
        footer = {"  mg head", "  mg head --output=json"})
final class HeadCommand implements Command {

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public int run(Invocation mg) {
        mg.output(output.form());
        Optional<HistoryEntry> head = mg.engine().head();
        mg.result(
                json -> Documents.head(json, head, mg.configuration().environment()),
                () -> mg.print(head.map(HistoryEntry::title).orElse("Nothing is applied.")));
        return Exit.DONE;
    }
}
