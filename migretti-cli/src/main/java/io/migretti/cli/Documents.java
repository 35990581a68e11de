package io.migretti.cli;

import io.migretti.MigrationFailedException;
import io.migretti.history.HistoryEntry;
import io.migretti.migration.Checksum;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Plan;
import io.migretti.plan.Step;
import io.migretti.report.DryRun;
import io.migretti.report.Failure;
import io.migretti.report.MigrationState;
import io.migretti.report.Outcome;
import io.migretti.report.Status;
import io.migretti.report.StepResult;
import io.migretti.report.Verification;
import io.migretti.script.Problem;
import java.util.List;
import java.util.Optional;

/** Results for programs. Names, once given, stay; see docs/cli.md. */
final class Documents {

    private Documents() {}

    /** Whatever failed before there was a result. */
    static void error(Json json, Optional<String> what, List<String> next) {
        json.field("success", false)
                .object(
                        "error",
                        what,
                        (error, text) -> error.field("what", text).strings("next", next));
    }

    static void status(Json json, Status status, String environment, boolean clean) {
        json.field("environment", environment)
                .field("database", status.database())
                .field("schema", status.schema())
                .field("clean", clean)
                .field("head", status.head().map(MigrationId::value));
        json.object("counts", counts -> {
            for (MigrationState state : MigrationState.values()) {
                counts.field(word(state), status.in(state).size());
            }
        });
        problems(json, status.problems());
    }

    static String word(MigrationState state) {
        return switch (state) {
            case PENDING -> "pending";
            case APPLIED -> "applied";
            case FAILED -> "failed";
            case CHANGED -> "changed";
            case MISSING -> "missing";
            case FUTURE -> "future";
        };
    }

    static void list(Json json, Status status, String environment) {
        json.field("environment", environment)
                .objects(
                        "migrations",
                        status.migrations(),
                        (row, migration) -> row.field("id", migration.id().value())
                                .field("name", migration.name())
                                .field("status", word(migration.state()))
                                .field("appliedAt", migration.appliedAt())
                                .field("durationMs", migration.duration())
                                .field("performedBy", migration.performedBy())
                                .field("checksum", migration.checksum().map(Checksum::sha256))
                                .field("location", migration.file().map(Migration::location)));
        problems(json, status.problems());
    }

    static void head(Json json, Optional<HistoryEntry> head, String environment) {
        json.field("environment", environment)
                .object(
                        "head",
                        head,
                        (row, entry) -> row.field("id", entry.id().value())
                                .field("name", entry.name())
                                .field("appliedAt", Optional.of(entry.appliedAt()))
                                .field("checksum", entry.checksum().map(Checksum::sha256)));
    }

    static void verification(Json json, Verification verification, String environment) {
        json.field("environment", environment)
                .field("valid", verification.isValid())
                .objects(
                        "differences",
                        verification.differences(),
                        (row, difference) -> named(row, difference.migration())
                                .field("status", word(difference.migration().state()))
                                .field("what", difference.what())
                                .field("next", Wording.of(difference.next())))
                .objects("pending", verification.pending(), Documents::named)
                .objects("future", verification.future(), Documents::named);
        problems(json, verification.problems());
    }

    private static Json named(Json json, Status.Row row) {
        return json.field("id", row.id().value()).field("name", row.name());
    }

    private static void problems(Json json, List<Problem> problems) {
        json.objects(
                "problems",
                problems,
                (row, problem) -> row.field("severity", problem.isError() ? "error" : "warning")
                        .field("location", problem.location().toString())
                        .field("what", problem.what())
                        .field("next", Wording.of(problem.next())));
    }

    static void outcome(Json json, Execution run, Outcome outcome, Optional<MigrationFailedException> failure) {
        begin(json, run, failure.isEmpty(), false);
        json.field("schema", Optional.of(outcome.schema()))
                .field("head", outcome.head().map(MigrationId::value))
                .field("durationMs", Optional.of(outcome.duration()))
                .field("lockWaitMs", Optional.of(outcome.lockWait()))
                .objects(
                        "migrations",
                        outcome.results(),
                        (row, result) -> row.field("id", result.id().value())
                                .field("name", result.name())
                                .field("result", Outcomes.word(result))
                                .field("durationMs", Optional.of(result.duration()))
                                .field(
                                        "statements",
                                        result instanceof StepResult.Done done
                                                ? Optional.of(done.statements())
                                                : Optional.empty()))
                .object("failure", failure.map(MigrationFailedException::failure), Documents::failure);
    }

    private static void begin(Json json, Execution run, boolean success, boolean cancelled) {
        json.field("operation", run.operation())
                .field("environment", run.environment())
                .field("success", success)
                .field("cancelled", cancelled);
    }

    static void failed(Json json, Execution run, MigrationFailedException e) {
        outcome(json, run, e.outcome(), Optional.of(e));
    }

    static void cancelled(Json json, Execution run) {
        begin(json, run, true, true);
        json.field("schema", Optional.empty())
                .field("head", Optional.empty())
                .field("durationMs", 0)
                .field("lockWaitMs", 0)
                .objects("migrations", List.<StepResult>of(), (row, result) -> {})
                .field("failure", Optional.empty());
    }

    private static void failure(Json json, Failure failure) {
        json.field("location", failure.location().toString())
                .field("sqlState", failure.sqlState())
                .field("message", failure.message())
                .field("detail", failure.detail())
                .field("hint", failure.hint())
                .field("context", failure.context())
                .field("consequence", failure.consequence())
                .field("next", Wording.of(failure.next()));
    }

    /** A plan, and what was learned by trying it, if it was tried. */
    static void dryRun(Json json, String operation, String environment, Plan plan, Optional<DryRun> tried) {
        json.field("operation", operation)
                .field("environment", environment)
                .field("dryRun", tried.isPresent() ? "smart" : "plan")
                .field("executable", plan.isExecutable())
                .field(
                        "success",
                        plan.isExecutable() && tried.map(DryRun::isSuccessful).orElse(true))
                .objects(
                        "migrations",
                        plan.steps(),
                        (row, step) -> step(row, step).objects("tried", statements(tried, step), Documents::statement))
                .objects(
                        "refusals",
                        plan.refusals(),
                        (row, refusal) -> row.field("what", refusal.what()).field("next", Wording.next(refusal)))
                .strings(
                        "future",
                        plan.future().stream().map(entry -> entry.id().value()).toList());
        problems(json, plan.problems());
        json.object("failure", tried.flatMap(DryRun::failure), Documents::failure)
                .strings("remarks", tried.map(DryRun::remarks).orElse(List.of()));
    }

    private static Json step(Json json, Step step) {
        return json.field("id", step.id().value())
                .field("name", step.name())
                .field("location", step.location())
                .field("statements", step.statements())
                .field("transactional", step.transactional())
                .field("reversible", step.reversible());
    }

    private static List<DryRun.Statement> statements(Optional<DryRun> tried, Step step) {
        return tried.stream()
                .flatMap(run -> run.migrations().stream())
                .filter(migration -> migration.step().id().equals(step.id()))
                .flatMap(migration -> migration.statements().stream())
                .toList();
    }

    private static void statement(Json json, DryRun.Statement statement) {
        json.field("location", statement.location().toString())
                .field("start", statement.start())
                .field(
                        "check",
                        switch (statement.check()) {
                            case EXECUTED -> "executed";
                            case EXECUTED_IN_TRANSACTION -> "executed-in-transaction";
                            case NOT_CHECKED -> "not-checked";
                        })
                .field("durationMs", Optional.of(statement.duration()))
                .objects(
                        "locks",
                        statement.locks(),
                        (row, lock) -> row.field("relation", lock.relation()).field("mode", lock.mode()))
                .strings("rewritten", statement.rewritten());
    }
}
