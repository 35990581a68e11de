package io.migretti.report;

import io.migretti.migration.MigrationId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run did. Everything in it is committed, also when the run failed.
 *
 * @param results one for each migration that was begun, in order
 * @param duration of the whole run, waiting for the lock included
 * @param lockWait how long another process held the lock
 * @param schema where the history lies
 * @param head the migration applied last, now
 */
public record Outcome(
        List<StepResult> results, Duration duration, Duration lockWait, String schema, Optional<MigrationId> head) {

    public Outcome {
        results = List.copyOf(results);
    }

    /** The migrations that were done and committed. */
    public List<StepResult.Done> done() {
        List<StepResult.Done> done = new ArrayList<>();
        for (StepResult result : results) {
            if (result instanceof StepResult.Done one) {
                done.add(one);
            }
        }
        return done;
    }

    /** Why the last step failed, if it did. */
    public Optional<Failure> failure() {
        for (StepResult result : results) {
            if (result instanceof StepResult.Failed failed) {
                return Optional.of(failed.failure());
            }
        }
        return Optional.empty();
    }
}
