package io.migretti.cli;

import picocli.AutoComplete;

@picocli.CommandLine.Command(
        name = "completion",
        description = "Print a script that lets bash or zsh complete mg's commands and options.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  source <(mg completion)                                      in this shell",
            "  mg completion > ~/.local/share/bash-completion/completions/mg   in every bash"
        })
final class CompletionCommand implements Command {

    @Override
    public int run(Invocation mg) {
        mg.print(AutoComplete.bash("mg", CommandLines.complete()));
        return Exit.DONE;
    }
}
