package io.migretti;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits between attempts: longer each time, and up to half less, so that many waiters do not ask in step. */
final class Polling {

    private final Duration longest;
    private final long begin = System.nanoTime();
    private Duration pause;

    Polling(Duration first, Duration longest) {
        this.pause = first;
        this.longest = longest;
    }

    Duration waited() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The next pause, before chance shortens it. */
    Duration pause() {
        return pause;
    }

    /**
     * Waits for the next pause, at most for {@code limit}.
     *
     * @param what for the message: what is being waited for
     */
    void await(Duration limit, String what) {
        Duration time = pause.compareTo(limit) <= 0 ? pause : limit;
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(longest) <= 0 ? doubled : longest;
        long millis = Math.max(1, time.toMillis());
        try {
            Thread.sleep(millis - ThreadLocalRandom.current().nextLong(millis / 2 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException(
                    "Interrupted while waiting for " + what, "start again; what is applied is not repeated");
        }
    }
}
