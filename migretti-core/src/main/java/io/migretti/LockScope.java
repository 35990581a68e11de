package io.migretti;

/** How long the migration lock is held at a time. */
public enum LockScope {
    /** For the whole run, by the session. The default. */
    SESSION,
    /**
     * For one migration at a time, by its transaction: for a connection through a pooler that hands out another server
     * session with every transaction, as PgBouncer does in transaction mode. Migrations of different processes may then
     * take turns, and hooks may run in several of them. The transactions are {@code READ COMMITTED} whatever the role's
     * default is, because the history has to be read as it is once the lock is held.
     */
    TRANSACTION
}
