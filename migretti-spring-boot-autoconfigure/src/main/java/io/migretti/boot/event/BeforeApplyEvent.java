package io.migretti.boot.event;

import io.migretti.plan.Plan;
import java.sql.Connection;

/**
 * The first migration is about to run; not sent if nothing is pending. The lock is held. Whatever a listener throws
 * vetoes the run: nothing is applied, the lock is released, and the application does not start.
 */
public final class BeforeApplyEvent extends MigrettiApplicationEvent {

    private static final long serialVersionUID = 1L;

    private final transient Plan plan;
    private final transient Connection connection;

    public BeforeApplyEvent(Object source, String environment, Plan plan, Connection connection) {
        super(source, environment);
        this.plan = plan;
        this.connection = connection;
    }

    /** What is going to be applied. */
    public Plan plan() {
        return plan;
    }

    /** The run's own, in autocommit; to be left so, and open. */
    public Connection connection() {
        return connection;
    }

    @Override
    Object about() {
        return plan.ids();
    }
}
