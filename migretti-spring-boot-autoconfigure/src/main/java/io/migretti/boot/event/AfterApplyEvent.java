package io.migretti.boot.event;

import io.migretti.report.Outcome;
import io.migretti.report.StepResult;
import java.sql.Connection;

/**
 * The last migration was applied; not sent if nothing was pending or a migration failed. The lock is still held, so that
 * other instances of the application go on only when all listeners are done. If one throws, the application does not
 * start; what is applied stays.
 */
public final class AfterApplyEvent extends MigrettiApplicationEvent {

    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;
    private final transient Connection connection;

    public AfterApplyEvent(Object source, String environment, Outcome outcome, Connection connection) {
        super(source, environment);
        this.outcome = outcome;
        this.connection = connection;
    }

    /** What was applied. */
    public Outcome outcome() {
        return outcome;
    }

    /** The run's own, in autocommit; to be left so, and open. */
    public Connection connection() {
        return connection;
    }

    @Override
    Object about() {
        return outcome.done().stream().map(StepResult.Done::id).toList();
    }
}
