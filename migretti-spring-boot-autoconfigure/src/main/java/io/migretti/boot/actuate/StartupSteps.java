package io.migretti.boot.actuate;

import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import io.migretti.plan.Step;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.metrics.ApplicationStartup;
import org.springframework.core.metrics.StartupStep;

/**
 * A run as steps of the application's start: one {@code migretti.<operation>}, and below it a {@code
 * migretti.migration} for each attempt at a migration.
 */
final class StartupSteps {

    private final ApplicationStartup startup;
    private Optional<StartupStep> run = Optional.empty();
    private Optional<StartupStep> migration = Optional.empty();
    private Optional<MigrationId> current = Optional.empty();

    StartupSteps(ApplicationStartup startup) {
        this.startup = startup;
    }

    void begin(String name, String environment, Request request) {
        run = Optional.of(startup.start("migretti." + Run.operation(request))
                .tag("name", name)
                .tag("environment", environment));
    }

    void beginMigration(Step step) {
        endMigration();
        current = Optional.of(step.id());
        migration = Optional.of(startup.start("migretti.migration")
                .tag("id", step.id().value())
                .tag("name", step.name())
                .tag("direction", step.direction().name().toLowerCase(Locale.ROOT)));
    }

    /** Of several that are committed together only the last is still open here. */
    void endMigration(Step step, boolean failed) {
        if (current.filter(step.id()::equals).isPresent()) {
            migration.ifPresent(open -> open.tag("outcome", failed ? "failed" : "done"));
            endMigration();
        }
    }

    private void endMigration() {
        migration.ifPresent(StartupStep::end);
        migration = Optional.empty();
        current = Optional.empty();
    }

    void end(Run ended) {
        endMigration();
        run.ifPresent(step -> step.tag("outcome", ended.result().tag())
                .tag(
                        "migrations",
                        String.valueOf(ended.migrations().stream()
                                .filter(each -> !each.failed())
                                .count()))
                .tag(
                        "lockWaitMs",
                        String.valueOf(
                                ended.lockWait().map(wait -> wait.toMillis()).orElse(0L)))
                .end());
    }
}
