package io.migretti.cli;

import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@picocli.CommandLine.Command(
        name = "fix",
        description = {
            "Settle a migration that began without a transaction and did not finish, or accept a changed file.",
            "Look at the database first: what is said here is believed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  mg fix 01JD3Q4Z8N6V0T5C2M9K7R1XWB --resume    go on behind the last statement that is done",
            "  mg fix 01JD3Q4Z8N6V0T5C2M9K7R1XWB --applied   it is finished by hand, or the changed file is right",
            "  mg fix 01JD3Q4Z8N6V0T5C2M9K7R1XWB --remove    it is undone by hand"
        })
final class FixCommand implements Command {

    @Parameters(paramLabel = "ID", description = "The migration.")
    private String id = "";

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Resolution resolution = new Resolution();

    @Option(names = "--yes", description = "Confirm what would be asked: that this is production.")
    private boolean yes;

    @Mixin
    private OutputOption output = new OutputOption();

    /** One of these. */
    static final class Resolution {
        @Option(names = "--applied", required = true, description = "It is done: record it so, with the file as it is.")
        private boolean applied;

        @Option(names = "--remove", required = true, description = "It is undone: remove its row.")
        @SuppressWarnings("UnusedVariable") // What it is if it is none of the others.
        private boolean remove;

        @Option(names = "--resume", required = true, description = "Execute the rest of its statements.")
        private boolean resume;

        Request.Resolution request() {
            if (resume) {
                return Request.Resolution.RESUME;
            }
            return applied ? Request.Resolution.APPLIED : Request.Resolution.REMOVE;
        }
    }

    @Override
    public int run(Invocation mg) {
        mg.output(output.form());
        MigrationId migration = new MigrationId(id);
        return new Execution("fix", mg, yes, false, builder -> {})
                .run(
                        new Request.Fix(migration, resolution.request()),
                        migretti -> migretti.fix(migration, resolution.request()));
    }
}
