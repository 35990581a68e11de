package io.migretti.boot.event;

import io.migretti.plan.Step;
import io.migretti.report.StepResult;

/**
 * One migration was applied, or rolled back: {@link Step#direction()} tells. It is committed. Only for information: what
 * a listener throws is logged and changes nothing.
 */
public final class AfterMigrationEvent extends MigrettiApplicationEvent {

    private static final long serialVersionUID = 1L;

    private final transient Step step;
    private final transient StepResult.Done result;

    public AfterMigrationEvent(Object source, String environment, Step step, StepResult.Done result) {
        super(source, environment);
        this.step = step;
        this.result = result;
    }

    /** The migration, and what was done to it. */
    public Step step() {
        return step;
    }

    /** How long it took, and how many statements it had. */
    public StepResult.Done result() {
        return result;
    }

    @Override
    Object about() {
        return step;
    }
}
