package io.migretti.diff.plan;

/** What a statement does to its object. */
public enum Action {
    CREATE,
    ALTER,
    DROP
}
