package io.migretti.plan;

/** Which way a step takes the database. */
public enum Direction {
    /** Applies the migration: afterwards its row says applied. */
    UP,
    /** Reverts it: afterwards it has no row. */
    DOWN,
    /** A seed: the history knows nothing of it, before and afterwards. */
    SEED
}
