package io.migretti.boot.autoconfigure;

import io.migretti.JavaMigration;
import io.migretti.boot.autoconfigure.Engines.Engine;
import io.migretti.migration.MigrationSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.context.ConfigurableApplicationContext;

/** What an application with several databases has to say more clearly than one with a single one. */
final class SeveralInstances {

    private final ConfigurableApplicationContext context;
    private final List<Instance> instances;

    SeveralInstances(ConfigurableApplicationContext context, List<Instance> instances) {
        this.context = context;
        this.instances = instances;
    }

    /**
     * Those qualified with the instance's name, and those that are not qualified with any instance's.
     *
     * @throws MigrettiConfigurationException if it is not clear to which of them a migration belongs
     */
    <T> List<T> beans(Class<T> type, Instance instance) {
        return EarlyBeans.create(() -> {
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
                "The bean `" + bean + "` is a migration, and there are several databases: " + names(),
                "mark it with @Qualifier and the name of the one that it is for");
    }

    private String names() {
        return String.join(", ", instances.stream().map(Instance::name).toList());
    }

    /**
     * Whoever adds a first instance to an application that needed no settings would otherwise lose, without noticing,
     * the one that was there.
     */
    void requireDefaultLocationIsRead() {
        String location = new MigrettiSettings().getLocations().get(0);
        boolean read = instances.stream()
                .map(each -> EnvironmentChoice.of(each, context.getEnvironment()))
                .anyMatch(choice -> choice.settings().getLocations().contains(location));
        EnvironmentChoice single = EnvironmentChoice.of(Instance.SINGLE, context.getEnvironment());
        if (!read && isNotEmpty(Locations.source(single, "locations", location, context))) {
            throw new MigrettiConfigurationException(
                    "There are migrations in " + location + ", which none of the instances reads: " + names(),
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

    static void requireApart(Engine engine, Engine other) {
        MigrettiSettings settings = engine.choice().settings();
        MigrettiSettings others = other.choice().settings();
        if (!engine.database().address().equals(other.database().address())
                || !Objects.equals(settings.getSchema(), others.getSchema())
                || !settings.getTable().equals(others.getTable())) {
            return;
        }
        throw new MigrettiConfigurationException(
                "The instances " + other.choice().instance().name() + " and "
                        + engine.choice().instance().name() + " keep their history in the same table `"
                        + settings.getTable() + "` of the same database, where each would take the"
                        + " other's migrations for its own",
                "give one of them another `table` or `schema`, or make them one instance with two `locations`");
    }
}
