package io.migretti.cli;

import io.migretti.plan.Direction;
import io.migretti.report.Outcome;
import io.migretti.report.StepResult;

/** What a run did, for people. */
final class Outcomes {

    private Outcomes() {}

    static void print(Invocation mg, Outcome outcome) {
        if (outcome.results().isEmpty()) {
            mg.print("Nothing to do"
                    + outcome.head().map(head -> "; head is " + head).orElse("") + ".");
            return;
        }
        Table table = new Table(mg.coloredOut(), "ID", "RESULT", "NAME", "STATEMENTS", "TIME");
        for (StepResult result : outcome.results()) {
            table.row();
            boolean seed = result instanceof StepResult.Done done && done.direction() == Direction.SEED;
            table.cell(seed ? "" : result.id().value())
                    .cell(word(result), result instanceof StepResult.Failed ? Paint.RED : Paint.GREEN)
                    .cell(result.name())
                    .cell(result instanceof StepResult.Done done ? String.valueOf(done.statements()) : "")
                    .cell(Texts.duration(result.duration()));
        }
        mg.print(table.text());
    }

    /** As in documents. */
    static String word(StepResult result) {
        if (result instanceof StepResult.Done done) {
            return switch (done.direction()) {
                case UP -> "applied";
                case DOWN -> "rolled-back";
                case SEED -> "seeded";
            };
        }
        return result instanceof StepResult.Failed ? "failed" : "elsewhere";
    }
}
