package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import io.migretti.MigrettiHook;
import io.migretti.boot.event.AfterApplyEvent;
import io.migretti.boot.event.AfterRollbackEvent;
import io.migretti.boot.event.BeforeApplyEvent;
import io.migretti.boot.event.BeforeRollbackEvent;
import io.migretti.boot.event.MigrettiApplicationEvent;
import io.migretti.plan.Plan;
import io.migretti.plan.Request;
import io.migretti.report.Outcome;
import java.sql.Connection;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Tells application listeners what the engine tells a hook.
 *
 * <p>While the context is being refreshed, publishing is no way to do that: {@code @EventListener} methods become
 * listeners only after all singletons exist, a multicaster may deliver in another thread, and delivery instantiates
 * every listener that might be concerned, whatever it needs. So until then the listeners of this module's events, and
 * no others, are called directly. No listener can get an event by both ways.
 */
final class MigrettiEventDelivery implements MigrettiHook, SmartInitializingSingleton {

    private final ConfigurableApplicationContext context;
    private final ObjectProvider<Migretti> migretti;
    private volatile boolean refreshing = true;

    MigrettiEventDelivery(ConfigurableApplicationContext context, ObjectProvider<Migretti> migretti) {
        this.context = context;
        this.migretti = migretti;
    }

    /** The hook of one of several engines, with the name of its environment. */
    MigrettiHook of(String environment) {
        return new MigrettiHook() {
            @Override
            public void before(Plan plan, Connection connection) {
                tellBefore(environment, plan, connection);
            }

            @Override
            public void after(Plan plan, Outcome outcome, Connection connection) {
                tellAfter(environment, plan, outcome, connection);
            }
        };
    }

    @Override
    public void before(Plan plan, Connection connection) {
        tellBefore(environment(), plan, connection);
    }

    @Override
    public void after(Plan plan, Outcome outcome, Connection connection) {
        tellAfter(environment(), plan, outcome, connection);
    }

    private void tellBefore(String environment, Plan plan, Connection connection) {
        deliver(
                plan.request() instanceof Request.Rollback
                        ? new BeforeRollbackEvent(context, environment, plan, connection)
                        : new BeforeApplyEvent(context, environment, plan, connection));
    }

    private void tellAfter(String environment, Plan plan, Outcome outcome, Connection connection) {
        deliver(
                plan.request() instanceof Request.Rollback
                        ? new AfterRollbackEvent(context, environment, outcome, connection)
                        : new AfterApplyEvent(context, environment, outcome, connection));
    }

    /** Asked for when there is something to tell: an engine of the application is created after its hooks. */
    private String environment() {
        Migretti only = migretti.getIfUnique();
        return only == null ? "default" : only.environment();
    }

    @Override
    public void afterSingletonsInstantiated() {
        refreshing = false;
    }

    private void deliver(MigrettiApplicationEvent event) {
        if (!refreshing) {
            context.publishEvent(event);
            return;
        }
        for (ApplicationListener<?> listener : new EarlyListeners(context).of(event)) {
            call(listener, event);
        }
    }

    @SuppressWarnings("unchecked") // EarlyListeners has looked at the declared type
    private static void call(ApplicationListener<?> listener, MigrettiApplicationEvent event) {
        ((ApplicationListener<MigrettiApplicationEvent>) listener).onApplicationEvent(event);
    }
}
