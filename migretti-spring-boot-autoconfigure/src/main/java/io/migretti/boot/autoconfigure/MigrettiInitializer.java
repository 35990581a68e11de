package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import io.migretti.boot.event.MigrettiCompletedEvent;
import io.migretti.report.Outcome;
import java.util.Optional;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Does with the migrations what {@code migretti.mode} says, while it is created: before every bean that depends on it.
 */
public final class MigrettiInitializer implements InitializingBean, SmartInitializingSingleton {

    private final Migretti migretti;
    private final boolean enabled;
    private final StartupSettings settings;
    private final ConfigurableApplicationContext context;
    private Optional<Outcome> outcome = Optional.empty();

    MigrettiInitializer(
            Migretti migretti, boolean enabled, StartupSettings settings, ConfigurableApplicationContext context) {
        this.migretti = migretti;
        this.enabled = enabled;
        this.settings = settings;
        this.context = context;
    }

    /**
     * @throws MigrettiStartupException if the database is not what this release needs
     * @throws MigrettiDryRunException if a dry run was asked for
     */
    @Override
    public void afterPropertiesSet() {
        if (enabled && !isDouble() && !isDoneByAncestor()) {
            try {
                outcome = new StartupRun(migretti, settings).run();
            } catch (RuntimeException e) {
                MigrettiEarlyStart.forgetListenersNotYetCreated(context.getBeanFactory());
                throw e;
            }
        }
    }

    /** Put by a test in the engine's place, as by {@code @MockitoBean}: it answers null, and there is nothing to do. */
    private boolean isDouble() {
        return migretti.environment() == null;
    }

    /** A context below the one that has the engine sees the engine too, and finds everything done. */
    private boolean isDoneByAncestor() {
        for (ApplicationContext parent = context.getParent(); parent != null; parent = parent.getParent()) {
            if (parent.getBeansOfType(MigrettiInitializer.class, false, false).values().stream()
                    .anyMatch(initializer -> initializer.migretti == migretti)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (outcome.isPresent()) {
            context.publishEvent(new MigrettiCompletedEvent(context, migretti.environment(), outcome.get()));
        }
    }
}
