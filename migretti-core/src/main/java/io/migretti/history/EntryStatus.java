package io.migretti.history;

/** What a row of the history says about its migration. */
public enum EntryStatus {
    /** Executed to its end, or declared so by a person. */
    APPLIED,
    /** Begun without a transaction and not finished: somebody has to decide. */
    FAILED
}
