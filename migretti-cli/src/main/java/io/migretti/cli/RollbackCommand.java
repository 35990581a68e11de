package io.migretti.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@picocli.CommandLine.Command(
        name = "rollback",
        description = {
            "Revert the last N migrations, newest first.",
            "The file's down is used if the file is there and unchanged, else the one that the history keeps."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mg rollback", "  mg rollback 3", "  mg rollback 3 --dry-run", "  mg rollback 3 --yes"})
final class RollbackCommand implements Command {

    @Mixin
    private RollbackOptions options = new RollbackOptions();

    @Parameters(
            paramLabel = "N",
            arity = "0..1",
            defaultValue = "1",
            description = "How many, at least 1; more than are applied means all. Default: 1.")
    private int count;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public int run(Invocation mg) {
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "N is at least 1, not " + count);
        }
        return options.run("rollback", count, mg);
    }
}
