package io.migretti.migration;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file name before the first underscore; decides the order. New files get a ULID.
 *
 * <p>Order is that of the characters' code points, as Python Migretti and PostgreSQL's {@code COLLATE "C"} have it.
 *
 * @param value any text that a history table may hold; a file's id must also satisfy {@link #complaint()}
 */
public record MigrationId(String value) implements Comparable<MigrationId> {

    /** The width of the history table's column. */
    public static final int MAX_LENGTH = 26;

    /** What is wrong with this as the id of a file, without a full stop; empty if it is fine. */
    public Optional<String> complaint() {
        if (value.isEmpty()) {
            return Optional.of("the file name has no id before its first underscore");
        }
        if (value.length() > MAX_LENGTH) {
            return Optional.of(
                    "the id `" + value + "` has " + value.length() + " characters, " + MAX_LENGTH + " are the most");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z')) {
                return Optional.of("the id `" + value + "` has characters other than A-Z, a-z and 0-9");
            }
        }
        return Optional.empty();
    }

    @Override
    public int compareTo(MigrationId other) {
        return value.compareTo(other.value);
    }

    // Written out, as is hashCode: a record's own are generated when first called, for some milliseconds of every
    // start.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MigrationId id && value.equals(id.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
