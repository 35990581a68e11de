package io.migretti.cli;

import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine.Model.CommandSpec;

final class CompletionCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Arguments.command(
                this,
                "completion",
                List.of("Print a script that lets bash or zsh complete mg's commands and options."),
                "  source <(mg completion)                                         in this shell",
                "  mg completion > ~/.local/share/bash-completion/completions/mg   in every bash");
    }

    @Override
    public int run(Invocation mg) {
        mg.print(AutoComplete.bash("mg", CommandLines.complete()));
        return Exit.DONE;
    }
}
