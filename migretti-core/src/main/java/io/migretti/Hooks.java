package io.migretti;

import io.migretti.plan.Plan;
import io.migretti.plan.Request;
import io.migretti.report.Outcome;
import java.sql.Connection;
import java.sql.SQLException;
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
        call((hook, connection) -> hook.before(plan, connection));
    }

    void after(Plan plan, Outcome outcome) throws SQLException {
        call((hook, connection) -> hook.after(plan, outcome, connection));
    }

    private void call(Call call) throws SQLException {
        for (MigrettiHook hook : hooks) {
            session.foreignStatementsFollow();
            try {
                call.call(hook, GuardedConnection.inSession(session.connection(), "A migration hook"));
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("A migration hook failed: " + e.getMessage(), e);
            }
            if (!session.connection().getAutoCommit()) {
                session.rollBack();
                throw new IllegalStateException(
                        "A migration hook left a transaction open, which was rolled back: " + hook);
            }
        }
    }
}
