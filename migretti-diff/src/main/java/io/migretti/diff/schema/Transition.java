package io.migretti.diff.schema;

import java.util.Set;

/**
 * From one schema to another, on the server of the first.
 *
 * @param apart what is there before and after, and yet not all the time: partitions that are detached for a while
 */
public record Transition(Schema from, Schema to, Set<ObjectId> apart) {

    public Transition {
        apart = Set.copyOf(apart);
    }

    /** {@code server_version_num} of the server that executes the statements. */
    public int serverVersion() {
        return from.serverVersion() == 0 ? to.serverVersion() : from.serverVersion();
    }

    /** Whether it is there all the time. */
    public boolean keeps(ObjectId id) {
        return from.contains(id) && to.contains(id) && !apart.contains(id);
    }
}
