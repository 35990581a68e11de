package io.migretti.cli;

import io.migretti.Migretti;
import io.migretti.migration.MigrationSource;
import io.migretti.migration.Seeds;
import io.migretti.plan.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

final class SeedCommand implements Command {

    @Override
    public CommandSpec spec() {
        return addOptions(Arguments.command(
                        this,
                        "seed",
                        List.of(
                                "Execute the seeds, all of them, each time: seeds/*.sql, then seeds/ENVIRONMENT/*.sql.",
                                "`mg seed` is `mg seed run`."),
                        "  mg seed",
                        "  mg seed create \"first customers\"",
                        "  mg seed run --env dev"))
                .addSubcommand("run", CommandLines.line(new Run()))
                .addSubcommand("create", CommandLines.line(new Create()));
    }

    private static CommandSpec addOptions(CommandSpec spec) {
        return spec.addOption(Arguments.yes("that this is production")).addOption(Arguments.output());
    }

    @Override
    public int run(Invocation mg) {
        return seed(mg);
    }

    private static int seed(Invocation mg) {
        Path folder = mg.workspace().seeds();
        if (!Files.isDirectory(folder)) {
            throw new CommandException(
                    "There is no directory " + folder, "`mg init` makes it, `mg seed create` a file in it");
        }
        Seeds seeds = Seeds.of(
                List.of(MigrationSource.directory(folder)), mg.configuration().environment());
        return new Execution("seed", mg, false, builder -> {}).run(new Request.Seed(seeds), Migretti::seed);
    }

    /** {@code mg seed run}. */
    private static final class Run implements Command {

        @Override
        public CommandSpec spec() {
            return addOptions(Arguments.command(
                    this, "run", List.of("Execute the seeds."), "  mg seed run", "  mg seed run --env dev"));
        }

        @Override
        public int run(Invocation mg) {
            return seed(mg);
        }
    }

    /** {@code mg seed create}. */
    private static final class Create implements Command {

        @Override
        public CommandSpec spec() {
            return Arguments.command(
                            this,
                            "create",
                            List.of("Begin a seed, and print its file's path."),
                            "  mg seed create \"first customers\"")
                    .addPositional(Arguments.word("NAME", "1..*", "What it puts in, in a few words."));
        }

        @Override
        public int run(Invocation mg) {
            mg.print(mg.workspace()
                    .createSeed(String.join(" ", mg.given().words()))
                    .toString());
            return Exit.DONE;
        }
    }
}
