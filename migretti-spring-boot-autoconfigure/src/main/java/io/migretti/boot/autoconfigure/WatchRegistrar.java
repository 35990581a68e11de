package io.migretti.boot.autoconfigure;

import io.migretti.boot.actuate.MigrettiReadings;
import io.migretti.boot.actuate.MigrettiRuns;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/**
 * What health, metrics and the rest have in common, and needs none of their libraries. Each of them imports it, so that an
 * application without any keeps no record; {@link EngineRegistrar} does for the steps of the start. No configuration: of
 * those, Spring reads one that several import only once, and forgets it with the first of them that it skips.
 */
final class WatchRegistrar implements ImportBeanDefinitionRegistrar {

    private static final String WATCH = "migrettiWatch";

    private final ListableBeanFactory beans;

    WatchRegistrar(BeanFactory beans) {
        this.beans = (ListableBeanFactory) beans;
    }

    @Override
    public void registerBeanDefinitions(AnnotationMetadata importing, BeanDefinitionRegistry registry) {
        register(beans, registry);
    }

    static void register(ListableBeanFactory beans, BeanDefinitionRegistry registry) {
        if (registry.containsBeanDefinition(WATCH)) {
            return;
        }
        define(WATCH, MigrettiWatch.class, registry);
        if (!EngineRegistrar.isDefined(MigrettiRuns.class, beans)) {
            define("migrettiRuns", MigrettiRuns.class, registry);
        }
        // Each context has its own: it knows the engines of that context and of those above.
        if (beans.getBeanNamesForType(MigrettiReadings.class, true, false).length == 0) {
            define("migrettiReadings", MigrettiReadings.class, registry);
        }
    }

    /** By the method of the same name. */
    private static void define(String name, Class<?> type, BeanDefinitionRegistry registry) {
        registry.registerBeanDefinition(name, EngineRegistrar.made(WatchRegistrar.class, name, type));
    }

    static MigrettiWatch migrettiWatch(ObjectProvider<MigrettiRuns> runs) {
        return new MigrettiWatch(runs);
    }

    static MigrettiRuns migrettiRuns(ConfigurableApplicationContext context) {
        return new MigrettiRuns(context.getApplicationStartup());
    }

    static MigrettiReadings migrettiReadings(ConfigurableApplicationContext context, MigrettiRuns runs) {
        return new MigrettiReadings(context, runs);
    }
}
