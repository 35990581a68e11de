package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import io.migretti.MigrettiHook;
import io.migretti.boot.event.MigrettiApplicationEvent;
import io.migretti.plan.Direction;
import io.migretti.plan.Plan;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.MigrettiListener;
import io.migretti.report.Outcome;
import java.lang.reflect.UndeclaredThrowableException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Tells application listeners what the engine tells a hook and a listener.
 *
 * <p>While the context is being refreshed, publishing is no way to do that: {@code @EventListener} methods become
 * listeners only after all singletons exist, a multicaster may deliver in another thread, and delivery instantiates
 * every listener that might be concerned, whatever it needs. So until then the listeners of this module's events, and
 * no others, are called directly. No listener can get an event by both ways.
 */
final class MigrettiEventDelivery implements MigrettiHook, MigrettiListener, SmartInitializingSingleton {

    private final ConfigurableApplicationContext context;
    private final ObjectProvider<Migretti> migretti;
    private final Delivery only;
    private volatile boolean refreshing = true;
    private List<EarlyListeners> early = List.of();

    MigrettiEventDelivery(ConfigurableApplicationContext context, ObjectProvider<Migretti> migretti) {
        this.context = context;
        this.migretti = migretti;
        this.only = new Delivery(null);
    }

    /** The same for one of several engines, with the name of its environment. */
    Delivery of(String environment) {
        return new Delivery(environment);
    }

    @Override
    public void before(Plan plan, Connection connection) throws Exception {
        only.before(plan, connection);
    }

    @Override
    public void after(Plan plan, Outcome outcome, Connection connection) throws Exception {
        only.after(plan, outcome, connection);
    }

    @Override
    public void onEvent(MigrettiEvent event) {
        only.onEvent(event);
    }

    /** Tells what happens to one engine. */
    final class Delivery implements MigrettiHook, MigrettiListener {

        private final @Nullable String environment;
        private @Nullable ShutdownWake wake;

        private Delivery(@Nullable String environment) {
            this.environment = environment;
        }

        private EngineEvents events() {
            // The engine is asked when there is something to tell: it is created after its hooks.
            return new EngineEvents(
                    context,
                    environment != null ? environment : migretti.getObject().environment());
        }

        @Override
        public void before(Plan plan, Connection connection) throws Exception {
            if (refreshing) {
                early = earlyListeners();
            }
            ask(events().before(plan, connection));
        }

        @Override
        public void after(Plan plan, Outcome outcome, Connection connection) throws Exception {
            ask(events().after(plan, outcome, connection));
        }

        /** Another process may hold the lock for minutes, while this one may be told to end. */
        private void wakeWhileWaiting(boolean waiting) {
            if (waiting && wake == null && refreshing) {
                wake = new ShutdownWake();
            } else if (!waiting && wake != null) {
                wake.close();
                wake = null;
            }
        }

        @Override
        public void onEvent(MigrettiEvent event) {
            // In the order of a start with nothing pending, so that it loads no event that it does not tell.
            if (event instanceof MigrettiEvent.Started) {
                return;
            }
            if (event instanceof MigrettiEvent.Planned || event instanceof MigrettiEvent.Finished) {
                wakeWhileWaiting(false);
            } else if (event instanceof MigrettiEvent.OfStep ofStep
                    && ofStep.step().direction() != Direction.SEED) {
                MigrettiApplicationEvent about = events().about(ofStep);
                if (about != null) {
                    deliver(about);
                }
            } else {
                wakeWhileWaiting(event instanceof MigrettiEvent.WaitingForLock);
            }
        }
    }

    @Override
    public void afterSingletonsInstantiated() {
        refreshing = false;
        early = List.of();
    }

    /** As publishing would do: those of the contexts above hear it too. */
    private List<EarlyListeners> earlyListeners() {
        List<EarlyListeners> found = new ArrayList<>();
        for (ApplicationContext each = context; each != null; each = each.getParent()) {
            if (each instanceof ConfigurableApplicationContext configurable) {
                found.add(EarlyListeners.in(configurable));
            }
        }
        return found;
    }

    /** Spring wraps what a method throws that is no {@link RuntimeException}, and keeps its words to itself. */
    private void ask(MigrettiApplicationEvent event) throws Exception {
        try {
            deliver(event);
        } catch (UndeclaredThrowableException e) {
            Throwable thrown = e.getUndeclaredThrowable();
            if (thrown instanceof Exception checked) {
                throw checked;
            }
            throw new IllegalStateException(String.valueOf(thrown), thrown);
        }
    }

    private void deliver(MigrettiApplicationEvent event) {
        if (!refreshing) {
            context.publishEvent(event);
            return;
        }
        for (EarlyListeners listeners : early) {
            for (ApplicationListener<?> listener : listeners.of(event)) {
                call(listener, event);
            }
        }
    }

    @SuppressWarnings("unchecked") // EarlyListeners has looked at the declared type
    private static void call(ApplicationListener<?> listener, MigrettiApplicationEvent event) {
        ((ApplicationListener<MigrettiApplicationEvent>) listener).onApplicationEvent(event);
    }
}
