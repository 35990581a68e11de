package io.migretti;

import io.migretti.plan.Direction;
import io.migretti.plan.Step;
import io.migretti.plan.Work;
import io.migretti.report.Failure;
import io.migretti.script.SourceLocation;
import io.migretti.script.SqlStatement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A step that failed, before it is known how many steps were done before it. */
final class FailedStepException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Lock timeout, deadlock and serialization failure: worth another try. Source: PostgreSQL manual, appendix A. */
    private static final Set<String> PASSING = Set.of("55P03", "40P01", "40001");

    private final transient Step step;
    private final transient Optional<SqlStatement> statement;
    private final String outcome;
    private final String next;
    private final Throwable reason;
    private final boolean undone;
    private boolean dryRun;

    private FailedStepException(
            Step step,
            Optional<SqlStatement> statement,
            String outcome,
            String next,
            Throwable reason,
            boolean undone) {
        super(reason);
        this.step = step;
        this.statement = statement;
        this.outcome = outcome;
        this.next = next;
        this.reason = reason;
        this.undone = undone;
    }

    /** It failed in its transaction, which is rolled back. */
    static FailedStepException rolledBack(Step step, Optional<SqlStatement> statement, Throwable reason) {
        return new FailedStepException(
                step, statement, "failed and was rolled back", advice(step, reason), reason, true);
    }

    /** The commit failed, or its answer did not come. */
    static FailedStepException atCommit(Step step, Throwable reason) {
        if (ServerError.of(reason).isConnectionLost()) {
            return new FailedStepException(
                    step,
                    Optional.empty(),
                    "lost its connection during the commit: it is done completely or not at all",
                    step.direction() == Direction.SEED
                            ? "look whether its rows are there; the history does not know of seeds"
                            : "start again; the history tells which, and nothing is done twice",
                    reason,
                    false);
        }
        return new FailedStepException(
                step, Optional.empty(), "failed at its commit and was rolled back", advice(step, reason), reason, true);
    }

    /** It failed in a dry run. */
    static FailedStepException inDryRun(Step step, Optional<SqlStatement> statement, Throwable reason) {
        FailedStepException failed = new FailedStepException(
                step, statement, "would fail; everything was rolled back", advice(step, reason), reason, true);
        failed.dryRun = true;
        return failed;
    }

    /** Nothing of it was executed, or what was is rolled back. */
    static FailedStepException notBegun(Step step, Throwable reason) {
        return new FailedStepException(step, Optional.empty(), "was not begun", advice(step, reason), reason, false);
    }

    /** A class sent a {@code COMMIT} or {@code ROLLBACK} past the guard. */
    static FailedStepException endedItsTransaction(Step step) {
        return new FailedStepException(
                step,
                Optional.empty(),
                "ended the transaction that it runs in: what it committed stays, and is not recorded",
                "take what ends the transaction out of it, undo by hand what it did, and start again",
                new TransactionEndedException(),
                false);
    }

    /** The same in a dry run, whose one transaction held the migrations before it as well. */
    static FailedStepException endedTheDryRun(Step step) {
        FailedStepException failed = new FailedStepException(
                step,
                Optional.empty(),
                "ended the transaction of the dry run: if it committed, what it and the migrations before it did stays,"
                        + " and is not recorded",
                "take what ends the transaction out of it, and undo by hand what is there now",
                new TransactionEndedException(),
                false);
        failed.dryRun = true;
        return failed;
    }

    /**
     * It failed without a transaction.
     *
     * @param executed how many statements the server has answered
     * @param recorded how many of them are counted in its row
     */
    static FailedStepException halfDone(
            Step step, Optional<SqlStatement> statement, Throwable reason, int executed, int recorded) {
        if (step.direction() == Direction.SEED) {
            return halfDoneSeed(step, statement, reason, executed);
        }
        String id = step.id().value();
        boolean up = step.direction() == Direction.UP;
        String byHand = "finish it by hand and say `fix " + id + (up ? " --applied`" : " --remove`")
                + "; or undo it by hand and say `fix " + id + (up ? " --remove`" : " --applied`");
        boolean counted = up && step.work() instanceof Work.Sql;
        String resume = "continue it with `fix " + id + " --resume`; or ";
        String outcome = "failed without a transaction" + (up ? "" : " on its way down") + ": ";
        String done = executed + " of its " + Texts.count(step.statements(), "statement") + " done";
        String next;
        if (!(step.work() instanceof Work.Sql)) {
            outcome += "nobody knows how much of it is done, and its row says that it failed";
            next = byHand;
        } else if (ServerError.of(reason).isConnectionLost()) {
            boolean all = executed == step.statements();
            outcome += "the connection was lost with " + done + (all ? "" : ", the next one may be done too");
            next = (all ? "" : "look whether it is; ")
                    + (counted ? (all ? "" : "if it is not, ") + resume : "")
                    + byHand;
        } else if (executed != recorded) {
            outcome += done + ", and its row says " + recorded;
            next = "set `statements_done` in its row to " + executed + " before you " + resume + byHand;
        } else {
            outcome += done + ", and its row says " + (counted ? "so" : "that it failed");
            next = (counted ? "correct the file and " + resume : "") + byHand;
        }
        return new FailedStepException(step, statement, outcome, next, reason, false);
    }

    /** Nothing is recorded of a seed, so that nothing can be continued. */
    private static FailedStepException halfDoneSeed(
            Step step, Optional<SqlStatement> statement, Throwable reason, int executed) {
        String done = executed + " of its " + Texts.count(step.statements(), "statement") + " done";
        boolean lost = ServerError.of(reason).isConnectionLost();
        boolean all = executed == step.statements();
        return new FailedStepException(
                step,
                statement,
                "failed without a transaction: " + (lost ? "the connection was lost with " : "") + done
                        + (lost && !all ? ", the next one may be done too" : ""),
                (lost && !all ? "look whether it is; " : "") + "undo by hand what is done, "
                        + (lost ? "and" : "correct the file and") + " seed again; a seed begins at its first statement",
                reason,
                false);
    }

    /** The same, after more attempts than one. */
    FailedStepException givenUp(int attempts, List<String> blockers) {
        return new FailedStepException(
                step,
                statement,
                attempts == 1
                        ? outcome
                        : outcome.replaceFirst("failed( at its commit)?", "$0 in each of " + attempts + " attempts"),
                blockers.isEmpty() ? next : next + " (in the way: " + String.join("; ", blockers) + ")",
                reason,
                undone);
    }

    private static String advice(Step step, Throwable reason) {
        if (reason instanceof MigrettiException known) {
            return known.next();
        }
        if (reason instanceof IOException) {
            return "start again, with files that nobody changes meanwhile";
        }
        if (reason instanceof LockLostException) {
            return "take what releases the lock out of the file, as pg_advisory_unlock_all(); then start again";
        }
        ServerError server = ServerError.of(reason);
        boolean isClass = step.work() instanceof Work.Code;
        return switch (isClass && !server.servers() ? "" : server.sqlState()) {
            case "25001" ->
                isClass
                        ? "let the class say that it is not transactional: this statement cannot run inside a transaction block"
                        : "write `-- migrate: no-transaction` in the file: this statement cannot run inside a transaction block";
            case "55P03" ->
                "another session holds a lock that the migration needs; start again when it is free, or give the file a"
                        + " longer `-- migrate: lock-timeout`";
            case "40P01", "40001" -> "another session was in the way; start again";
            case "42501" ->
                "grant the role what it lacks, or give migrations a role that owns the schema; then start again";
            case "57014" ->
                "start again; if it takes that long, give the file a longer `-- migrate: statement-timeout`";
            case "25006" -> "use a role and a server that take changes, and start again";
            case "53000", "53100", "53200", "53300", "53400" ->
                "give the server or the role more of what it lacks; then start again";
            case "42P06", "42P07", "42701", "42710" ->
                step.direction() == Direction.UP
                        ? "correct the " + (isClass ? "class" : "file")
                                + " and start again; if the database is older than"
                                + " its history, adopt it with a baseline instead"
                        : again(step, server);
            default -> again(step, server);
        };
    }

    private static String again(Step step, ServerError server) {
        String culprit = step.work() instanceof Work.Code ? "class" : "file";
        return (server.isConnectionLost() ? "start again" : "correct the " + culprit + " and start again")
                + (step.direction() == Direction.SEED
                        ? "; the seeds before it run again as well"
                        : "; what is applied is not repeated");
    }

    Throwable reason() {
        return reason;
    }

    Optional<SqlStatement> statement() {
        return statement;
    }

    /** Whether it left nothing behind and may go better next time. */
    boolean mayPass() {
        return undone && PASSING.contains(ServerError.of(reason).sqlState());
    }

    Failure failure(int before, int count, int together) {
        ServerError server = ServerError.of(reason);
        SourceLocation location = statement
                .map(failed -> server.position() > 0 ? failed.at(server.position()) : failed.location())
                .orElseGet(() -> SourceLocation.of(step.location()));
        return new Failure(
                location,
                sourceLine(location),
                server.servers() ? server.sqlState() : "",
                server.message(),
                server.detail(),
                server.hint(),
                server.context(),
                (step.direction() == Direction.SEED ? "Seed " : "Migration ") + step.fileName() + " " + outcome
                        + (together > 1 && undone
                                ? ", and all " + together + " migrations of the single transaction with it"
                                : "")
                        + "; " + before(before, count),
                next);
    }

    private String before(int done, int count) {
        String noun = step.direction() == Direction.SEED ? "seeds" : "migrations";
        String verb = switch (step.direction()) {
            case UP -> "applied";
            case DOWN -> "rolled back";
            case SEED -> "executed";
        };
        if (dryRun) {
            return done == 0
                    ? "nothing was " + verb + " before it"
                    : done + " of " + count + " " + noun + " " + (done == 1 ? "was " : "were ") + verb
                            + " before it in the dry run";
        }
        return switch (done) {
            case 0 -> "nothing was " + verb + " before it";
            case 1 -> "1 of " + count + " " + noun + " was " + verb + " before it and stays";
            default -> done + " of " + count + " " + noun + " were " + verb + " before it and stay";
        };
    }

    private String sourceLine(SourceLocation at) {
        if (at.line() == 0 || !(step.work() instanceof Work.Sql sql)) {
            return "";
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(sql.resource().openNormalized(), StandardCharsets.UTF_8))) {
            String line = "";
            for (int i = 0; i < at.line() && line != null; i++) {
                line = lines.readLine();
            }
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }
}
