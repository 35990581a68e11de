package io.migretti.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Parameters;

@picocli.CommandLine.Command(
        name = "create",
        description = "Begin a migration, and print its file's path.",
        footerHeading = "%nExamples:%n",
        footer = {"  mg create \"add users\"", "  ${EDITOR} $(mg create add_users)"})
final class CreateCommand implements Command {

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "What the change does, in a few words.")
    private List<String> name = new ArrayList<>();

    @Override
    public int run(Invocation mg) {
        mg.print(mg.workspace().create(String.join(" ", name)).toString());
        return Exit.DONE;
    }
}
