package io.migretti.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

final class CreateCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Arguments.command(
                        this,
                        "create",
                        List.of("Begin a migration, and print its file's path."),
                        "  mg create \"add users\"",
                        "  vi $(mg create add_users)")
                .addPositional(Arguments.word("NAME", "1..*", "What the change does, in a few words."));
    }

    @Override
    public int run(Invocation mg) {
        mg.print(mg.workspace().create(String.join(" ", mg.given().words())).toString());
        return Exit.DONE;
    }
}
