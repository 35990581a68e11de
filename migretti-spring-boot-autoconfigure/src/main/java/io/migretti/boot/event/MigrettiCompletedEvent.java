package io.migretti.boot.event;

import io.migretti.report.Outcome;
import io.migretti.report.StepResult;

/**
 * The schema is what this release needs, and every bean exists. Sent once at every start, for each engine, also if
 * nothing was pending or another process applied everything, to every kind of listener; not with {@code
 * migretti.mode=none}, when nobody has looked.
 */
public final class MigrettiCompletedEvent extends MigrettiApplicationEvent {

    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;

    public MigrettiCompletedEvent(Object source, String environment, Outcome outcome) {
        super(source, environment);
        this.outcome = outcome;
    }

    /** What was applied at this start; without results if nothing was pending. */
    public Outcome outcome() {
        return outcome;
    }

    @Override
    Object about() {
        return outcome.done().stream().map(StepResult.Done::id).toList();
    }
}
