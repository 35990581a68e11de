package io.migretti.boot.autoconfigure;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotContribution;
import org.springframework.beans.factory.aot.BeanFactoryInitializationAotProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * Takes the migrations and seeds into a native image: those of every place that the configuration names when the
 * application is built, of all environments, for which of them will be active is not known then.
 */
final class LocationHints implements BeanFactoryInitializationAotProcessor {

    private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("migretti");

    @Override
    public @Nullable BeanFactoryInitializationAotContribution processAheadOfTime(
            ConfigurableListableBeanFactory beans) {
        if (beans.getBeanNamesForType(MigrettiInitializer.class, true, false).length == 0) {
            return null;
        }
        List<String> folders = folders(beans.getBean(Environment.class));
        return (generation, code) -> register(generation.getRuntimeHints(), folders);
    }

    private static void register(RuntimeHints hints, List<String> folders) {
        // Seeds have folders of environments below; a migration's folder may have none that counts.
        folders.forEach(
                folder -> hints.resources().registerPattern(folder + "/*.sql").registerPattern(folder + "/*/*.sql"));
    }

    /** Without the prefix, as the class path has them. */
    private static List<String> folders(Environment environment) {
        Binder binder = Binder.get(environment);
        MigrettiSettings defaults = new MigrettiSettings();
        TreeSet<String> places = new TreeSet<>();
        places.addAll(places(binder, ROOT.append("locations"), defaults.getLocations()));
        places.addAll(places(binder, ROOT.append("seed-locations"), defaults.getSeedLocations()));
        named(environment).forEach(key -> places.addAll(places(binder, key, List.of())));
        return places.stream()
                .filter(place -> place.startsWith("classpath:") || place.startsWith("classpath*:"))
                .map(place -> place.substring(place.indexOf(':') + 1).replaceAll("^/+|/+$", ""))
                .toList();
    }

    private static List<String> places(Binder binder, ConfigurationPropertyName key, List<String> otherwise) {
        return binder.bind(key, Bindable.listOf(String.class)).orElse(otherwise);
    }

    /** Every key below {@code migretti} that ends as one with places does. */
    private static Stream<ConfigurationPropertyName> named(Environment environment) {
        return Stream.of(ConfigurationPropertySources.get(environment))
                .flatMap(sources -> java.util.stream.StreamSupport.stream(sources.spliterator(), false))
                .filter(IterableConfigurationPropertySource.class::isInstance)
                .flatMap(
                        (ConfigurationPropertySource source) -> ((IterableConfigurationPropertySource) source).stream())
                .filter(ROOT::isAncestorOf)
                .map(LocationHints::withoutIndex)
                .filter(name -> name.getLastElement(ConfigurationPropertyName.Form.DASHED)
                        .endsWith("locations"));
    }

    private static ConfigurationPropertyName withoutIndex(ConfigurationPropertyName name) {
        return name.isLastElementIndexed() ? name.getParent() : name;
    }
}
