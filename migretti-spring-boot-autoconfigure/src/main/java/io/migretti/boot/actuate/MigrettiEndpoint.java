package io.migretti.boot.actuate;

import io.migretti.DatabaseException;
import io.migretti.Migretti;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.context.ApplicationContext;

/**
 * Shows what is applied, pending and different. Only reads: it takes no lock and creates no table, and a role that may
 * read the history is enough. Shows no address, no user, no password and no SQL text. What is null in an answer is left
 * out of its JSON.
 */
@Endpoint(id = "migretti", defaultAccess = Access.READ_ONLY)
public final class MigrettiEndpoint {

    private static final Logger LOG = LoggerFactory.getLogger(MigrettiEndpoint.class);

    private final ApplicationContext context;

    public MigrettiEndpoint(ApplicationContext context) {
        this.context = context;
    }

    /** What can be asked for besides the status. */
    public enum View {
        /** Whether what is applied is what the files say. */
        VERIFY,
        /** What the next start would apply; executes nothing. */
        DRY_RUN
    }

    /** Every file and every row of the history. */
    @ReadOperation
    public StatusBody status() {
        return new StatusBody(
                contexts(migretti -> StatusReport.of(migretti.status(), migretti), StatusReport::unavailable));
    }

    /** One operation for both: operations of one endpoint may not differ in a selector's value only. */
    @ReadOperation
    public OperationResponseBody view(@Selector View view) {
        return switch (view) {
            case VERIFY -> {
                Map<String, ContextBeans<VerifyReport>> contexts = contexts(
                        migretti -> VerifyReport.of(migretti.verify(), migretti.environment()),
                        VerifyReport::unavailable);
                yield new VerifyBody(all(contexts, VerifyReport::valid), contexts);
            }
            case DRY_RUN -> {
                Map<String, ContextBeans<DryRunReport>> contexts = contexts(
                        migretti -> DryRunReport.of(migretti.plan(), migretti.environment()),
                        DryRunReport::unavailable);
                yield new DryRunBody(all(contexts, DryRunReport::executable), contexts);
            }
        };
    }

    private static <T> boolean all(Map<String, ContextBeans<T>> contexts, Predicate<T> condition) {
        return contexts.values().stream()
                .map(ContextBeans::migrettiBeans)
                .map(Map::values)
                .flatMap(Collection::stream)
                .allMatch(condition);
    }

    private <T> Map<String, ContextBeans<T>> contexts(
            Function<Migretti, T> report, BiFunction<Migretti, String, T> unavailable) {
        Map<String, ContextBeans<T>> contexts = new LinkedHashMap<>();
        for (ApplicationContext each = context; each != null; each = each.getParent()) {
            Map<String, T> beans = new LinkedHashMap<>();
            each.getBeansOfType(Migretti.class)
                    .forEach((name, migretti) -> beans.put(name, ask(migretti, report, unavailable)));
            ApplicationContext parent = each.getParent();
            contexts.put(id(each), new ContextBeans<>(beans, parent == null ? null : id(parent)));
        }
        return contexts;
    }

    private static String id(ApplicationContext context) {
        String id = context.getId();
        return id == null ? "" : id;
    }

    private static <T> T ask(
            Migretti migretti, Function<Migretti, T> report, BiFunction<Migretti, String, T> unavailable) {
        try {
            return report.apply(migretti);
        } catch (DatabaseException e) {
            // Its message may name the address and the user: that is for the log.
            LOG.warn("The endpoint migretti has no answer: {}", e.what());
            String state = e.getCause() instanceof SQLException sql && sql.getSQLState() != null
                    ? " (PostgreSQL " + sql.getSQLState() + ")"
                    : "";
            return unavailable.apply(
                    migretti, "the migration history cannot be read now" + state + "; the log says why");
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
}
