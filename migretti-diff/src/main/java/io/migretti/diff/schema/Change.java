package io.migretti.diff.schema;

import java.util.List;

/** What it takes to turn an object into its target. */
public sealed interface Change {

    /** They are the same. */
    record None() implements Change {}

    /**
     * The object stays and is altered.
     *
     * @param statements may be empty, if altering another object does it
     * @param disturbing whether the server refuses while certain others depend on it
     * @param loses whether data is lost by it
     */
    record Alter(List<String> statements, boolean disturbing, boolean loses) implements Change {}

    /** The server has no way but to drop and create it. */
    record Recreate() implements Change {}

    static Change none() {
        return new None();
    }

    static Change recreate() {
        return new Recreate();
    }

    /** Nothing disturbing; {@link None} without statements. */
    static Change alter(List<String> statements) {
        return statements.isEmpty() ? new None() : new Alter(List.copyOf(statements), false, false);
    }
}
