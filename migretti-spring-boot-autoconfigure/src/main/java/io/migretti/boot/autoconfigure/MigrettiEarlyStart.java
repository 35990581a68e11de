package io.migretti.boot.autoconfigure;

import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Migrates before all other singletons are created, so that one that uses a plain {@code DataSource}, which Spring Boot
 * does not recognise as a user of the schema, finds it migrated too. Unless {@code migretti.early} says no.
 */
final class MigrettiEarlyStart implements BeanFactoryInitializer<ConfigurableListableBeanFactory> {

    @Override
    public void initialize(ConfigurableListableBeanFactory beans) {
        try {
            for (String initializer : beans.getBeanNamesForType(MigrettiInitializer.class, true, false)) {
                if (isEarly(initializer, beans.getBean(Environment.class))) {
                    beans.getBean(initializer);
                }
            }
        } catch (RuntimeException e) {
            forgetListenersNotYetCreated(beans);
            throw e;
        }
    }

    private static boolean isEarly(String initializer, Environment environment) {
        for (Instance instance : Instance.of(environment)) {
            if (initializer.equals(instance.beanName() + "Initializer")) {
                return EnvironmentChoice.of(instance, environment).settings().isEarly();
            }
        }
        return EnvironmentChoice.of(Instance.SINGLE, environment).settings().isEarly();
    }

    /**
     * Spring Boot tells the exit code of a failed start by an event, after all beans have been destroyed. For it, it
     * would create listener beans in what is left of the context, fail with that, lose the exit code, and print a stack
     * trace behind the explanation.
     */
    static void forgetListenersNotYetCreated(ConfigurableListableBeanFactory beans) {
        String multicaster = AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME;
        if (beans.containsLocalBean(multicaster)) {
            beans.getBean(multicaster, ApplicationEventMulticaster.class).removeApplicationListenerBeans(name -> true);
        }
    }
}
