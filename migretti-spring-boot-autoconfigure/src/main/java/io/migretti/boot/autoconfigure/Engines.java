package io.migretti.boot.autoconfigure;

import io.migretti.JavaMigration;
import io.migretti.Migretti;
import io.migretti.MigrettiBuilder;
import io.migretti.MigrettiHook;
import io.migretti.boot.autoconfigure.Databases.Database;
import io.migretti.migration.MigrationSource;
import io.migretti.report.MigrettiListener;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Builds the engine of each instance, from its properties and the beans that take part. */
final class Engines {

    /** Whose post-processors leave an engine as it is. Those of its tests are not among them. */
    private static final String[] PARTS_OF_SPRING = {
        "org.springframework.aop.",
        "org.springframework.beans.",
        "org.springframework.boot.",
        "org.springframework.context.",
        "org.springframework.dao.",
        "org.springframework.orm.",
        "org.springframework.scheduling.",
        "org.springframework.validation."
    };

    private final ConfigurableApplicationContext context;
    private final Environment environment;
    private final List<Instance> instances;
    private final Databases databases;
    private final Map<Instance, Engine> engines = new LinkedHashMap<>();
    private @Nullable String building;

    Engines(ConfigurableApplicationContext context, List<Instance> instances) {
        this.context = context;
        this.environment = context.getEnvironment();
        this.instances = instances;
        this.databases = new Databases(context, instances);
    }

    /** What an engine was built from. */
    record Engine(EnvironmentChoice choice, Database database) {}

    /** What was built so far. */
    Collection<Engine> built() {
        return List.copyOf(engines.values());
    }

    /**
     * The engine that is the bean of this name, and becomes it past Spring if nobody but Spring itself would see it made: for
     * the sake of advice that it may be given, Spring reads the annotations of all its methods, and loads what they name.
     */
    static Migretti bean(String name, String instance, ConfigurableApplicationContext context) {
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        if (beans.containsSingleton(name) || !isDefinedHere(name, beans) || isPostProcessed(beans)) {
            return beans.getBean(name, Migretti.class);
        }
        Migretti engine = beans.getBean(EngineRegistrar.ENGINES, Engines.class).create(instance);
        beans.registerSingleton(name, engine);
        return engine;
    }

    /** And has not been replaced, as by {@code @MockitoBean}, or changed. */
    private static boolean isDefinedHere(String name, ConfigurableListableBeanFactory beans) {
        if (!beans.containsBeanDefinition(name)) {
            return false;
        }
        BeanDefinition definition = beans.getBeanDefinition(name);
        return EngineRegistrar.ENGINES.equals(definition.getFactoryBeanName())
                && definition.isSingleton()
                && definition.getDependsOn() == null
                && definition.getInitMethodName() == null;
    }

    private static boolean isPostProcessed(ConfigurableListableBeanFactory beans) {
        if (beans instanceof AbstractBeanFactory known) {
            for (BeanPostProcessor processor : known.getBeanPostProcessors()) {
                if (!isOfSpring(processor.getClass().getName())) {
                    return true;
                }
            }
            return false;
        }
        return true;
    }

    private static boolean isOfSpring(String type) {
        for (String part : PARTS_OF_SPRING) {
            if (type.startsWith(part)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Connects to nothing yet.
     *
     * @throws MigrettiConfigurationException if a setting cannot be used
     * @throws BeanCurrentlyInCreationException if what takes part in it asks for it
     */
    Migretti create(String name) {
        if (name.equals(building)) {
            throw new BeanCurrentlyInCreationException(new Instance(name).beanName());
        }
        building = name;
        try {
            return build(name);
        } catch (RuntimeException e) {
            MigrettiEarlyStart.forgetListenersNotYetCreated(context.getBeanFactory());
            throw e;
        } finally {
            building = null;
        }
    }

    private Migretti build(String name) {
        Instance instance = new Instance(name);
        if (engines.isEmpty() && !instances.contains(Instance.SINGLE)) {
            new SeveralInstances(context, instances).requireDefaultLocationIsRead();
        }
        EnvironmentChoice choice = EnvironmentChoice.of(instance, environment);
        Engine engine = new Engine(choice, databases.of(choice));
        for (Engine other : engines.values()) {
            SeveralInstances.requireApart(engine, other);
        }
        MigrettiBuilder builder = Migretti.on(engine.database.dataSource()).environment(choice.name());
        set(builder, choice);
        if (choice.isConfigured()) {
            StartupParts.add(builder, choice, context);
        }
        for (MigrettiHook hook : beans(MigrettiHook.class, instance)) {
            builder.hook(of(choice, hook));
        }
        for (MigrettiListener listener : beans(MigrettiListener.class, instance)) {
            builder.listener(of(choice, listener));
        }
        for (JavaMigration migration : beans(JavaMigration.class, instance)) {
            builder.javaMigrations(migration);
        }
        for (MigrettiCustomizer customizer : beans(MigrettiCustomizer.class, instance)) {
            customizer.customize(name, builder);
        }
        Migretti migretti = builder.build();
        engines.put(instance, engine);
        return migretti;
    }

    private static MigrettiHook of(EnvironmentChoice choice, MigrettiHook hook) {
        return hook instanceof MigrettiEventDelivery delivery ? delivery.of(choice.name()) : hook;
    }

    private static MigrettiListener of(EnvironmentChoice choice, MigrettiListener listener) {
        return listener instanceof MigrettiEventDelivery delivery ? delivery.of(choice.name()) : listener;
    }

    private void set(MigrettiBuilder builder, EnvironmentChoice choice) {
        MigrettiSettings settings = choice.settings();
        builder.from(sources(choice))
                .lockId(settings.getLockId())
                .allowOutOfOrder(settings.isAllowOutOfOrder())
                .verifyChecksums(settings.isVerifyChecksums())
                .singleTransaction(settings.isSingleTransaction())
                .lockScope(settings.getLock().getScope())
                .profiles(environment.getActiveProfiles())
                .confirmProduction(settings.isConfirmProduction());
        String setting = "table";
        try { // the builder knows the ranges, and this the keys
            builder.table(resolved(settings.getTable()));
            setting = "lock.timeout";
            builder.lockTimeout(settings.getLock().getTimeout());
            setting = "lock-timeout";
            builder.statementLockTimeout(settings.getLockTimeout());
            setting = "lock-attempts";
            builder.lockAttempts(settings.getLockAttempts());
            String schema = settings.getSchema();
            if (schema != null) {
                setting = "schema";
                builder.schema(resolved(schema));
            }
            Duration statementTimeout = settings.getStatementTimeout();
            if (statementTimeout != null) {
                setting = "statement-timeout";
                builder.statementTimeout(statementTimeout);
            }
        } catch (IllegalArgumentException e) {
            throw new MigrettiConfigurationException(
                    "`" + choice.key(setting) + "` cannot be used: " + e.getMessage(), "correct it", e);
        }
    }

    /** Spring leaves a placeholder as it stands where nothing has a value for it, and that would be created. */
    private static String resolved(String name) {
        if (name.contains("${")) {
            throw new IllegalArgumentException("nothing has a value for the placeholder in " + name);
        }
        return name;
    }

    private MigrationSource[] sources(EnvironmentChoice choice) {
        List<String> locations = choice.settings().getLocations();
        if (locations.isEmpty()) {
            throw new MigrettiConfigurationException(
                    "`" + choice.key("locations") + "` is empty",
                    "set it to the places of the migrations, or leave it out for classpath:migrations");
        }
        MigrationSource[] sources = new MigrationSource[locations.size()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = Locations.source(choice, "locations", locations.get(i), context);
        }
        return sources;
    }

    /** Most applications have none of their own, and are not to pay for the search of their order. */
    private <T> List<T> beans(Class<T> type, Instance instance) {
        String[] names = BeanFactoryUtils.beanNamesForTypeIncludingAncestors(context, type);
        if (names.length == 0) {
            return List.of();
        }
        if (names.length == 1 && names[0].equals(EngineRegistrar.EVENT_DELIVERY)) {
            return List.of(context.getBean(names[0], type));
        }
        return instances.size() < 2
                ? EarlyBeans.ordered(type, context)
                : new SeveralInstances(context, instances).beans(type, instance);
    }
}
