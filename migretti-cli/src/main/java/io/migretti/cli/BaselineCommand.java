package io.migretti.cli;

import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

final class BaselineCommand implements Command {

    @Override
    public CommandSpec spec() {
        return Arguments.command(
                        this,
                        "baseline",
                        List.of(
                                "Adopt a database that was built without migrations: record every migration up to and "
                                        + "with ID as applied, and execute none.",
                                "Only for a database without history."),
                        "  mg baseline 01JD3Q4Z8N6V0T5C2M9K7R1XWB")
                .addPositional(Arguments.word("ID", "1", "The newest migration that the database has already."))
                .addOption(Arguments.yes("that this is production"))
                .addOption(Arguments.output());
    }

    @Override
    public int run(Invocation mg) {
        MigrationId target = new MigrationId(mg.given().words().get(0));
        return new Execution("baseline", mg, false, builder -> {})
                .run(new Request.Baseline(target), migretti -> migretti.baseline(target));
    }
}
