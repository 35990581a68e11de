package io.migretti.cli;

import io.migretti.MigrettiBuilder;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** The options of {@code apply} and {@code up}. */
record ApplyOptions(Given given) {

    private static final String OUT_OF_ORDER = "--allow-out-of-order";
    private static final String SINGLE = "--single-transaction";
    private static final String TARGET = "--to";

    static CommandSpec addTo(CommandSpec spec) {
        return spec.addOption(DryRunOption.spec())
                .addOption(Arguments.output())
                .addOption(Arguments.yes("that this is production"))
                .addOption(Arguments.flag(
                        OUT_OF_ORDER, "Apply a pending migration although its id sorts before an applied one."))
                .addOption(Arguments.flag(SINGLE, "All of them in one transaction: all or none."))
                .addOption(Arguments.value(TARGET, "ID", String.class, "Up to and with this one."));
    }

    Request.Apply request(int limit) {
        return new Request.Apply(given.flag(OUT_OF_ORDER), target(), limit, given.flag(SINGLE));
    }

    Optional<MigrationId> target() {
        return given.<String>value(TARGET).map(MigrationId::new);
    }

    void configure(MigrettiBuilder builder) {
        builder.allowOutOfOrder(given.flag(OUT_OF_ORDER)).singleTransaction(given.flag(SINGLE));
    }

    DryRunOption dryRun() {
        return new DryRunOption(given);
    }
}
