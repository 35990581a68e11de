package io.migretti.cli;

import io.migretti.Migretti;
import io.migretti.MigrettiBuilder;
import io.migretti.PlanRefusedException;
import io.migretti.plan.Plan;
import io.migretti.plan.Request;
import io.migretti.report.DryRun;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.OptionSpec;

/** {@code --dry-run}, of commands that execute statements. */
final class DryRunOption {

    private static final String NAME = "--dry-run";

    /** How much of it is tried. */
    enum Kind {
        /** Everything is executed, and rolled back. */
        SMART,
        /** Nothing is executed. */
        PLAN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Optional<Kind> kind;

    DryRunOption(Given given) {
        kind = given.value(NAME);
    }

    static OptionSpec spec() {
        return OptionSpec.builder(NAME)
                .arity("0..1")
                .fallbackValue("smart")
                .type(Kind.class)
                .paramLabel("KIND")
                .description("Change nothing. smart (the default) executes all of it in a transaction that is rolled "
                        + "back; plan only reads.")
                .build();
    }

    /** Its value stands behind {@code =} only: in {@code --dry-run 2} the number is that of the migrations. */
    static String[] withItsValue(String... words) {
        List<String> all = Arrays.asList(words);
        int options = all.contains("--") ? all.indexOf("--") : words.length;
        String[] result = words.clone();
        for (int i = 0; i < options; i++) {
            if (result[i].equals(NAME)) {
                result[i] = NAME + "=" + Kind.SMART;
            }
        }
        return result;
    }

    boolean isWanted() {
        return kind.isPresent();
    }

    int run(String operation, Request request, Invocation mg, Consumer<MigrettiBuilder> settings) {
        String environment = mg.configuration().environment();
        if (kind.equals(Optional.of(Kind.PLAN))) {
            Plan plan = mg.engine(settings).plan(request);
            return show(operation, environment, mg, plan, Optional.empty());
        }
        DryRun tried;
        try {
            tried = mg.engine(settings.andThen(
                            builder -> builder.confirmProduction(mg.given().flag(Arguments.YES))))
                    .dryRun(request);
        } catch (PlanRefusedException e) {
            if (!mg.terminal().canAsk() || !Execution.isUnconfirmed(e)) {
                throw e;
            }
            if (!mg.confirmed("A dry run executes the statements, in environment " + environment
                    + ", and rolls them back. Go on?")) {
                return new Execution(operation, mg, false, settings).cancelled();
            }
            Migretti confirmed = mg.engine(settings.andThen(builder -> builder.confirmProduction(true)));
            tried = confirmed.dryRun(request);
        }
        return show(operation, environment, mg, tried.plan(), Optional.of(tried));
    }

    private static int show(String operation, String environment, Invocation mg, Plan plan, Optional<DryRun> tried) {
        mg.result(
                json -> Documents.dryRun(json, operation, environment, plan, tried),
                () -> mg.print(DryRuns.text(plan, tried)));
        boolean good = plan.isExecutable() && tried.map(DryRun::isSuccessful).orElse(true);
        return good ? Exit.DONE : Exit.FAILED;
    }
}
