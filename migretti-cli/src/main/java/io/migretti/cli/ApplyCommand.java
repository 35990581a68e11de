package io.migretti.cli;

import io.migretti.plan.Request;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

final class ApplyCommand implements Command {

    @Override
    public CommandSpec spec() {
        return ApplyOptions.addTo(Arguments.command(
                this,
                "apply",
                List.of(
                        "Apply everything that is pending, in order.",
                        "Each migration is one transaction with its row in the history; what failed is rolled back, what "
                                + "was applied before it stays."),
                "  mg apply",
                "  mg apply --dry-run                        try all of it, and roll it back",
                "  mg apply --dry-run=plan --output=json     what would be done, for a program",
                "  mg apply --env production --yes           without a question",
                "  mg apply --to 01JD3Q4Z8N6V0T5C2M9K7R1XWB  up to and with that one"));
    }

    @Override
    public int run(Invocation mg) {
        ApplyOptions options = new ApplyOptions(mg.given());
        Request.Apply request = options.request(Integer.MAX_VALUE);
        if (options.dryRun().isWanted()) {
            return options.dryRun().run("apply", request, mg, options::configure);
        }
        return new Execution("apply", mg, false, Hooked.with(mg, options::configure))
                .run(
                        request,
                        migretti -> options.target().map(migretti::applyTo).orElseGet(migretti::apply));
    }
}
