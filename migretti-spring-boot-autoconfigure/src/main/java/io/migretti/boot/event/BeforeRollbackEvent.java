package io.migretti.boot.event;

import io.migretti.plan.Plan;
import java.sql.Connection;

/**
 * The first rollback is about to run; not sent if there is nothing to roll back. The lock is held. Whatever a listener
 * throws vetoes the run: nothing is rolled back, and the lock is released.
 */
public final class BeforeRollbackEvent extends MigrettiApplicationEvent {

    private static final long serialVersionUID = 1L;

    private final transient Plan plan;
    private final transient Connection connection;

    public BeforeRollbackEvent(Object source, String environment, Plan plan, Connection connection) {
        super(source, environment);
        this.plan = plan;
        this.connection = connection;
    }

    /** What is going to be rolled back, newest first. */
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
