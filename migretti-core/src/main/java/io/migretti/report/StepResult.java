package io.migretti.report;

import io.migretti.migration.MigrationId;
import io.migretti.plan.Direction;
import java.time.Duration;

/** What became of one migration of a run. */
public sealed interface StepResult {

    /** Which migration; a seed's is its name. */
    MigrationId id();

    /** Its slug. */
    String name();

    /** From the first statement to the commit, or to the failure. */
    Duration duration();

    /**
     * Done and committed.
     *
     * @param statements how many were executed
     */
    record Done(MigrationId id, String name, Direction direction, Duration duration, int statements)
            implements StepResult {}

    /** Another process did it while this one was waiting for its turn. */
    record DoneElsewhere(MigrationId id, String name, Duration duration) implements StepResult {}

    /** Not done; see {@link Failure#consequence()} for what it left behind. */
    record Failed(MigrationId id, String name, Duration duration, Failure failure) implements StepResult {}
}
