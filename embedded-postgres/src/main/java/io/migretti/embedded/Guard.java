package io.migretti.embedded;

/** Sees to it that a server ends when its JVM does, and ends it before on demand. */
sealed interface Guard permits Watchdog, ExitHook {

    /** Where the start is, so that a JVM that dies half-way leaves nothing either. */
    enum Phase {
        STARTING,
        READY,
        FAILED
    }

    void report(Phase phase);

    /**
     * Ends the server, if it runs, and deletes its files, if they are temporary. Waits for that, at most 45 s.
     *
     * @return whether the server is gone
     */
    boolean stop();
}
