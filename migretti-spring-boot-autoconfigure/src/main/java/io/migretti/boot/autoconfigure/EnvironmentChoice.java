package io.migretti.boot.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;

/**
 * Which environment applies to an instance, and the settings that result.
 *
 * @param name of the environment; of several all, {@code default} if there is none
 * @param settings with the overrides of the environment
 * @param aliased settings that one of the {@link Aliases} decided about
 * @param environment where all that stands
 * @param places where these settings stand, as keys are written; the last one overrides
 */
record EnvironmentChoice(
        Instance instance,
        String name,
        MigrettiSettings settings,
        List<Place> places,
        Set<String> aliased,
        Environment environment) {

    /** What decides where to migrate: never left to the order of profiles. */
    private static final List<String> DECISIVE = List.of("url", "username", "locations", "schema", "table", "lock-id");

    private static final String NONE = "default";

    /** @param written as a user writes it */
    record Place(ConfigurationPropertyName key, String written) {}

    /**
     * Looks environments up by name instead of reading them all, so that an environment variable, whose name cannot
     * hold a hyphen, reaches them too.
     *
     * @throws MigrettiConfigurationException if the named environment is not defined, or two contradict each other
     */
    static EnvironmentChoice of(Instance instance, Environment environment) {
        Aliases aliases = new Aliases(environment);
        if (!aliases.anyGiven() && !Keys.mayBeBelow(Instance.ROOT, environment)) {
            return new EnvironmentChoice(instance, NONE, new MigrettiSettings(), List.of(), Set.of(), environment);
        }
        return new Reader(instance, environment, BindFailures.binder(environment), aliases).choose();
    }

    /** Whether any key is set, or one of the {@link Aliases}. */
    boolean isConfigured() {
        return !places.isEmpty();
    }

    /** The key that decided about a setting, to be named in a message. */
    String key(String setting) {
        if (aliased.contains(setting)) {
            return Aliases.name(setting);
        }
        Binder binder = BindFailures.binder(environment);
        String written = instance.prefix();
        for (Place place : places) {
            if (isBound(binder, place.key.append(setting))) {
                written = place.written;
            }
        }
        return written + "." + setting;
    }

    private static boolean isBound(Binder binder, ConfigurationPropertyName key) {
        return binder.bind(key, Bindable.listOf(String.class)).isBound();
    }

    private record Reader(Instance instance, Environment environment, Binder binder, Aliases aliases) {

        EnvironmentChoice choose() {
            List<String> names = names();
            List<Place> places = new ArrayList<>();
            for (ConfigurationPropertyName base : instance.bases()) {
                places.add(new Place(base, instance.prefix()));
            }
            for (String name : names) {
                places.addAll(places(name));
            }
            MigrettiSettings settings = new MigrettiSettings();
            for (Place place : places) {
                if (Keys.mayBeBelow(place.key, environment)) {
                    binder.bind(place.key, Bindable.ofInstance(settings));
                }
            }
            return new EnvironmentChoice(
                    instance,
                    names.isEmpty() ? NONE : String.join(", ", names),
                    settings,
                    places,
                    applyAliases(settings, places),
                    environment);
        }

        private List<String> names() {
            String named = env();
            if (named != null) {
                if (!isDefined(named)) {
                    throw undefined(named);
                }
                return List.of(named);
            }
            List<String> names = new ArrayList<>();
            String[] active = environment.getActiveProfiles();
            for (String profile : active.length == 0 ? environment.getDefaultProfiles() : active) {
                if (isDefined(profile)) {
                    names.add(profile);
                }
            }
            if (names.size() > 1) {
                requireUnambiguous(names);
            }
            return names;
        }

        private Set<String> applyAliases(MigrettiSettings settings, List<Place> places) {
            if (!instance.isSingle() || !aliases.anyGiven()) {
                return Set.of();
            }
            Set<String> applied = new HashSet<>();
            List<ConfigurationPropertyName> keys =
                    places.stream().map(Place::key).toList();
            aliases.value("lock-id", keys).ifPresent(value -> {
                settings.setLockId(lockId(value));
                applied.add("lock-id");
            });
            aliases.value("url", keys).ifPresent(value -> {
                settings.setUrl(value);
                applied.add("url");
                // Those in a file belong to the address there.
                if (!aliases.isStronger("username", keys)) {
                    settings.setUsername(null);
                }
                if (!aliases.isStronger("password", keys)) {
                    settings.setPassword(null);
                }
            });
            return applied;
        }

        private static long lockId(String value) {
            try {
                return Long.parseLong(value.strip());
            } catch (NumberFormatException e) {
                throw new MigrettiConfigurationException(
                        "`" + Aliases.name("lock-id") + "` is `" + value + "`, which is no integer",
                        "set it to an integer of at most 64 bits, or leave it out",
                        e);
            }
        }

        private Optional<String> alias() {
            return instance.isSingle() ? aliases.value("env", instance.bases()) : Optional.empty();
        }

        private @Nullable String env() {
            Optional<String> alias = alias();
            if (alias.isPresent()) {
                return alias.get();
            }
            String named = null;
            for (ConfigurationPropertyName base : instance.bases()) {
                named = binder.bind(base.append("env"), Bindable.of(String.class))
                        .orElse(named);
            }
            return named;
        }

        private List<Place> places(String name) {
            List<Place> places = new ArrayList<>();
            for (ConfigurationPropertyName base : instance.bases()) {
                for (ConfigurationPropertyName key : Instance.keys(base.append("envs"), name)) {
                    places.add(new Place(key, instance.prefix() + ".envs." + name));
                }
            }
            return places;
        }

        private boolean isDefined(String name) {
            for (Place place : places(name)) {
                if (Keys.mayBeBelow(place.key, environment)
                        && binder.bind(place.key, Bindable.of(MigrettiSettings.class))
                                .isBound()) {
                    return true;
                }
            }
            return false;
        }

        private MigrettiConfigurationException undefined(String name) {
            String prefix = instance.prefix();
            Collection<String> defined = Instance.distinct(instance.bases().stream()
                    .flatMap(base -> binder
                            .bind(base.append("envs"), Bindable.mapOf(String.class, Object.class))
                            .orElseGet(LinkedHashMap::new)
                            .keySet()
                            .stream())
                    .toList());
            String key = alias().isPresent() ? Aliases.name("env") : prefix + ".env";
            return new MigrettiConfigurationException(
                    "`" + key + "` is `" + name + "`, and `" + prefix + ".envs` does not define it; "
                            + (defined.isEmpty() ? "it defines none" : "it defines " + String.join(", ", defined)),
                    "set `" + key + "` to one that is defined, define it there, or leave `" + key + "` out");
        }

        private void requireUnambiguous(List<String> names) {
            for (String decisive : DECISIVE) {
                List<String> setting = names.stream()
                        .filter(name ->
                                places(name).stream().anyMatch(place -> isBound(binder, place.key.append(decisive))))
                        .toList();
                if (setting.size() > 1) {
                    throw new MigrettiConfigurationException(
                            "The active profiles " + String.join(" and ", setting) + " each set `" + decisive
                                    + "` under `" + instance.prefix()
                                    + ".envs`, so that it is ambiguous what to migrate",
                            "set `" + instance.prefix()
                                    + ".env` to the one that is meant, or activate only one of these profiles");
                }
            }
        }
    }
}
