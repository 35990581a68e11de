package io.migretti.diff.plan;

import io.migretti.diff.schema.Change;
import java.util.List;

/** What happens to an object on the way; one that stays as it is has none. */
sealed interface Fate {

    record Created() implements Fate {}

    record Dropped() implements Fate {}

    /** Dropped, and created again as the target has it. */
    record Recreated() implements Fate {}

    record Altered(List<String> statements, boolean disturbing, boolean loses) implements Fate {

        static Altered by(Change.Alter change) {
            return new Altered(change.statements(), change.disturbing(), change.loses());
        }
    }

    default boolean creates() {
        return this instanceof Created || this instanceof Recreated;
    }

    default boolean drops() {
        return this instanceof Dropped || this instanceof Recreated;
    }

    /** Whether what depends on the object may be in the way of it. */
    default boolean disturbs() {
        return drops() || this instanceof Altered altered && altered.disturbing();
    }
}
