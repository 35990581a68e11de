package io.migretti;

import io.migretti.history.HistoryEntry;
import io.migretti.plan.Direction;
import io.migretti.plan.Plan;
import io.migretti.plan.Request;
import io.migretti.plan.Work;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.MigrettiListener;
import io.migretti.report.Outcome;
import io.migretti.script.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a log says about a run, for people in its message and for programs in its keys and values. A failure is thrown,
 * not logged.
 */
final class LogListener implements MigrettiListener {

    private static final Logger LOG = LoggerFactory.getLogger(Migretti.class);

    private final String environment;
    private boolean seeding;
    private int recorded;

    LogListener(String environment) {
        this.environment = environment;
    }

    @Override
    public void onEvent(MigrettiEvent event) {
        // In this order, so that with nothing pending no class of the events behind is ever loaded.
        if (event instanceof MigrettiEvent.Started) {
            seeding = false;
        } else if (event instanceof MigrettiEvent.Planned planned) {
            Request request = planned.plan().request();
            seeding = !(request instanceof Request.Apply) && request instanceof Request.Seed;
            planned(planned.plan());
        } else if (event instanceof MigrettiEvent.Finished finished) {
            finished(finished.outcome());
        } else if (event instanceof MigrettiEvent.OfStep ofStep) {
            progress(ofStep);
        } else if (event instanceof MigrettiEvent.WaitingForLock waiting) {
            LOG.atInfo()
                    .addKeyValue("waitedMs", waiting.waited().toMillis())
                    .addKeyValue("holder", waiting.holder())
                    .log(
                            "Waiting for the migration lock, for {} of at most {}; it is held by {}",
                            Texts.duration(waiting.waited()),
                            Texts.duration(waiting.limit()),
                            waiting.holder());
        }
    }

    private void progress(MigrettiEvent.OfStep event) {
        if (event instanceof MigrettiEvent.MigrationStarted started) {
            LOG.debug("Beginning {}/{} {}", started.number(), started.of(), started.step());
        } else if (event instanceof MigrettiEvent.MigrationDone done) {
            boolean onlyRecorded = done.step().fix() && done.step().work() instanceof Work.Nothing;
            recorded += onlyRecorded ? 1 : 0;
            LOG.atInfo()
                    .addKeyValue("migration", done.step().fileName())
                    .addKeyValue("direction", done.step().direction().name())
                    .addKeyValue("statements", done.result().statements())
                    .addKeyValue("durationMs", done.result().duration().toMillis())
                    .log(
                            "{} {} in {}",
                            verb(done.step().direction(), onlyRecorded),
                            done.step(),
                            Texts.duration(done.result().duration()));
        } else if (event instanceof MigrettiEvent.Retrying retrying) {
            LOG.atWarn()
                    .addKeyValue("migration", retrying.step().fileName())
                    .addKeyValue("attempt", retrying.attempt())
                    .addKeyValue("sqlState", retrying.sqlState())
                    .log(
                            "{} {} ({}) and is rolled back; attempt {} of {} follows in {}. In the way: {}",
                            retrying.step(),
                            switch (retrying.sqlState()) {
                                case "40P01" -> "was the victim of a deadlock";
                                case "40001" -> "conflicted with another transaction";
                                default -> "could not get a lock";
                            },
                            retrying.reason(),
                            retrying.attempt() + 1,
                            retrying.attempts(),
                            Texts.duration(retrying.pause()),
                            retrying.blockers().isEmpty() ? "nobody any more" : String.join("; ", retrying.blockers()));
        } else if (event instanceof MigrettiEvent.ServerMessage message) {
            LOG.atInfo()
                    .addKeyValue("migration", message.step().fileName())
                    .addKeyValue("severity", message.severity())
                    .log("{}: {}: {}", message.step().fileName(), message.severity(), message.message());
        }
    }

    private static String verb(Direction direction, boolean onlyRecorded) {
        return switch (direction) {
            case UP -> onlyRecorded ? "Recorded as applied:" : "Applied";
            case DOWN -> onlyRecorded ? "Removed from the history:" : "Rolled back";
            case SEED -> "Seeded";
        };
    }

    private static void planned(Plan plan) {
        for (Problem warning : plan.warnings()) {
            LOG.warn("{}", warning);
        }
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
        String head = outcome.head().isEmpty() ? "none" : outcome.head().get().value();
        int done = outcome.done().size();
        if (done == 0) {
            LOG.atInfo()
                    .addKeyValue("migrations", 0)
                    .addKeyValue("durationMs", outcome.duration().toMillis())
                    .addKeyValue("head", head)
                    .log(
                            "Nothing {} ({}, environment {}, schema {}, head {})",
                            seeding ? "to seed" : "pending",
                            Texts.duration(outcome.duration()),
                            environment,
                            outcome.schema(),
                            head);
        } else {
            Direction direction = outcome.done().get(0).direction();
            boolean both = recorded > 0 && recorded < done;
            LOG.atInfo()
                    .addKeyValue("migrations", done)
                    .addKeyValue("durationMs", outcome.duration().toMillis())
                    .addKeyValue("lockWaitMs", outcome.lockWait().toMillis())
                    .addKeyValue("head", head)
                    .log(
                            "{} {}{} in {} (waited {} for the lock, environment {}, schema {}, head {})",
                            verb(direction, recorded == done),
                            Texts.count(
                                    both ? done - recorded : done, direction == Direction.SEED ? "file" : "migration"),
                            both ? " and recorded " + recorded + " as applied" : "",
                            Texts.duration(outcome.duration()),
                            Texts.duration(outcome.lockWait()),
                            environment,
                            outcome.schema(),
                            head);
        }
    }
}
