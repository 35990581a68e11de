package io.migretti.diff.schema;

/** From one schema to another, on the server of the first. */
public record Transition(Schema from, Schema to) {

    /** {@code server_version_num} of the server that executes the statements. */
    public int serverVersion() {
        return from.serverVersion() == 0 ? to.serverVersion() : from.serverVersion();
    }

    /** Whether it is there before and after. */
    public boolean keeps(ObjectId id) {
        return from.contains(id) && to.contains(id);
    }
}
