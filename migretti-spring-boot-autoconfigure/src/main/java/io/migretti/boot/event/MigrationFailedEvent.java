package io.migretti.boot.event;

import io.migretti.plan.Step;
import io.migretti.report.Failure;
import io.migretti.report.StepResult;

/**
 * One migration failed, and with it the run; at the start of an application also the start. Only for information: what a
 * listener throws is logged and changes nothing.
 */
public final class MigrationFailedEvent extends MigrettiApplicationEvent {

    private static final long serialVersionUID = 1L;

    private final transient Step step;
    private final transient StepResult.Failed result;

    public MigrationFailedEvent(Object source, String environment, Step step, StepResult.Failed result) {
        super(source, environment);
        this.step = step;
        this.result = result;
    }

    /** The migration, and what was to be done to it. */
    public Step step() {
        return step;
    }

    /** Where it failed and why, and what state it left. */
    public Failure failure() {
        return result.failure();
    }

    @Override
    Object about() {
        return step;
    }
}
