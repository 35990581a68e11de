package io.migretti.cli;

import io.migretti.Migretti;
import io.migretti.PlanRefusedException;
import io.migretti.plan.Squash;
import io.migretti.report.Squashed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

final class SquashCommand implements Command {

    private static final String DRY_RUN = "--dry-run";

    @Override
    public CommandSpec spec() {
        return Arguments.command(
                        this,
                        "squash",
                        List.of(
                                "Make one file of all pending ones. The originals are kept in migrations/.squash_backup.",
                                "For migrations that have not been applied anywhere."),
                        "  mg squash \"release 1\" --dry-run   print the file that it would make",
                        "  mg squash \"release 1\"")
                .addPositional(Arguments.word("NAME", "1..*", "Of the new migration."))
                .addOption(Arguments.flag(DRY_RUN, "Print the new file, and change nothing."))
                .addOption(Arguments.yes("that this is production"));
    }

    @Override
    public int run(Invocation mg) {
        String words = String.join(" ", mg.given().words());
        return mg.given().flag(DRY_RUN) ? tryIt(mg, words) : squash(mg, words);
    }

    private static int tryIt(Invocation mg, String words) {
        Squash squash = mg.engine().planSquash(words);
        if (!squash.isExecutable()) {
            mg.print(refused(squash));
            return Exit.FAILED;
        }
        mg.tell("Would make " + squash);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            squash.writeTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        mg.print(text.toString(StandardCharsets.UTF_8));
        return Exit.DONE;
    }

    private static String refused(Squash squash) {
        StringBuilder text = new StringBuilder();
        squash.errors()
                .forEach(problem -> text.append(problem.location() + ": " + problem.what() + "\n  Next: "
                        + Wording.of(problem.next()) + ".\n"));
        squash.refusals()
                .forEach(refusal ->
                        text.append(Character.toUpperCase(refusal.what().charAt(0))
                                + refusal.what().substring(1) + ".\n  Next: " + Wording.next(refusal) + ".\n"));
        return text.toString();
    }

    private static int squash(Invocation mg, String words) {
        Squashed squashed;
        try {
            squashed = engine(mg, mg.given().flag(Arguments.YES)).squash(words);
        } catch (PlanRefusedException e) {
            if (!mg.terminal().canAsk() || !Execution.isUnconfirmed(e)) {
                throw e;
            }
            Squash planned = engine(mg, false).planSquash(words);
            if (planned.isExecutable()
                    && !mg.confirmed(planned + "\nSquash them, environment "
                            + mg.configuration().environment() + ". Go on?")) {
                mg.tell("Cancelled; nothing was changed.");
                return Exit.DONE;
            }
            squashed = engine(mg, true).squash(words);
        }
        mg.print(squashed.file().toString());
        mg.tell((squashed.completed() ? "Completed the interrupted squash of " : "Squashed ")
                + String.join(", ", squashed.sources()) + "; the originals are in " + squashed.backup());
        return Exit.DONE;
    }

    private static Migretti engine(Invocation mg, boolean confirmed) {
        return mg.engine(builder -> builder.confirmProduction(confirmed));
    }
}
