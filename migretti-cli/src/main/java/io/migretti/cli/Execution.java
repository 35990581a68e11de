package io.migretti.cli;

import io.migretti.MigrationFailedException;
import io.migretti.Migretti;
import io.migretti.MigrettiBuilder;
import io.migretti.PlanRefusedException;
import io.migretti.plan.Plan;
import io.migretti.plan.Refusal;
import io.migretti.plan.Request;
import io.migretti.plan.Step;
import io.migretti.report.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One operation that changes a database: asks where that is called for, does it, and shows what it did.
 *
 * @param operation its name in documents
 * @param ask whether it needs a confirmation anywhere, not only in production
 */
record Execution(String operation, Invocation mg, boolean ask, Consumer<MigrettiBuilder> settings) {

    private static final int SHOWN = 20;

    /** Whether it is confirmed already. */
    private boolean yes() {
        return mg.given().flag(Arguments.YES);
    }

    /** Asks if it has to, runs it, and prints the outcome. */
    int run(Request request, Function<Migretti, Outcome> run) {
        try {
            if (ask && !yes()) {
                return confirmed(request, run);
            }
            return show(run.apply(mg.engine(settings.andThen(builder -> builder.confirmProduction(yes())))));
        } catch (PlanRefusedException e) {
            if (mg.terminal().canAsk() && isUnconfirmed(e)) {
                return confirmed(request, run);
            }
            throw e;
        } catch (MigrationFailedException e) {
            mg.result(json -> Documents.failed(json, this, e), () -> Outcomes.print(mg, e.outcome()));
            throw e;
        }
    }

    /** The engine knows what production is; it is asked about the plan, and then again with the answer. */
    private int confirmed(Request request, Function<Migretti, Outcome> run) {
        Plan plan = mg.engine(settings).plan(request);
        if (plan.isExecutable() && !plan.steps().isEmpty()) {
            if (!mg.terminal().canAsk()) {
                throw new CommandException(
                        "Nothing was executed.\n  " + upperFirst(what(plan)) + " needs a confirmation",
                        "confirm it with --yes, or run it on a terminal, where it asks");
            }
            if (!mg.confirmed(question(plan))) {
                return cancelled();
            }
        }
        return show(run.apply(mg.engine(
                settings.andThen(builder -> builder.confirmProduction(true).hook(new SamePlan(plan))))));
    }

    static boolean isUnconfirmed(PlanRefusedException e) {
        return e.refusals().stream().anyMatch(Refusal.Unconfirmed.class::isInstance);
    }

    /** A no is an answer, not a failure. */
    int cancelled() {
        mg.tell("Cancelled; nothing was changed.");
        mg.result(json -> Documents.cancelled(json, this), () -> {});
        return Exit.DONE;
    }

    String environment() {
        return mg.configuration().environment();
    }

    private String what(Plan plan) {
        return operation + " of " + Texts.count(plan.steps().size(), noun());
    }

    String noun() {
        return operation.equals("seed") ? "seed" : "migration";
    }

    private String question(Plan plan) {
        List<Step> steps = plan.steps();
        String listed =
                steps.stream().limit(SHOWN).map(step -> "  " + step + "\n").collect(Collectors.joining());
        return listed
                + (steps.size() > SHOWN ? "  … and " + (steps.size() - SHOWN) + " more\n" : "")
                + upperFirst(what(plan)) + ", environment " + environment() + ". Go on?";
    }

    private int show(Outcome outcome) {
        mg.result(json -> Documents.outcome(json, this, outcome, Optional.empty()), () -> Outcomes.print(mg, outcome));
        return Exit.DONE;
    }

    private static String upperFirst(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
