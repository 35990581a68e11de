package io.migretti.boot.event;

import io.migretti.report.Outcome;
import io.migretti.report.StepResult;
import java.sql.Connection;

/**
 * The last rollback was done; not sent if there was nothing to roll back or one failed. The lock is still held. What a
 * listener throws is thrown on; what is rolled back stays so.
 */
public final class AfterRollbackEvent extends MigrettiApplicationEvent {

    private static final long serialVersionUID = 1L;

    private final transient Outcome outcome;
    private final transient Connection connection;

    public AfterRollbackEvent(Object source, String environment, Outcome outcome, Connection connection) {
        super(source, environment);
        this.outcome = outcome;
        this.connection = connection;
    }

    /** What was rolled back. */
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
