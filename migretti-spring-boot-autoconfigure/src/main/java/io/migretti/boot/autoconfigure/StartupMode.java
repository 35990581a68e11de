package io.migretti.boot.autoconfigure;

/** What a start does with the migrations. */
public enum StartupMode {
    /** Applies what is pending. */
    APPLY,
    /** Changes nothing, and refuses to start if anything is pending, failed, changed or missing. */
    VERIFY,
    /** Waits until another process has applied everything that this release knows. */
    WAIT,
    /** Does not look at the database. */
    NONE
}
