package io.migretti.boot.actuate;

import io.migretti.DatabaseException;
import io.migretti.InvalidMigrationsException;
import io.migretti.LockTimeoutException;
import io.migretti.PlanRefusedException;
import io.migretti.plan.Request;
import io.migretti.plan.Step;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.Outcome;
import io.migretti.report.StepResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a {@link Run} of its events. */
final class RunInProgress {

    private final String name;
    private final String environment;
    private final Request request;
    private final StartupSteps steps;
    private final long begin = System.nanoTime();
    private final List<Run.Migration> migrations = new ArrayList<>();
    private Optional<Long> waitingSince = Optional.empty();

    RunInProgress(String name, String environment, Request request, StartupSteps steps) {
        this.name = name;
        this.environment = environment;
        this.request = request;
        this.steps = steps;
        steps.begin(name, environment, request);
    }

    /** The run, once it is over. */
    Optional<Run> take(MigrettiEvent event) {
        if (event instanceof MigrettiEvent.WaitingForLock waiting && waitingSince.isEmpty()) {
            waitingSince = Optional.of(System.nanoTime() - waiting.waited().toNanos());
        } else if (event instanceof MigrettiEvent.MigrationStarted started) {
            steps.beginMigration(started.step());
        } else if (event instanceof MigrettiEvent.MigrationDone done) {
            add(done.step(), done.result(), false);
        } else if (event instanceof MigrettiEvent.MigrationFailed failed) {
            add(failed.step(), failed.result(), true);
        }
        return resultOf(event).map(result -> end(result, event));
    }

    /** How a run ended, if this is its end. */
    static Optional<Run.Result> resultOf(MigrettiEvent event) {
        if (event instanceof MigrettiEvent.Finished finished) {
            return Optional.of(result(finished.outcome()));
        }
        return event instanceof MigrettiEvent.Abandoned abandoned
                ? Optional.of(result(abandoned.reason()))
                : Optional.empty();
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private void add(Step step, StepResult result, boolean failed) {
        migrations.add(new Run.Migration(step.direction(), step.transactional(), failed, result.duration()));
        steps.endMigration(step, failed);
    }

    private Run end(Run.Result result, MigrettiEvent event) {
        Optional<Duration> lockWait = event instanceof MigrettiEvent.Finished finished
                ? Optional.of(finished.outcome().lockWait()).filter(wait -> !wait.isZero())
                : waitingSince.map(RunInProgress::since);
        Run run = new Run(name, environment, request, result, since(begin), lockWait, migrations);
        steps.end(run);
        return run;
    }

    private static Run.Result result(Outcome outcome) {
        if (outcome.failure().isPresent()) {
            return Run.Result.FAILED;
        }
        return outcome.done().isEmpty() ? Run.Result.NOTHING : Run.Result.APPLIED;
    }

    private static Run.Result result(Throwable reason) {
        if (reason instanceof PlanRefusedException || reason instanceof InvalidMigrationsException) {
            return Run.Result.REFUSED;
        } else if (reason instanceof LockTimeoutException) {
            return Run.Result.LOCK_TIMEOUT;
        }
        return reason instanceof DatabaseException ? Run.Result.UNAVAILABLE : Run.Result.ABORTED;
    }
}
