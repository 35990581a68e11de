package io.migretti.boot.autoconfigure;

/**
 * Interrupts a thread that waits when the process is told to end: Spring's own shutdown hook waits for the start, so that
 * until then nothing else would.
 */
final class ShutdownWake implements AutoCloseable {

    private final Thread hook = new Thread(Thread.currentThread()::interrupt, "migretti-wake");

    /** From now on, this thread; at once if the end has come already. */
    ShutdownWake() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            Thread.currentThread().interrupt(); // The end has come, and so has the interrupt or will.
        }
    }
}
