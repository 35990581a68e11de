package io.migretti.cli.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The keys that a mapping may have. */
record KnownKeys(List<String> names) {

    static KnownKeys of(String... names) {
        return new KnownKeys(List.of(names));
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** What to write instead of one that is unknown. */
    String insteadOf(String name) {
        return nearest(name)
                .map(known -> "write `" + known + "` if that is meant")
                .orElseGet(() -> "use one of " + String.join(", ", names));
    }

    private Optional<String> nearest(String name) {
        return Nearest.to(name.toLowerCase(Locale.ROOT).replace('-', '_'), names);
    }
}
