package io.migretti.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Lets one thread of one JVM at a time do something with a directory; the kernel frees it when a JVM dies. */
final class StartLock {

    /** A file lock belongs to the whole JVM, so its threads need one of their own. */
    private static final ReentrantLock WITHIN_THIS_JVM = new ReentrantLock();

    private StartLock() {}

    interface Action<T> {
        T run() throws IOException;
    }

    /** Runs the action while holding {@code file}, after waiting for it at most {@code limit}. */
    static <T> T holding(Path file, Duration limit, Action<T> action) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean entered = false;
        try {
            entered = WITHIN_THIS_JVM.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
            if (!entered) {
                throw tooLong(file, limit);
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                @Nullable FileLock lock = channel.tryLock();
                while (lock == null) {
                    if (System.nanoTime() - deadline > 0) {
                        throw tooLong(file, limit);
                    }
                    Thread.sleep(50);
                    lock = channel.tryLock();
                }
                return action.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while waiting for " + file, e);
        } finally {
            if (entered) {
                WITHIN_THIS_JVM.unlock();
            }
        }
    }

    private static EmbeddedServerException tooLong(Path file, Duration limit) {
        return new EmbeddedServerException("Another process has held " + file + " for more than " + limit.toSeconds()
                + " s; it is starting a server there. Wait for it or end it, then try again.");
    }
}
