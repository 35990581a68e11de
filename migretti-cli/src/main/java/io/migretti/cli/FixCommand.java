package io.migretti.cli;

import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

final class FixCommand implements Command {

    private static final Map<String, Request.Resolution> RESOLUTIONS = Map.of(
            "--applied", Request.Resolution.APPLIED,
            "--remove", Request.Resolution.REMOVE,
            "--resume", Request.Resolution.RESUME);

    @Override
    public CommandSpec spec() {
        return Arguments.command(
                        this,
                        "fix",
                        List.of(
                                "Settle a migration that began without a transaction and did not finish, or accept a "
                                        + "changed file. One of --applied, --remove and --resume says how.",
                                "Look at the database first: what is said here is believed."),
                        "  mg fix 01JD3Q4Z8N6V0T5C2M9K7R1XWB --resume    go on behind the last statement that is done",
                        "  mg fix 01JD3Q4Z8N6V0T5C2M9K7R1XWB --applied   finished by hand, or the changed file is right",
                        "  mg fix 01JD3Q4Z8N6V0T5C2M9K7R1XWB --remove    undone by hand")
                .addPositional(Arguments.word("ID", "1", "The migration."))
                .addOption(Arguments.flag("--applied", "It is done: record it so, with the file as it is."))
                .addOption(Arguments.flag("--remove", "It is undone: remove its row."))
                .addOption(Arguments.flag("--resume", "Execute the rest of its statements."))
                .addOption(Arguments.yes("that this is production"))
                .addOption(Arguments.output());
    }

    @Override
    public int run(Invocation mg) {
        List<String> said =
                RESOLUTIONS.keySet().stream().filter(mg.given()::flag).sorted().toList();
        if (said.size() != 1) {
            throw new ParameterException(
                    mg.given().deepest().commandSpec().commandLine(),
                    said.isEmpty()
                            ? "One of --applied, --remove and --resume has to say how"
                            : said.stream().collect(Collectors.joining(" and ")) + " exclude each other");
        }
        Request.Resolution resolution = RESOLUTIONS.getOrDefault(said.get(0), Request.Resolution.RESUME);
        MigrationId migration = new MigrationId(mg.given().words().get(0));
        return new Execution("fix", mg, false, builder -> {})
                .run(new Request.Fix(migration, resolution), migretti -> migretti.fix(migration, resolution));
    }
}
