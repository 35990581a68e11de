package io.migretti.report;

/** How a migration stands between its file and its row. */
public enum MigrationState {
    /** A file without a row. */
    PENDING,
    /** A row, and the file that was applied. */
    APPLIED,
    /** Began without a transaction and did not finish. */
    FAILED,
    /** Applied, and the file is another one now. */
    CHANGED,
    /** Applied, and the file is gone although newer ones are there. */
    MISSING,
    /** Applied by a newer release: no file, and its id is behind every file's. */
    FUTURE
}
