package io.migretti;

import io.migretti.history.HistoryEntry;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Plan;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.MigrettiListener;
import io.migretti.report.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a log says about a run. A failure is thrown, not logged. */
final class LogListener implements MigrettiListener {

    private static final Logger LOG = LoggerFactory.getLogger(Migretti.class);

    private final String environment;

    LogListener(String environment) {
        this.environment = environment;
    }

    @Override
    public void onEvent(MigrettiEvent event) {
        if (event instanceof MigrettiEvent.Planned planned) {
            planned(planned.plan());
        } else if (event instanceof MigrettiEvent.WaitingForLock waiting) {
            LOG.info(
                    "Waiting for the migration lock, for {} of at most {}; it is held by {}",
                    Texts.duration(waiting.waited()),
                    Texts.duration(waiting.limit()),
                    waiting.holder());
        } else if (event instanceof MigrettiEvent.MigrationStarted started) {
            LOG.debug("Applying {}/{} {}", started.number(), started.of(), started.step());
        } else if (event instanceof MigrettiEvent.MigrationApplied applied) {
            LOG.info(
                    "Applied {} in {}",
                    applied.step(),
                    Texts.duration(applied.result().duration()));
        } else if (event instanceof MigrettiEvent.ServerMessage message) {
            LOG.info("{}: {}: {}", message.step().migration(), message.severity(), message.message());
        } else if (event instanceof MigrettiEvent.Finished finished) {
            finished(finished.outcome());
        }
    }

    private static void planned(Plan plan) {
        plan.warnings().forEach(warning -> LOG.warn("{}", warning));
        if (!plan.future().isEmpty()) {
            LOG.warn(
                    "The database is ahead of this release: {} applied and unknown here, from {} on",
                    Texts.count(plan.future().size(), "migration"),
                    plan.future().stream().map(HistoryEntry::title).findFirst().orElse(""));
        }
    }

    private void finished(Outcome outcome) {
        if (outcome.failure().isPresent()) {
            return;
        }
        String head = outcome.head().map(MigrationId::value).orElse("none");
        int applied = outcome.applied().size();
        if (applied == 0) {
            LOG.info(
                    "Nothing pending ({}, environment {}, schema {}, head {})",
                    Texts.duration(outcome.duration()),
                    environment,
                    outcome.schema(),
                    head);
        } else {
            LOG.info(
                    "Applied {} in {} (waited {} for the lock, environment {}, schema {}, head {})",
                    Texts.count(applied, "migration"),
                    Texts.duration(outcome.duration()),
                    Texts.duration(outcome.lockWait()),
                    environment,
                    outcome.schema(),
                    head);
        }
    }
}
