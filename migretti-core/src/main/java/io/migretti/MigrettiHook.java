package io.migretti;

import io.migretti.plan.Plan;
import io.migretti.report.Outcome;
import java.sql.Connection;

/**
 * Takes part in a run: is called with the lock held, on the run's own connection, and only if there is something to do.
 *
 * <p>The connection is in autocommit. A hook may execute statements of its own, in transactions of its own, and must
 * leave it in autocommit and open.
 */
public interface MigrettiHook {

    /**
     * Before the first migration. Whatever it throws stops the run: nothing is applied, the lock is released, and
     * {@link Migretti#apply()} throws it on, wrapped if it is a checked exception.
     */
    default void beforeApply(Plan plan, Connection connection) throws Exception {}

    /** After the last migration, when all were applied. What it throws is thrown on; what is applied stays. */
    default void afterApply(Outcome outcome, Connection connection) throws Exception {}
}
