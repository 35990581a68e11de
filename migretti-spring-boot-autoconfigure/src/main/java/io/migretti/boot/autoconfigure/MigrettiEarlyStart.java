package io.migretti.boot.autoconfigure;

import java.util.List;
import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.env.Environment;

/**
 * Migrates before all other singletons are created, so that one that uses a plain {@code DataSource}, which Spring Boot
 * does not recognise as a user of the schema, finds it migrated too. Unless {@code migretti.early} says no.
 */
final class MigrettiEarlyStart implements BeanFactoryInitializer<ConfigurableListableBeanFactory> {

    private final List<String> initializers;

    /** @param initializers the names of all beans of type {@link MigrettiInitializer}, of which an application may have removed some */
    MigrettiEarlyStart(String[] initializers) {
        this.initializers = List.of(initializers);
    }

    @Override
    public void initialize(ConfigurableListableBeanFactory beans) {
        Environment environment =
                beans.getBean(ConfigurableApplicationContext.ENVIRONMENT_BEAN_NAME, Environment.class);
        try {
            for (String initializer : initializers) {
                if (beans.containsLocalBean(initializer) && isEarly(initializer, environment)) {
                    if (isLast(beans)) {
                        beans.freezeConfiguration();
                    }
                    beans.getBean(initializer);
                }
            }
        } catch (RuntimeException e) {
            forgetListenersNotYetCreated(beans);
            throw e;
        }
    }

    /**
     * Whether the context would freeze the configuration next. Until it is frozen, each search by type asks every bean anew;
     * and from then on, nobody can change a definition any more.
     */
    private static boolean isLast(ConfigurableListableBeanFactory beans) {
        String[] names = beans.getBeanNamesForType(BeanFactoryInitializer.class, false, false);
        return names.length > 0 && names[names.length - 1].equals(EngineRegistrar.EARLY_START);
    }

    private static boolean isEarly(String initializer, Environment environment) {
        if (!Keys.mayBeBelow(Instance.ROOT, environment)) {
            return true;
        }
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
