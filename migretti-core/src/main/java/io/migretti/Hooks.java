package io.migretti;

import io.migretti.plan.Plan;
import io.migretti.plan.Request;
import io.migretti.report.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Calls those who take part in a run. Settling by hand calls none: it executes nothing, or what they saw before. */
final class Hooks {

    private final List<MigrettiHook> hooks;
    private final Session session;

    Hooks(List<MigrettiHook> hooks, Session session, Request request) {
        this.hooks = request instanceof Request.Apply || request instanceof Request.Rollback ? hooks : List.of();
        this.session = session;
    }

    private interface Call {
        void call(MigrettiHook hook, Connection connection) throws Exception;
    }

    void before(Plan plan) throws SQLException {
        if (hooks.isEmpty()) {
            return;
        }
        try {
            call((hook, connection) -> hook.before(plan, connection));
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw HookFailedException.before(e);
        }
        // A search_path or a role that a hook left would hold for the first migration, and for that alone.
        try (Statement jdbc = session.connection().createStatement()) {
            StepSession.run(jdbc, session.cleanUp());
        }
    }

    void after(Plan plan, Outcome outcome) {
        try {
            call((hook, connection) -> hook.after(plan, outcome, connection));
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw HookFailedException.after(outcome, e);
        }
    }

    private void call(Call call) throws Exception {
        for (MigrettiHook hook : hooks) {
            session.foreignStatementsFollow();
            call.call(hook, GuardedConnection.inSession(session.connection(), "A migration hook"));
            if (!session.connection().getAutoCommit()) {
                session.undo();
                throw new IllegalStateException("it left a transaction open, which was rolled back (" + hook + ")");
            }
        }
    }
}
