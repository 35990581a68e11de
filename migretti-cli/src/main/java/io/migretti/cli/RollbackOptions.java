package io.migretti.cli;

import io.migretti.MigrettiBuilder;
import io.migretti.plan.Request;
import picocli.CommandLine.Model.CommandSpec;

/** The options of {@code rollback} and {@code down}. */
record RollbackOptions(Given given) {

    private static final String MISSING_DOWN = "--allow-missing-down";

    static CommandSpec addTo(CommandSpec spec) {
        return spec.addOption(DryRunOption.spec())
                .addOption(Arguments.output())
                .addOption(Arguments.yes("that this is production, or more than one migration"))
                .addOption(Arguments.flag(
                        MISSING_DOWN, "Remove a migration without down from the history, and leave what it did."));
    }

    int run(String operation, int count, Invocation mg) {
        Request.Rollback request = new Request.Rollback(count, given.flag(MISSING_DOWN));
        DryRunOption dryRun = new DryRunOption(given);
        if (dryRun.isWanted()) {
            return dryRun.run(operation, request, mg, this::configure);
        }
        return new Execution(operation, mg, count > 1, Hooked.with(mg, this::configure))
                .run(request, migretti -> migretti.rollback(count));
    }

    private void configure(MigrettiBuilder builder) {
        builder.allowMissingDown(given.flag(MISSING_DOWN));
    }
}
