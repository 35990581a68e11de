package io.migretti.cli;

import io.migretti.MigrettiBuilder;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code apply} and {@code up}. */
final class ApplyOptions {

    @Mixin
    private DryRunOption dryRun = new DryRunOption();

    @Mixin
    private OutputOption output = new OutputOption();

    @Option(names = "--yes", description = "Confirm what would be asked: that this is production.")
    private boolean yes;

    @Option(
            names = "--allow-out-of-order",
            description = "Apply a pending migration although its id sorts before an applied one.")
    private boolean allowOutOfOrder;

    @Option(names = "--single-transaction", description = "All of them in one transaction: all or none.")
    private boolean singleTransaction;

    @Option(names = "--to", paramLabel = "ID", description = "Up to and with this one.")
    private @Nullable String target;

    Request.Apply request(int limit) {
        return new Request.Apply(allowOutOfOrder, target(), limit, singleTransaction);
    }

    Optional<MigrationId> target() {
        return Optional.ofNullable(target).map(MigrationId::new);
    }

    void configure(MigrettiBuilder builder) {
        builder.allowOutOfOrder(allowOutOfOrder).singleTransaction(singleTransaction);
    }

    DryRunOption dryRun() {
        return dryRun;
    }

    Output output() {
        return output.form();
    }

    boolean yes() {
        return yes;
    }
}
