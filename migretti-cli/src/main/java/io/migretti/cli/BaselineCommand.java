package io.migretti.cli;

import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@picocli.CommandLine.Command(
        name = "baseline",
        description = {
            "Adopt a database that was built without migrations: record every migration up to and with ID as applied, "
                    + "and execute none.",
            "Only for a database without history."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  mg baseline 01JD3Q4Z8N6V0T5C2M9K7R1XWB"})
final class BaselineCommand implements Command {

    @Parameters(paramLabel = "ID", description = "The newest migration that the database has already.")
    private String id = "";

    @Option(names = "--yes", description = "Confirm what would be asked: that this is production.")
    private boolean yes;

    @Mixin
    private OutputOption output = new OutputOption();

    @Override
    public int run(Invocation mg) {
        mg.output(output.form());
        MigrationId target = new MigrationId(id);
        return new Execution("baseline", mg, yes, false, builder -> {})
                .run(new Request.Baseline(target), migretti -> migretti.baseline(target));
    }
}
