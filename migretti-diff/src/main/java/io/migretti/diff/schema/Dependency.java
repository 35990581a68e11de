package io.migretti.diff.schema;

/**
 * One object needs another.
 *
 * @param of who needs
 * @param on what is needed
 */
public record Dependency(ObjectId of, ObjectId on, Strength strength) {

    /** What happens to the one when the other is dropped. */
    public enum Strength {
        /** The server refuses. */
        NORMAL,
        /** It is dropped too. */
        AUTOMATIC,
        /** Nothing; they are only to be created and dropped in this order. */
        ORDER
    }
}
