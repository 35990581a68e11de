package io.migretti.cli;

import io.migretti.Migretti;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import io.migretti.report.Outcome;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

final class UpCommand implements Command {

    @Override
    public CommandSpec spec() {
        return ApplyOptions.addTo(Arguments.command(
                this, "up", List.of("Apply the next pending migration."), "  mg up", "  mg up --dry-run"));
    }

    @Override
    public int run(Invocation mg) {
        ApplyOptions options = new ApplyOptions(mg.given());
        Request.Apply request = options.request(1);
        if (options.dryRun().isWanted()) {
            return options.dryRun().run("up", request, mg, options::configure);
        }
        return new Execution("up", mg, false, Hooked.with(mg, options::configure))
                .run(request, migretti -> up(migretti, request, options.target()));
    }

    /** With a target: the next one if it is not behind that; otherwise what the engine says of the target. */
    private static Outcome up(Migretti migretti, Request.Apply request, Optional<MigrationId> target) {
        return target.filter(id -> migretti.plan(request).steps().isEmpty())
                .map(migretti::applyTo)
                .orElseGet(migretti::up);
    }
}
