package io.migretti;

import io.migretti.Pipeline.StatementFailedException;
import io.migretti.plan.Plan;
import io.migretti.plan.Step;
import io.migretti.plan.Work;
import io.migretti.report.DryRun;
import io.migretti.report.DryRun.Check;
import io.migretti.report.Failure;
import io.migretti.script.SqlStatement;
import io.migretti.script.StatementKind;
import io.migretti.script.StatementReader;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Executes a plan in one transaction, each step after a savepoint and each statement by itself, watches, and rolls
 * everything back. The lock is held.
 */
final class Rehearsal {

    private final Session session;
    private final MigrationLock lock;
    private final StepSession steps;
    private final List<DryRun.Migration> migrations = new ArrayList<>();
    private boolean substituted;
    private boolean skipped;

    Rehearsal(Session session, MigrationLock lock, StepSession steps) {
        this.session = session;
        this.lock = lock;
        this.steps = steps;
    }

    DryRun run(Plan plan) throws SQLException {
        Optional<Failure> failure = Optional.empty();
        try (Statement jdbc = session.connection().createStatement()) {
            jdbc.setEscapeProcessing(false);
            StepSession.run(jdbc, lock.begin());
            session.foreignStatementsFollow();
            Trace trace = new Trace(session.connection());
            for (Step step : plan.steps()) {
                StepSession.run(jdbc, List.of("SAVEPOINT migretti_step"));
                // In the end also those that the role cannot name, as the commit does.
                boolean last = migrations.size() + 1 == plan.steps().size();
                try {
                    rehearse(
                            step, jdbc, trace, last ? "SET CONSTRAINTS ALL IMMEDIATE" : PlanExecutor.CHECK_CONSTRAINTS);
                } catch (FailedStepException e) {
                    failure = Optional.of(
                            e.failure(migrations.size() - 1, plan.steps().size(), 1));
                    break;
                }
            }
        } finally {
            session.rollBack();
        }
        return new DryRun(plan, migrations, failure, remarks());
    }

    private List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        remarks.add("Everything was rolled back, but sequences that were advanced stay so, as do effects outside this"
                + " database.");
        if (substituted) {
            remarks.add("What runs concurrently in earnest was tried without CONCURRENTLY: the locks shown for it are"
                    + " stronger than those it will take.");
        }
        if (skipped) {
            remarks.add("Some statements cannot run in a transaction and were not checked; what builds on them may fail"
                    + " here and not in earnest.");
        }
        return remarks;
    }

    private void rehearse(Step step, Statement jdbc, Trace trace, String checkConstraints)
            throws FailedStepException, SQLException {
        List<DryRun.Statement> statements = new ArrayList<>();
        Optional<SqlStatement> current = Optional.empty();
        try {
            StepSession.run(jdbc, steps.settingsOf(step, "LOCAL "));
            if (step.work() instanceof Work.Sql sql) {
                try (StatementReader reader = StatementReader.open(sql.resource(), sql.section(), sql.sha256())) {
                    for (SqlStatement next = reader.next(); next != null; next = reader.next()) {
                        current = Optional.of(next);
                        steps.executing(step, statements.size() + 1, statements.size() + 1);
                        statements.add(statement(next, jdbc, reader, trace));
                        current = Optional.empty();
                    }
                }
            } else if (step.work() instanceof Work.Code code && code.transactional()) {
                StepSession.run(jdbc, List.of(steps.markTransaction()));
                try {
                    steps.call(step);
                } catch (SQLException e) {
                    boolean over = steps.isTransactionOver();
                    session.undo();
                    require(!over && !steps.isMarkedTransactionCommitted(), step);
                    throw e;
                }
                require(!steps.isMarkedTransactionOver(), step);
            } else if (step.work() instanceof Work.Code) {
                skipped = true;
            }
            StepSession.run(jdbc, List.of(checkConstraints));
            StepSession.run(jdbc, session.forBookkeeping(Duration.ZERO));
            StepSession.run(jdbc, session.cleanUp());
        } catch (StatementFailedException e) {
            throw FailedStepException.inDryRun(step, e.origin(), e.reason());
        } catch (SQLException | IOException e) {
            throw FailedStepException.inDryRun(step, current, e);
        } finally {
            migrations.add(new DryRun.Migration(step, statements));
        }
    }

    private static void require(boolean sameTransaction, Step step) throws FailedStepException {
        if (!sameTransaction) {
            throw FailedStepException.endedTheDryRun(step);
        }
    }

    private DryRun.Statement statement(SqlStatement next, Statement jdbc, StatementReader reader, Trace trace)
            throws SQLException, IOException, StatementFailedException {
        Optional<String> text =
                next.kind() == StatementKind.OUTSIDE_TRANSACTION ? next.inTransaction() : Optional.of(next.text());
        if (text.isEmpty()) {
            skipped = true;
            return new DryRun.Statement(
                    next.location(), next.start(), Check.NOT_CHECKED, Duration.ZERO, List.of(), List.of());
        }
        boolean asWritten = text.get().equals(next.text());
        substituted |= !asWritten;
        long begin = System.nanoTime();
        if (next.kind() == StatementKind.COPY_FROM_STDIN) {
            steps.copy(next, reader);
        } else {
            jdbc.execute(text.get());
        }
        return new DryRun.Statement(
                next.location(),
                next.start(),
                asWritten ? Check.EXECUTED : Check.EXECUTED_IN_TRANSACTION,
                Duration.ofNanos(System.nanoTime() - begin),
                trace.newLocks(),
                trace.rewritten());
    }
}
