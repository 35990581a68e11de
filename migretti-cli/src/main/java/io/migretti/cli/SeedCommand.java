package io.migretti.cli;

import io.migretti.migration.MigrationSource;
import io.migretti.migration.Seeds;
import io.migretti.plan.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@picocli.CommandLine.Command(
        name = "seed",
        description = {
            "Execute the seeds, all of them, each time: seeds/*.sql, then seeds/ENVIRONMENT/*.sql.",
            "`mg seed` is `mg seed run`."
        },
        commandListHeading = "%nCommands:%n",
        subcommands = {SeedCommand.Run.class, SeedCommand.Create.class},
        footerHeading = "%nExamples:%n",
        footer = {"  mg seed", "  mg seed create \"first customers\"", "  mg seed run --env dev"})
final class SeedCommand implements Command {

    @Mixin
    private SeedOptions options = new SeedOptions();

    @Override
    public int run(Invocation mg) {
        return options.run(mg);
    }

    /** What running them takes. */
    static final class SeedOptions {

        @Option(names = "--yes", description = "Confirm what would be asked: that this is production.")
        private boolean yes;

        @Mixin
        private OutputOption output = new OutputOption();

        int run(Invocation mg) {
            mg.output(output.form());
            Path folder = mg.workspace().seeds();
            if (!Files.isDirectory(folder)) {
                throw new CommandException(
                        "There is no directory " + folder, "`mg init` makes it, `mg seed create` a file in it");
            }
            Seeds seeds = Seeds.of(
                    List.of(MigrationSource.directory(folder)),
                    mg.configuration().environment());
            return new Execution("seed", mg, yes, false, builder -> {})
                    .run(new Request.Seed(seeds), migretti -> migretti.seed());
        }
    }

    @picocli.CommandLine.Command(
            name = "run",
            description = "Execute the seeds.",
            footerHeading = "%nExamples:%n",
            footer = {"  mg seed run", "  mg seed run --env dev"})
    static final class Run implements Command {

        @Mixin
        private SeedOptions options = new SeedOptions();

        @Override
        public int run(Invocation mg) {
            return options.run(mg);
        }
    }

    @picocli.CommandLine.Command(
            name = "create",
            description = "Begin a seed, and print its file's path.",
            footerHeading = "%nExamples:%n",
            footer = {"  mg seed create \"first customers\""})
    static final class Create implements Command {

        @Parameters(paramLabel = "NAME", arity = "1..*", description = "What it puts in, in a few words.")
        private List<String> name = new ArrayList<>();

        @Override
        public int run(Invocation mg) {
            mg.print(mg.workspace().createSeed(String.join(" ", name)).toString());
            return Exit.DONE;
        }
    }
}
