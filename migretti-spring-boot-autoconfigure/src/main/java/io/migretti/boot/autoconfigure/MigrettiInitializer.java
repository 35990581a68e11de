package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import io.migretti.MigrettiException;
import io.migretti.boot.event.MigrettiCompletedEvent;
import io.migretti.report.Outcome;
import java.util.Optional;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationContext;

/** Applies what is pending, while it is created: before every bean that depends on it. */
public final class MigrettiInitializer implements InitializingBean, SmartInitializingSingleton {

    private final Migretti migretti;
    private final boolean enabled;
    private final ApplicationContext context;
    private Optional<Outcome> outcome = Optional.empty();

    MigrettiInitializer(Migretti migretti, boolean enabled, ApplicationContext context) {
        this.migretti = migretti;
        this.enabled = enabled;
        this.context = context;
    }

    /** @throws MigrettiStartupException if the engine could not apply everything */
    @Override
    public void afterPropertiesSet() {
        if (!enabled) {
            return;
        }
        try {
            outcome = Optional.of(migretti.apply());
        } catch (MigrettiException e) {
            throw new MigrettiStartupException(e);
        }
    }

    @Override
    public void afterSingletonsInstantiated() {
        outcome.ifPresent(
                applied -> context.publishEvent(new MigrettiCompletedEvent(context, migretti.environment(), applied)));
    }
}
