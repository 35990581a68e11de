package io.migretti.cli;

import java.util.Locale;

/** The form of a result. */
enum Output {
    TABLE,
    JSON;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
