package io.migretti.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

final class DownCommand implements Command {

    @Override
    public CommandSpec spec() {
        return RollbackOptions.addTo(Arguments.command(
                this,
                "down",
                List.of("Revert the migration that was applied last."),
                "  mg down",
                "  mg down --dry-run"));
    }

    @Override
    public int run(Invocation mg) {
        return new RollbackOptions(mg.given()).run("down", 1, mg);
    }
}
