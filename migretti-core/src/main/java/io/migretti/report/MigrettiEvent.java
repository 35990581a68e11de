package io.migretti.report;

import io.migretti.plan.Plan;
import io.migretti.plan.Step;
import java.time.Duration;

/** Something that happens during a run, told while it happens. */
public sealed interface MigrettiEvent {

    /** The files and the history were read. Sent also when nothing is pending. */
    record Planned(Plan plan) implements MigrettiEvent {}

    /**
     * Another process holds the lock. Sent at first, and then every ten seconds.
     *
     * @param holder who, as far as this role may see
     * @param waited so far
     * @param limit when waiting ends with an error
     */
    record WaitingForLock(String holder, Duration waited, Duration limit) implements MigrettiEvent {}

    record MigrationStarted(Step step, int number, int of) implements MigrettiEvent {}

    /** Committed. */
    record MigrationApplied(Step step, StepResult.Applied result) implements MigrettiEvent {}

    record MigrationFailed(Step step, StepResult.Failed result) implements MigrettiEvent {}

    /** A NOTICE or WARNING that the server sent for a statement of a migration. */
    record ServerMessage(Step step, String severity, String message) implements MigrettiEvent {}

    /** The run is over and the lock released. */
    record Finished(Outcome outcome) implements MigrettiEvent {}
}
