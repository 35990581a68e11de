package io.migretti.cli;

import io.migretti.MigrettiBuilder;
import io.migretti.plan.Request;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code rollback} and {@code down}. */
final class RollbackOptions {

    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(
            names = "--yes",
            description = "Confirm what would be asked: that this is production, or more than one migration.")
    private boolean yes;

    @Option(
            names = "--allow-missing-down",
            description = "Remove a migration without down from the history, and leave what it did.")
    private boolean allowMissingDown;

    int run(String operation, int count, Invocation mg) {
        mg.output(output.form());
        Request.Rollback request = new Request.Rollback(count, allowMissingDown);
        if (dryRun.isWanted()) {
            return dryRun.run(operation, request, mg, yes, this::configure);
        }
        return new Execution(operation, mg, yes, count > 1, Hooked.with(mg, this::configure))
                .run(request, migretti -> migretti.rollback(count));
    }

    private void configure(MigrettiBuilder builder) {
        builder.allowMissingDown(allowMissingDown);
    }
}
