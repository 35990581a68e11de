package io.migretti.boot.autoconfigure;

import io.migretti.JavaMigration;
import io.migretti.Migretti;
import io.migretti.MigrettiBuilder;
import io.migretti.MigrettiHook;
import io.migretti.boot.autoconfigure.Databases.Database;
import io.migretti.migration.MigrationSource;
import io.migretti.report.MigrettiListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** Builds the engine of each instance, from its properties and the beans that take part. */
final class Engines {

    private final ConfigurableApplicationContext context;
    private final Environment environment;
    private final List<Instance> instances;
    private final Databases databases;
    private final Map<Instance, Engine> engines = new LinkedHashMap<>();

    Engines(ConfigurableApplicationContext context) {
        this.context = context;
        this.environment = context.getEnvironment();
        this.instances = Instance.of(environment);
        this.databases = new Databases(context, instances);
    }

    /** What an engine was built from. */
    record Engine(EnvironmentChoice choice, Database database) {}

    /** What was built so far. */
    Collection<Engine> built() {
        return List.copyOf(engines.values());
    }

    /**
     * Connects to nothing yet.
     *
     * @throws MigrettiConfigurationException if a setting cannot be used
     */
    Migretti create(String name) {
        try {
            return build(name);
        } catch (RuntimeException e) {
            MigrettiEarlyStart.forgetListenersNotYetCreated(context.getBeanFactory());
            throw e;
        }
    }

    private Migretti build(String name) {
        Instance instance = new Instance(name);
        if (engines.isEmpty()) {
            requireDefaultLocationIsRead();
        }
        EnvironmentChoice choice = EnvironmentChoice.of(instance, environment);
        Engine engine = new Engine(choice, databases.of(choice));
        for (Engine other : engines.values()) {
            requireApart(engine, other);
        }
        MigrettiBuilder builder = Migretti.on(engine.database.dataSource()).environment(choice.name());
        set(builder, choice);
        StartupRun.prepare(builder, choice, context);
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
                    "`" + choice.key(setting, environment) + "` cannot be used: " + e.getMessage(), "correct it", e);
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
                    "`" + choice.key("locations", environment) + "` is empty",
                    "set it to the places of the migrations, or leave it out for classpath:migrations");
        }
        MigrationSource[] sources = new MigrationSource[locations.size()];
        for (int i = 0; i < sources.length; i++) {
            sources[i] = Locations.source(() -> choice.key("locations", environment), locations.get(i), context);
        }
        return sources;
    }

    /**
     * Those qualified with the instance's name, and those that are not qualified with any instance's.
     *
     * @throws MigrettiConfigurationException if it is not clear to which of several instances a migration belongs
     */
    private <T> List<T> beans(Class<T> type, Instance instance) {
        return EarlyBeans.create(() -> {
            if (instances.size() < 2) {
                return context.getBeanProvider(type).orderedStream().toList();
            }
            List<String> names = List.of(context.getBeanNamesForType(type));
            Map<String, List<Instance>> owners = names.stream()
                    .collect(Collectors.toMap(
                            bean -> bean,
                            bean -> instances.stream()
                                    .filter(each -> BeanFactoryAnnotationUtils.isQualifierMatch(
                                            each.name()::equals, bean, context.getBeanFactory()))
                                    .toList()));
            names.stream()
                    .filter(bean -> type == JavaMigration.class
                            && Objects.requireNonNull(owners.get(bean)).isEmpty())
                    .findFirst()
                    .ifPresent(this::refuse);
            List<Object> mine = names.stream()
                    .filter(bean -> {
                        List<Instance> of = Objects.requireNonNull(owners.get(bean));
                        return of.isEmpty() || of.contains(instance);
                    })
                    .<Object>map(bean -> context.getBean(bean, type))
                    .toList();
            return context.getBeanProvider(type)
                    .orderedStream()
                    .filter(bean -> mine.stream().anyMatch(each -> each == bean))
                    .toList();
        });
    }

    private void refuse(String bean) {
        throw new MigrettiConfigurationException(
                "The bean `" + bean + "` is a migration, and there are several databases: "
                        + String.join(
                                ", ", instances.stream().map(Instance::name).toList()),
                "mark it with @Qualifier and the name of the one that it is for");
    }

    /**
     * Whoever adds a first instance to an application that needed no settings would otherwise lose, without noticing,
     * the one that was there.
     */
    private void requireDefaultLocationIsRead() {
        String location = new MigrettiSettings().getLocations().get(0);
        boolean read = instances.contains(Instance.SINGLE)
                || instances.stream()
                        .map(each -> EnvironmentChoice.of(each, environment))
                        .anyMatch(choice -> choice.settings().getLocations().contains(location));
        if (!read && isNotEmpty(Locations.source(() -> "migretti.locations", location, context))) {
            throw new MigrettiConfigurationException(
                    "There are migrations in " + location + ", which none of the instances reads: "
                            + String.join(
                                    ", ", instances.stream().map(Instance::name).toList()),
                    "set `migretti.locations=" + location + "` to have them applied besides, name the place in the"
                            + " `locations` of an instance, or move the files");
        }
    }

    private static boolean isNotEmpty(MigrationSource place) {
        try {
            return place.list().stream().anyMatch(files -> !files.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireApart(Engine engine, Engine other) {
        if (!engine.database.address().equals(other.database.address())
                || !Objects.equals(
                        engine.choice.settings().getSchema(),
                        other.choice.settings().getSchema())
                || !engine.choice
                        .settings()
                        .getTable()
                        .equals(other.choice.settings().getTable())) {
            return;
        }
        throw new MigrettiConfigurationException(
                "The instances " + other.choice.instance().name() + " and "
                        + engine.choice.instance().name() + " keep their history in the same table `"
                        + engine.choice.settings().getTable() + "` of the same database, where each would take the"
                        + " other's migrations for its own",
                "give one of them another `table` or `schema`, or make them one instance with two `locations`");
    }
}
