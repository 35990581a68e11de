package io.migretti.boot.event;

import io.migretti.plan.Step;

/**
 * One migration is about to run, or to be rolled back: {@link Step#direction()} tells. Only for information: what a
 * listener throws is logged and changes nothing, and the event carries no connection, for the migration may be in its
 * transaction already. To take part in the run, listen to {@link BeforeApplyEvent}.
 */
public final class BeforeMigrationEvent extends MigrettiApplicationEvent {

    private static final long serialVersionUID = 1L;

    private final transient Step step;
    private final int number;
    private final int total;

    public BeforeMigrationEvent(Object source, String environment, Step step, int number, int total) {
        super(source, environment);
        this.step = step;
        this.number = number;
        this.total = total;
    }

    /** The migration, and what is done to it. */
    public Step step() {
        return step;
    }

    /** Which one of this run, from 1. */
    public int number() {
        return number;
    }

    /** How many the run has. */
    public int total() {
        return total;
    }

    @Override
    Object about() {
        return step;
    }
}
