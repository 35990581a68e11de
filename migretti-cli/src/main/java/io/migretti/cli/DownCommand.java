package io.migretti.cli;

import picocli.CommandLine.Mixin;

@picocli.CommandLine.Command(
        name = "down",
        description = "Revert the migration that was applied last.",
        footerHeading = "%nExamples:%n",
        footer = {"  mg down", "  mg down --dry-run"})
final class DownCommand implements Command {

    @Mixin
    private RollbackOptions options = new RollbackOptions();

    @Override
    public int run(Invocation mg) {
        return options.run("down", 1, mg);
    }
}
