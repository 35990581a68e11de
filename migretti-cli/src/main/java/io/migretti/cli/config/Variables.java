package io.migretti.cli.config;

import java.util.Map;
import java.util.Optional;

/** Environment variables, those of {@code .env} included. */
record Variables(Map<String, String> values) {

    Variables {
        values = Map.copyOf(values);
    }

    /** Of one that overrides something: an empty one counts as not set. */
    Optional<Said> override(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(value -> !value.isEmpty())
                .map(value -> new Said(value, name));
    }

    /** Of one that is named in a file: what it is set to, nothing included. */
    Optional<String> named(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** Names alone, because values may be passwords. */
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
