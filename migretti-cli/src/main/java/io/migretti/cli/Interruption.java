package io.migretti.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Ctrl-C, or a polite kill, in the middle of a run: the statement is cancelled, and the engine then rolls back and
 * releases the lock as after any failure. The JVM returns 130 (or 143) by itself when that is done.
 */
final class Interruption {

    private static final int ATTEMPTS = 40;
    private static final long MILLIS_BETWEEN = 250;

    private final Database database;
    private final Thread worker;
    private final Thread hook = new Thread(this::interrupt, "mg-interruption");
    private final CountDownLatch done = new CountDownLatch(1);
    private volatile boolean interrupted;
    private volatile boolean idle;

    private Interruption(Database database, Thread worker) {
        this.database = database;
        this.worker = worker;
    }

    /** Watches over what the calling thread does with the database, until {@link #end()}. */
    static Interruption over(Database database) {
        Interruption interruption = new Interruption(database, Thread.currentThread());
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    private void interrupt() {
        interrupted = true;
        if (idle) {
            return;
        }
        // Wakes it from waiting for a lock, and keeps it from reading on in its file.
        worker.interrupt();
        try {
            // More than once: the first may come between two statements.
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                database.cancel();
                if (done.await(MILLIS_BETWEEN, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        database.abort();
    }

    /** While a person is asked nothing is under way that had to be ended, and reading from a terminal cannot be. */
    boolean whileNothingRuns(BooleanSupplier question) {
        idle = true;
        try {
            return question.getAsBoolean();
        } finally {
            idle = false;
        }
    }

    boolean hasCome() {
        return interrupted;
    }

    /** The work is over; the process may end. */
    void end() {
        done.countDown();
        if (!interrupted) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // It has just begun, and finds the work done.
                return;
            }
        }
    }
}
