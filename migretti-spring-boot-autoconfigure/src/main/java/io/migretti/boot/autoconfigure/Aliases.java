package io.migretti.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * {@code MG_ENV}, {@code MG_LOCK_ID} and {@code MG_DATABASE_URL}, which mean the instance whose keys stand directly under
 * {@code migretti}. They beat configuration files, and a key that is given by an environment variable, a system property,
 * or something that beats these, beats them.
 */
final class Aliases {

    private static final Map<String, String> NAMES =
            Map.of("env", "MG_ENV", "lock-id", "MG_LOCK_ID", "url", "MG_DATABASE_URL");

    private static final Set<String> GIVEN_FROM_OUTSIDE = Set.of(
            StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);

    private final Environment environment;

    Aliases(Environment environment) {
        this.environment = environment;
    }

    /** Of what beats an alias. */
    private Binder stronger() {
        List<PropertySource<?>> sources = new ArrayList<>();
        List<PropertySource<?>> passed = new ArrayList<>();
        if (environment instanceof ConfigurableEnvironment configurable) {
            for (PropertySource<?> source : configurable.getPropertySources()) {
                passed.add(source);
                if (GIVEN_FROM_OUTSIDE.contains(source.getName())) {
                    sources.addAll(passed);
                    passed.clear();
                }
            }
        }
        return new Binder(
                ConfigurationPropertySources.from(sources), new PropertySourcesPlaceholdersResolver(environment));
    }

    static String name(String setting) {
        return String.valueOf(NAMES.get(setting));
    }

    boolean anyGiven() {
        for (String name : NAMES.values()) {
            if (value(name).isPresent()) {
                return true;
            }
        }
        return false;
    }

    boolean isGiven(String setting) {
        return value(name(setting)).isPresent();
    }

    private Optional<String> value(String name) {
        String text = environment.getProperty(name);
        return text == null || text.isBlank() ? Optional.empty() : Optional.of(text);
    }

    /** @param places where the setting itself may stand, without its name */
    Optional<String> value(String setting, List<ConfigurationPropertyName> places) {
        Optional<String> value = value(name(setting));
        return value.isEmpty() || isStronger(setting, places) ? Optional.empty() : value;
    }

    /** Whether the setting itself is given by something that beats an alias. */
    boolean isStronger(String setting, List<ConfigurationPropertyName> places) {
        Binder stronger = stronger();
        return places.stream()
                .anyMatch(place -> stronger.bind(place.append(setting), Bindable.of(String.class))
                        .isBound());
    }
}
