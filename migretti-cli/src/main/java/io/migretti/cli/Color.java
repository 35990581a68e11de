package io.migretti.cli;

import java.util.Locale;
import java.util.Map;

/** When to colour. */
enum Color {
    AUTO,
    ALWAYS,
    NEVER;

    /** By no-color.org a variable that is set to anything but nothing turns colour off, unless a person asks for it. */
    boolean on(boolean terminal, Map<String, String> variables) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO ->
                terminal
                        && variables.getOrDefault("NO_COLOR", "").isEmpty()
                        && !variables.getOrDefault("TERM", "").equals("dumb");
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
