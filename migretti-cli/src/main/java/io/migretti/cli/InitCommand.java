package io.migretti.cli;

import io.migretti.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

final class InitCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Arguments.command(
                this,
                "init",
                List.of("Begin: mg.yaml, migrations/ and seeds/.", "What is there stays as it is."),
                "  mg init",
                "  mg init --directory services/shop");
    }

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
