package io.migretti.boot.autoconfigure;

import io.migretti.boot.event.AfterApplyEvent;
import io.migretti.boot.event.AfterMigrationEvent;
import io.migretti.boot.event.AfterRollbackEvent;
import io.migretti.boot.event.BeforeApplyEvent;
import io.migretti.boot.event.BeforeMigrationEvent;
import io.migretti.boot.event.BeforeRollbackEvent;
import io.migretti.boot.event.MigrationFailedEvent;
import io.migretti.boot.event.MigrettiApplicationEvent;
import io.migretti.plan.Plan;
import io.migretti.plan.Request;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.Outcome;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * What an application's listeners are told of what an engine tells. Loaded when there is something to tell.
 *
 * @param source of the events
 * @param environment of the engine
 */
record EngineEvents(Object source, String environment) {

    MigrettiApplicationEvent before(Plan plan, Connection connection) {
        return plan.request() instanceof Request.Rollback
                ? new BeforeRollbackEvent(source, environment, plan, connection)
                : new BeforeApplyEvent(source, environment, plan, connection);
    }

    MigrettiApplicationEvent after(Plan plan, Outcome outcome, Connection connection) {
        return plan.request() instanceof Request.Rollback
                ? new AfterRollbackEvent(source, environment, outcome, connection)
                : new AfterApplyEvent(source, environment, outcome, connection);
    }

    /** Nothing of what is only for a log. */
    @Nullable
    MigrettiApplicationEvent about(MigrettiEvent.OfStep event) {
        if (event instanceof MigrettiEvent.MigrationStarted started) {
            return new BeforeMigrationEvent(source, environment, started.step(), started.number(), started.of());
        } else if (event instanceof MigrettiEvent.MigrationDone done) {
            return new AfterMigrationEvent(source, environment, done.step(), done.result());
        } else if (event instanceof MigrettiEvent.MigrationFailed failed) {
            return new MigrationFailedEvent(source, environment, failed.step(), failed.result());
        }
        return null;
    }
}
