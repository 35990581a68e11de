package io.migretti.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

final class RollbackCommand implements Command {

    @Override
    public CommandSpec spec() {
        return RollbackOptions.addTo(Arguments.command(
                        this,
                        "rollback",
                        List.of(
                                "Revert the last N migrations, newest first.",
                                "The file's down is used if the file is there and unchanged, else the one that the "
                                        + "history keeps."),
                        "  mg rollback",
                        "  mg rollback 3",
                        "  mg rollback 3 --dry-run",
                        "  mg rollback 3 --yes"))
                .addPositional(Arguments.word(
                        "N", "0..1", "How many, at least 1; more than are applied means all. Default: 1."));
    }

    @Override
    public int run(Invocation mg) {
        String count = mg.given().words().stream().findFirst().orElse("1");
        if (!count.matches("0*[1-9][0-9]{0,8}")) {
            throw new ParameterException(
                    mg.given().deepest().commandSpec().commandLine(), "N is a number from 1 on, not `" + count + "`");
        }
        return new RollbackOptions(mg.given()).run("rollback", Integer.parseInt(count), mg);
    }
}
