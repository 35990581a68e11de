package io.migretti.boot.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Which environment applies, and the settings that result.
 *
 * @param name of the environment; of several all, {@code default} if there is none
 * @param settings with the overrides of the environment
 */
record EnvironmentChoice(String name, MigrettiSettings settings) {

    private static final ConfigurationPropertyName BASE = ConfigurationPropertyName.of("migretti");
    private static final ConfigurationPropertyName ENVIRONMENTS = BASE.append("envs");

    /** What decides where to migrate: never left to the order of profiles. */
    private static final List<String> DECISIVE = List.of("locations", "schema", "table", "lock-id");

    /**
     * Looks environments up by name instead of reading them all, so that an environment variable, whose name cannot
     * hold a hyphen, reaches them too.
     *
     * @throws MigrettiConfigurationException if the named environment is not defined, or two contradict each other
     */
    static EnvironmentChoice of(MigrettiProperties properties, Environment environment) {
        Binder binder = Binder.get(environment);
        String named = properties.getEnv();
        List<String> names;
        if (named != null) {
            if (!isDefined(binder, named)) {
                throw undefined(named, properties.getEnvs().keySet());
            }
            names = List.of(named);
        } else {
            String[] active = environment.getActiveProfiles();
            names = Arrays.stream(active.length == 0 ? environment.getDefaultProfiles() : active)
                    .filter(profile -> isDefined(binder, profile))
                    .toList();
            requireUnambiguous(binder, names);
        }
        MigrettiSettings settings = new MigrettiSettings();
        Stream.concat(Stream.of(BASE), names.stream().flatMap(name -> keys(name).stream()))
                .forEach(key -> binder.bind(key, Bindable.ofInstance(settings)));
        return new EnvironmentChoice(names.isEmpty() ? "default" : String.join(", ", names), settings);
    }

    private static boolean isDefined(Binder binder, String name) {
        return keys(name).stream()
                .anyMatch(key ->
                        binder.bind(key, Bindable.of(MigrettiSettings.class)).isBound());
    }

    /** How the name may be written: as a plain key, of which Spring compares letters and digits, and in brackets. */
    private static List<ConfigurationPropertyName> keys(String name) {
        String plain = plain(name);
        List<ConfigurationPropertyName> keys = new ArrayList<>();
        if (!plain.isEmpty()) {
            keys.add(ENVIRONMENTS.append(plain));
        }
        if (!plain.equals(name)) {
            keys.add(ENVIRONMENTS.append("[" + name + "]"));
        }
        return keys;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static MigrettiConfigurationException undefined(String name, Collection<String> keys) {
        // The same environment may have a key from a file (us-east) and one from an environment variable (useast).
        Collection<String> defined = keys.stream()
                .collect(Collectors.toMap(
                        EnvironmentChoice::plain,
                        Function.identity(),
                        (first, second) -> first.length() >= second.length() ? first : second,
                        TreeMap::new))
                .values();
        return new MigrettiConfigurationException(
                "`migretti.env` is `" + name + "`, and `migretti.envs` does not define it; "
                        + (defined.isEmpty() ? "it defines none" : "it defines " + String.join(", ", defined)),
                "set `migretti.env` to one that is defined, define it there, or leave `migretti.env` out");
    }

    private static void requireUnambiguous(Binder binder, List<String> names) {
        for (String decisive : DECISIVE) {
            List<String> setting = names.stream()
                    .filter(name -> keys(name).stream()
                            .anyMatch(key -> binder.bind(key.append(decisive), Bindable.listOf(String.class))
                                    .isBound()))
                    .toList();
            if (setting.size() > 1) {
                throw new MigrettiConfigurationException(
                        "The active profiles " + String.join(" and ", setting) + " each set `" + decisive
                                + "` under `migretti.envs`, so that it is ambiguous what to migrate",
                        "set `migretti.env` to the one that is meant, or activate only one of these profiles");
            }
        }
    }
}
