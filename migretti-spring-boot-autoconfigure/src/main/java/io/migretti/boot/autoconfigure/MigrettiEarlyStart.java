package io.migretti.boot.autoconfigure;

import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;

/**
 * Migrates before all other singletons are created, so that one that uses a plain {@code DataSource}, which Spring Boot
 * does not recognise as a user of the schema, finds it migrated too.
 */
final class MigrettiEarlyStart implements BeanFactoryInitializer<ConfigurableListableBeanFactory> {

    @Override
    public void initialize(ConfigurableListableBeanFactory beans) {
        try {
            for (String initializer : beans.getBeanNamesForType(MigrettiInitializer.class, true, false)) {
                beans.getBean(initializer);
            }
        } catch (RuntimeException e) {
            forgetListenersNotYetCreated(beans);
            throw e;
        }
    }

    /**
     * Spring Boot tells the exit code of a failed start by an event, after all beans have been destroyed. For it, it
     * would create listener beans in what is left of the context, fail with that, lose the exit code, and print a stack
     * trace behind the explanation.
     */
    private static void forgetListenersNotYetCreated(ConfigurableListableBeanFactory beans) {
        String multicaster = AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME;
        if (beans.containsLocalBean(multicaster)) {
            beans.getBean(multicaster, ApplicationEventMulticaster.class).removeApplicationListenerBeans(name -> true);
        }
    }
}
