package io.migretti.boot.autoconfigure;

import io.migretti.DatabaseException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/** A database may come up later than the application: what failed for that reason is tried again. */
final class Connecting {

    private static final Logger LOG = LoggerFactory.getLogger(Connecting.class);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final Duration limit;

    /** @param limit how long to try again; 0 means to try once */
    Connecting(Duration limit) {
        this.limit = limit;
    }

    /** As often as the time for connecting allows, but only while the failure is one that may pass by itself. */
    <T> T until(Supplier<T> operation) {
        long begin = System.nanoTime();
        try {
            return operation.get();
        } catch (DatabaseException e) {
            return again(begin, e, operation);
        }
    }

    /**
     * What {@link #until} does behind a first failure.
     *
     * @param begin when the first attempt began, by {@code nanoTime}
     */
    <T> T again(long begin, DatabaseException first, Supplier<T> operation) {
        DatabaseException failure = first;
        Duration pause = FIRST_PAUSE;
        for (int attempts = 1; ; attempts++) {
            if (!failure.isUnreachable() || limit.isZero()) {
                throw failure;
            }
            Duration left = limit.minus(since(begin));
            if (left.isNegative() || left.isZero()) {
                throw neverConnected(failure, attempts);
            }
            LOG.warn("Trying again for {} of at most {}. {}", text(since(begin)), text(limit), failure.what());
            sleep(pause.compareTo(left) < 0 ? pause : left);
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
            try {
                return operation.get();
            } catch (DatabaseException e) {
                failure = e;
            }
        }
    }

    private MigrettiStartupException neverConnected(DatabaseException last, int attempts) {
        return new MigrettiStartupException(
                last.what() + "\n  (the last of " + attempts + " attempts within " + text(limit) + ")",
                last.next() + "; `migretti.connect-timeout` says how long to try again",
                MigrettiStartupException.UNAVAILABLE,
                last);
    }

    static Duration since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).truncatedTo(ChronoUnit.MILLIS);
    }

    static String text(Duration duration) {
        return duration.isZero() ? "0s" : DurationFormatterUtils.print(duration, DurationFormat.Style.COMPOSITE);
    }

    static void sleep(Duration time) {
        ShutdownWake wake = new ShutdownWake();
        try {
            Thread.sleep(Math.max(1, time.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrettiStartupException(
                    "Interrupted while waiting for the database",
                    "start again; nothing was changed",
                    MigrettiStartupException.UNAVAILABLE,
                    e);
        } finally {
            wake.close();
        }
    }
}
