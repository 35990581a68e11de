package io.migretti.boot.autoconfigure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * One database to migrate, with keys and beans of its own. The one whose keys stand directly under {@code migretti} is
 * called {@code migretti}.
 */
record Instance(String name) {

    static final Instance SINGLE = new Instance("migretti");

    static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("migretti");
    private static final ConfigurationPropertyName INSTANCES = ROOT.append("instances");

    /**
     * All that are configured, in the order in which they are migrated. The single one is among them if there is no
     * other, or if any of its keys is set.
     *
     * @throws MigrettiConfigurationException if an entry is called as the single one is
     */
    static List<Instance> of(Environment environment) {
        if (!Keys.mayBeBelow(INSTANCES, environment)) {
            return List.of(SINGLE);
        }
        Binder binder = BindFailures.binder(environment);
        Collection<String> names = distinct(binder.bind(INSTANCES, Bindable.mapOf(String.class, Object.class))
                .orElseGet(LinkedHashMap::new)
                .keySet());
        if (names.contains(SINGLE.name)) {
            throw new MigrettiConfigurationException(
                    "`migretti.instances.migretti` is the name of the instance whose keys stand directly under `migretti`",
                    "move its keys there, or give it another name");
        }
        List<Instance> instances = new ArrayList<>();
        if (names.isEmpty()
                || new Aliases(environment).anyGiven()
                || binder.bind(ROOT, Bindable.of(InstanceSettings.class)).isBound()) {
            instances.add(SINGLE);
        }
        names.forEach(name -> instances.add(new Instance(name)));
        return instances;
    }

    // Written out: what the compiler generates for a record is linked when it is first called, which a start can feel.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Instance instance && name.equals(instance.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Where its keys may stand; the last one overrides. */
    List<ConfigurationPropertyName> bases() {
        return isSingle() ? List.of(ROOT) : keys(INSTANCES, name);
    }

    boolean isSingle() {
        return name.equals(SINGLE.name);
    }

    /** As a user writes it. */
    String prefix() {
        return isSingle() ? "migretti" : "migretti.instances." + name;
    }

    /** Of its engine; that of its initializer ends in {@code Initializer}. */
    String beanName() {
        if (isSingle()) {
            return name;
        }
        StringBuilder bean = new StringBuilder();
        for (String word : StringUtils.tokenizeToStringArray(name.replaceAll("[^A-Za-z0-9]", " "), " ")) {
            bean.append(bean.isEmpty() ? StringUtils.uncapitalize(word) : StringUtils.capitalize(word));
        }
        return bean.append("Migretti").toString();
    }

    static List<String> beanNames(List<Instance> instances) {
        List<String> names = new ArrayList<>();
        for (Instance instance : instances) {
            names.add(instance.beanName());
        }
        return names;
    }

    /**
     * How a name may be written in a key: plain, where Spring compares letters and digits only, as an environment
     * variable has them; and in brackets.
     */
    static List<ConfigurationPropertyName> keys(ConfigurationPropertyName parent, String name) {
        String plain = plain(name);
        List<ConfigurationPropertyName> keys = new ArrayList<>();
        if (!plain.isEmpty()) {
            keys.add(parent.append(plain));
        }
        if (!plain.equals(name)) {
            keys.add(parent.append("[" + name + "]"));
        }
        return keys;
    }

    /** One has a key from a file (us-east) and perhaps another one from an environment variable (useast). */
    static Collection<String> distinct(Collection<String> names) {
        Map<String, String> longest = names.stream()
                .collect(Collectors.toMap(
                        Instance::plain,
                        Function.identity(),
                        (first, second) -> first.length() >= second.length() ? first : second,
                        TreeMap::new));
        return longest.values();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
}
