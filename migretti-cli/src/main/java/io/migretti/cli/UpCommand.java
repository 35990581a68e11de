package io.migretti.cli;

import io.migretti.Migretti;
import io.migretti.plan.Request;
import io.migretti.report.Outcome;
import picocli.CommandLine.Mixin;

@picocli.CommandLine.Command(
        name = "up",
        description = "Apply the next pending migration.",
        footerHeading = "%nExamples:%n",
        footer = {"  mg up", "  mg up --dry-run"})
final class UpCommand implements Command {

    @Mixin
    private ApplyOptions options = new ApplyOptions();

    @Override
    public int run(Invocation mg) {
        mg.output(options.output());
        Request.Apply request = options.request(1);
        if (options.dryRun().isWanted()) {
            return options.dryRun().run("up", request, mg, options.yes(), options::configure);
        }
        return new Execution("up", mg, options.yes(), false, Hooked.with(mg, options::configure))
                .run(request, migretti -> up(migretti, request));
    }

    /** With a target: the next one if it is not behind that; otherwise what the engine says of the target. */
    private Outcome up(Migretti migretti, Request.Apply request) {
        return options.target()
                .filter(target -> migretti.plan(request).steps().isEmpty())
                .map(migretti::applyTo)
                .orElseGet(migretti::up);
    }
}
