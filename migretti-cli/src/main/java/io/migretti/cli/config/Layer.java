package io.migretti.cli.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one level of {@code mg.yaml} says: the file itself, or one of its environments.
 *
 * @param settings by key, {@code lock.timeout} for one in {@code lock}
 */
record Layer(Map<String, Scalar> database, Map<String, Scalar> settings, Map<String, Scalar> hooks) {

    static final Layer EMPTY = new Layer(Map.of(), Map.of(), Map.of());

    Layer {
        database = new LinkedHashMap<>(database);
        settings = new LinkedHashMap<>(settings);
        hooks = new LinkedHashMap<>(hooks);
    }

    /** The database as one text, under either of its keys. */
    Optional<Scalar> url() {
        return Optional.ofNullable(database.get("url")).or(() -> Optional.ofNullable(database.get("conninfo")));
    }

    Stream<Scalar> scalars() {
        return Stream.of(database, settings, hooks).flatMap(map -> map.values().stream());
    }

    static Map<String, Scalar> over(Map<String, Scalar> weaker, Map<String, Scalar> stronger) {
        Map<String, Scalar> both = new HashMap<>(weaker);
        both.putAll(stronger);
        return both;
    }
}
