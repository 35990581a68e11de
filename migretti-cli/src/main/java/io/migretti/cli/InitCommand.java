package io.migretti.cli;

import io.migretti.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;

@picocli.CommandLine.Command(
        name = "init",
        description = {"Begin: mg.yaml, migrations/ and seeds/.", "What is there stays as it is."},
        footerHeading = "%nExamples:%n",
        footer = {"  mg init", "  mg init --directory services/shop"})
final class InitCommand implements Command {

    @Override
    public int run(Invocation mg) {
        Workspace.Initialized result = mg.workspace().init();
        result.made().forEach(path -> mg.print("Made " + shown(path)));
        result.kept().forEach(path -> mg.print("Kept " + shown(path)));
        return Exit.DONE;
    }

    private static String shown(Path path) {
        return Files.isDirectory(path) ? path + "/" : path.toString();
    }
}
