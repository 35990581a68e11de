package io.migretti;

import io.migretti.plan.Plan;
import io.migretti.report.Outcome;
import java.sql.Connection;

/**
 * Takes part in an apply or a rollback: is called with the lock held, on the run's own connection, and only if there is
 * something to do.
 *
 * <p>The connection is in autocommit. A hook may execute statements of its own, in transactions of its own, and must
 * leave it in autocommit and open. Settings, roles and temporary tables that it leaves in the session are gone before the
 * first migration.
 */
public interface MigrettiHook {

    /**
     * Before the first step, and before the history's tables are made; {@link Plan#request()} says whether it goes up or
     * down. Whatever it throws stops the run: nothing is executed, the lock is released, and the operation throws a
     * {@link HookFailedException} with it as its cause.
     */
    default void before(Plan plan, Connection connection) throws Exception {}

    /**
     * After the last step, when all are done and committed. What it throws becomes the cause of a {@link
     * HookFailedException}; what is done stays, and the run is told of as finished all the same.
     */
    default void after(Plan plan, Outcome outcome, Connection connection) throws Exception {}
}
