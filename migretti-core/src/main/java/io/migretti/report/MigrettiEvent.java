package io.migretti.report;

import io.migretti.plan.Plan;
import io.migretti.plan.Request;
import io.migretti.plan.Step;
import java.time.Duration;
import java.util.List;

/** Something that happens during a run, told while it happens. */
public sealed interface MigrettiEvent {

    /** What happens with one migration, or one seed. */
    sealed interface OfStep extends MigrettiEvent {

        /** Which one. */
        Step step();
    }

    /** A run begins; nothing was read yet. {@link Finished} or {@link Abandoned} follows, in the same thread. */
    record Started(Request request) implements MigrettiEvent {}

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

    /**
     * A migration could not get a lock (55P03), was the victim of a deadlock (40P01) or conflicted with another
     * transaction (40001); it is rolled back and will be tried again.
     *
     * @param attempt the one that failed, from 1
     * @param attempts how many there will be at most
     * @param sqlState which of the three
     * @param reason the server's words
     * @param blockers who holds locks that it may be waiting for, as far as this role may see
     * @param pause until the next attempt
     */
    record Retrying(
            Step step, int attempt, int attempts, String sqlState, String reason, List<String> blockers, Duration pause)
            implements OfStep {}

    record MigrationStarted(Step step, int number, int of) implements OfStep {}

    /**
     * Statements of a migration are on their way to the server; sent in a dry run as well.
     *
     * <p>In a transaction many of them go in one flight, whose answers come together: nobody knows which of them the
     * server is at.
     *
     * @param first the number of the first of them, from 1
     * @param last the number of the last of them
     */
    record Executing(Step step, int first, int last) implements OfStep {}

    /** Committed; what the step's direction says was done. */
    record MigrationDone(Step step, StepResult.Done result) implements OfStep {}

    record MigrationFailed(Step step, StepResult.Failed result) implements OfStep {}

    /** A NOTICE or WARNING that the server sent for a statement of a migration. */
    record ServerMessage(Step step, String severity, String message) implements OfStep {}

    /** The run is over and the lock released. */
    record Finished(Outcome outcome) implements MigrettiEvent {}

    /**
     * The run is over without an outcome: it was refused, got no lock, lost the database, or a hook ended it. What was
     * told to be done is committed and stays.
     *
     * @param reason what the caller gets
     */
    record Abandoned(Throwable reason) implements MigrettiEvent {}
}
