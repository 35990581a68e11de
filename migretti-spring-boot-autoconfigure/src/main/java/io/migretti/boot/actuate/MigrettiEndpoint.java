package io.migretti.boot.actuate;

import io.migretti.DatabaseException;
import io.migretti.InvalidMigrationsException;
import io.migretti.LockTimeoutException;
import io.migretti.Migretti;
import io.migretti.PlanRefusedException;
import io.migretti.boot.actuate.DryRunReport.RefusalRow;
import io.migretti.report.DryRun;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.context.ApplicationContext;

/**
 * Shows what is applied, pending and different, and on demand tries what is pending and rolls it back. Never applies
 * anything.
 *
 * <p>Reading takes no lock, creates no table, is content with a role that may read the history, and ends a statement
 * that takes five seconds. No answer holds an address, a user, a password, a hook's command or the server's DETAIL. What
 * is null in an answer is left out of its JSON.
 */
@Endpoint(id = "migretti", defaultAccess = Access.READ_ONLY)
public final class MigrettiEndpoint {

    static final RefusalRow OFF = new RefusalRow(
            "the smart dry run is switched off",
            "it executes the pending migrations and rolls them back; set migretti.endpoint.smart-dry-run=true where that"
                    + " is wanted");
    static final RefusalRow BUSY = new RefusalRow(
            "a smart dry run is under way in this application", "wait for its answer; there is one at a time");

    private static final Logger LOG = LoggerFactory.getLogger(MigrettiEndpoint.class);

    private final ApplicationContext context;
    private final Show showSql;
    private final boolean smartDryRun;
    private final AtomicBoolean rehearsing = new AtomicBoolean();

    /** Without SQL, and without the smart dry run. */
    public MigrettiEndpoint(ApplicationContext context) {
        this(context, Show.NEVER, false);
    }

    /**
     * With what is configured.
     *
     * @param showSql whether callers that have no web request may see statements: those of JMX are authorized
     * @param smartDryRun whether {@link #rehearse} executes anything
     */
    public MigrettiEndpoint(ApplicationContext context, Show showSql, boolean smartDryRun) {
        this.context = context;
        this.showSql = showSql;
        this.smartDryRun = smartDryRun;
    }

    /** What can be asked for besides the status. */
    public enum View {
        /** Whether what is applied is what the files say. */
        VERIFY,
        /** What the next start would apply; executes nothing. */
        DRY_RUN
    }

    /** What can be executed. */
    public enum Rehearsal {
        /** Everything pending, in one transaction that is rolled back. */
        DRY_RUN
    }

    /** Every file and every row of the history. */
    @ReadOperation
    public StatusBody status() {
        return new StatusBody(
                contexts(migretti -> StatusReport.of(reader(migretti).status(), migretti), StatusReport::unavailable));
    }

    /** One operation for both: operations of one endpoint may not differ in a selector's value only. */
    @ReadOperation
    @RegisterReflectionForBinding({VerifyBody.class, DryRunBody.class})
    public OperationResponseBody view(@Selector View view) {
        return view(view, showSql.isShown(true));
    }

    OperationResponseBody view(View view, boolean withSql) {
        return switch (view) {
            case VERIFY -> {
                Map<String, ContextBeans<VerifyReport>> contexts = contexts(
                        migretti -> VerifyReport.of(reader(migretti).verify(), migretti.environment()),
                        VerifyReport::unavailable);
                yield new VerifyBody(all(contexts, VerifyReport::valid), contexts);
            }
            case DRY_RUN -> {
                Map<String, ContextBeans<DryRunReport>> contexts = contexts(
                        migretti -> DryRunReport.of(reader(migretti).plan(), migretti.environment(), withSql),
                        DryRunReport::unavailable);
                yield new DryRunBody(all(contexts, DryRunReport::executable), contexts);
            }
        };
    }

    /**
     * Executes what is pending in one transaction and rolls it back: with the migration lock, and with real locks on
     * tables until then. One at a time.
     */
    @WriteOperation
    public RehearsalBody rehearse(@Selector Rehearsal what) {
        return rehearse(showSql.isShown(true));
    }

    RehearsalBody rehearse(boolean withSql) {
        if (!smartDryRun) {
            return RehearsalBody.refused(OFF);
        }
        if (!rehearsing.compareAndSet(false, true)) {
            return RehearsalBody.refused(BUSY);
        }
        try {
            Map<String, ContextBeans<RehearsalReport>> contexts =
                    contexts(migretti -> rehearse(migretti, withSql), RehearsalReport::unavailable);
            return new RehearsalBody(null, all(contexts, RehearsalReport::successful), contexts);
        } finally {
            rehearsing.set(false);
        }
    }

    private static RehearsalReport rehearse(Migretti migretti, boolean withSql) {
        try {
            DryRun dryRun = migretti.dryRun();
            dryRun.failure()
                    .ifPresent(failure ->
                            LOG.warn("{}\n  at {}: {}", failure.consequence(), failure.location(), failure.message()));
            return RehearsalReport.of(dryRun, migretti.environment(), withSql);
        } catch (PlanRefusedException e) {
            return RehearsalReport.refused(migretti, e.refusals());
        } catch (InvalidMigrationsException e) {
            return RehearsalReport.invalid(migretti, e.problems());
        } catch (LockTimeoutException e) {
            LOG.warn("No smart dry run: {}", e.what());
            return RehearsalReport.unavailable(
                    migretti, "another process holds the migration lock; the log says which one");
        } catch (DatabaseException e) {
            LOG.warn("No smart dry run: {}", e.what());
            return RehearsalReport.unavailable(migretti, Unavailable.rehearsing(e));
        }
    }

    private static Migretti reader(Migretti migretti) {
        return migretti.withReadTimeout(MigrettiReadings.READ_TIMEOUT);
    }

    private static <T> boolean all(Map<String, ContextBeans<T>> contexts, Predicate<T> condition) {
        return contexts.values().stream()
                .map(ContextBeans::migrettiBeans)
                .map(Map::values)
                .flatMap(Collection::stream)
                .allMatch(condition);
    }

    private interface Question<T> {
        T ask(Migretti migretti) throws IOException;
    }

    private <T> Map<String, ContextBeans<T>> contexts(
            Question<T> question, BiFunction<Migretti, String, T> unavailable) {
        Map<String, ContextBeans<T>> contexts = new LinkedHashMap<>();
        for (ApplicationContext each = context; each != null; each = each.getParent()) {
            Map<String, T> beans = new LinkedHashMap<>();
            Engines.in(each).forEach((name, migretti) -> beans.put(name, ask(migretti, question, unavailable)));
            ApplicationContext parent = each.getParent();
            contexts.put(Engines.id(each), new ContextBeans<>(beans, parent == null ? null : Engines.id(parent)));
        }
        return contexts;
    }

    private static <T> T ask(Migretti migretti, Question<T> question, BiFunction<Migretti, String, T> unavailable) {
        try {
            return question.ask(migretti);
        } catch (DatabaseException e) {
            // Its message may name the address and the user: that is for the log.
            LOG.warn("The endpoint migretti has no answer: {}", e.what());
            return unavailable.apply(migretti, Unavailable.reading(e));
        } catch (IOException e) {
            LOG.warn("The endpoint migretti has no answer", e);
            return unavailable.apply(migretti, Unavailable.CHANGING);
        }
    }

    /** The beans of one application context. */
    public record ContextBeans<T>(
            Map<String, T> migrettiBeans, @Nullable String parentId) {}

    /** The answer to {@code GET /actuator/migretti}. */
    public record StatusBody(Map<String, ContextBeans<StatusReport>> contexts) implements OperationResponseBody {}

    /**
     * The answer to {@code GET /actuator/migretti/verify}.
     *
     * @param valid whether all of them are
     */
    public record VerifyBody(boolean valid, Map<String, ContextBeans<VerifyReport>> contexts)
            implements OperationResponseBody {}

    /**
     * The answer to {@code GET /actuator/migretti/dry-run}.
     *
     * @param executable whether nothing is in the way in any of them
     */
    public record DryRunBody(boolean executable, Map<String, ContextBeans<DryRunReport>> contexts)
            implements OperationResponseBody {}

    /**
     * The answer to {@code POST /actuator/migretti/dry-run}.
     *
     * @param refused why nothing was tried at all; null if something was
     * @param successful whether nothing failed in any of them
     */
    public record RehearsalBody(
            @Nullable RefusalRow refused, boolean successful, Map<String, ContextBeans<RehearsalReport>> contexts)
            implements OperationResponseBody {
        static RehearsalBody refused(RefusalRow refused) {
            return new RehearsalBody(refused, false, Map.of());
        }
    }
}
