package io.migretti.report;

import io.migretti.plan.Plan;
import io.migretti.plan.Step;
import io.migretti.script.SourceLocation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a plan would do, learned by executing it in one transaction that was rolled back.
 *
 * @param plan what was rehearsed
 * @param migrations one for each step that was begun, in order
 * @param failure why it ended early; the remaining steps were not looked at
 * @param remarks what a reader must know about this report, one sentence each
 */
public record DryRun(Plan plan, List<Migration> migrations, Optional<Failure> failure, List<String> remarks) {

    public DryRun {
        migrations = List.copyOf(migrations);
        remarks = List.copyOf(remarks);
    }

    /** One step. */
    public record Migration(Step step, List<Statement> statements) {
        public Migration {
            statements = List.copyOf(statements);
        }
    }

    /**
     * One statement.
     *
     * @param start its first words, on one line
     * @param check how far it was tried
     * @param duration as the client sees it; zero if it was not executed
     * @param locks what it newly locked among the relations that existed before the dry run, the strongest mode of each
     * @param rewritten relations that existed before and got new storage: tables rewritten or truncated, indexes rebuilt
     */
    public record Statement(
            SourceLocation location,
            String start,
            Check check,
            Duration duration,
            List<Lock> locks,
            List<String> rewritten) {
        public Statement {
            locks = List.copyOf(locks);
            rewritten = List.copyOf(rewritten);
        }
    }

    /** How far a statement was tried. */
    public enum Check {
        /** Executed as written. */
        EXECUTED,
        /** Executed in the form that a transaction allows: without CONCURRENTLY. Its locks are that form's. */
        EXECUTED_IN_TRANSACTION,
        /** PostgreSQL refuses it in a transaction, in any form. */
        NOT_CHECKED
    }

    /**
     * A lock on a relation.
     *
     * @param relation with its schema, quoted where necessary
     * @param mode as PostgreSQL's {@code pg_locks} calls it
     */
    public record Lock(String relation, String mode) {}

    /** Whether no step failed; statements that could not be tried do not count. */
    public boolean isSuccessful() {
        return failure.isEmpty();
    }

    /** Whether every statement was tried, and none failed. */
    public boolean isComplete() {
        return isSuccessful()
                && migrations.stream()
                        .flatMap(migration -> migration.statements().stream())
                        .noneMatch(statement -> statement.check() == Check.NOT_CHECKED);
    }
}
