package io.migretti.boot.actuate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.migretti.plan.Request;
import io.migretti.report.MigrationState;
import java.util.Locale;

/**
 * Times what the engines did, the runs of the start included, and counts migrations by status. A migration is not named
 * by a tag: a series for each of them would be written to once and kept for ever.
 */
public final class MigrettiMetrics implements MeterBinder {

    private final MigrettiRuns runs;
    private final MigrettiReadings readings;

    public MigrettiMetrics(MigrettiRuns runs, MigrettiReadings readings) {
        this.runs = runs;
        this.readings = readings;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String name : readings.names()) {
            readings.last(name);
            for (MigrationState status : MigrationState.values()) {
                Gauge.builder("migretti.migrations", () -> count(name, status))
                        .description("Migrations by status; not a number while the history cannot be read")
                        .tags(tags(name, readings.environment(name)).and("status", lower(status)))
                        .register(registry);
            }
        }
        runs.follow(run -> record(run, registry));
    }

    private double count(String name, MigrationState status) {
        return readings.last(name)
                .map(report -> report.counts().get(status))
                .map(Integer::doubleValue)
                .orElse(Double.NaN);
    }

    private static void record(Run run, MeterRegistry registry) {
        Tags tags = tags(run.name(), run.environment());
        if (run.request() instanceof Request.Apply) {
            Timer.builder("migretti.apply")
                    .description("Runs that apply what is pending, waiting for the lock included")
                    .tags(tags.and("outcome", run.result().tag()))
                    .register(registry)
                    .record(run.duration());
        }
        run.lockWait()
                .ifPresent(wait -> Timer.builder("migretti.lock.wait")
                        .description("Waiting for the migration lock")
                        .tags(tags)
                        .register(registry)
                        .record(wait));
        for (Run.Migration migration : run.migrations()) {
            Timer.builder("migretti.migration")
                    .description("Single migrations and seeds, from the first statement to the commit or the failure")
                    .tags(tags.and(
                            "direction",
                            lower(migration.direction()),
                            "outcome",
                            migration.failed() ? "failed" : "done",
                            "transactional",
                            String.valueOf(migration.transactional())))
                    .register(registry)
                    .record(migration.duration());
        }
    }

    private static Tags tags(String name, String environment) {
        return Tags.of("name", name, "environment", environment);
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
