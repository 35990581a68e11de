package io.migretti.cli;

import io.migretti.MigrettiBuilder;
import java.util.function.Consumer;

/** The shell commands of the configuration, around a run. */
final class Hooked {

    private Hooked() {}

    static Consumer<MigrettiBuilder> with(Invocation mg, Consumer<MigrettiBuilder> settings) {
        return settings;
    }
}
