package io.migretti.boot.actuate;

import io.migretti.plan.Direction;
import io.migretti.plan.Request;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One run of an engine that is over.
 *
 * @param name the engine's bean
 * @param duration of the whole run
 * @param lockWait how long the lock let it wait; empty if it did not ask for it
 * @param migrations those that were begun, but for what another process did meanwhile
 */
record Run(
        String name,
        String environment,
        Request request,
        Result result,
        Duration duration,
        Optional<Duration> lockWait,
        List<Migration> migrations) {

    Run {
        migrations = List.copyOf(migrations);
    }

    /** How it ended. */
    enum Result {
        APPLIED("applied"),
        NOTHING("nothing"),
        FAILED("failed"),
        REFUSED("refused"),
        LOCK_TIMEOUT("lock-timeout"),
        UNAVAILABLE("unavailable"),
        ABORTED("aborted");

        private final String tag;

        Result(String tag) {
            this.tag = tag;
        }

        String tag() {
            return tag;
        }

        boolean isBad() {
            return this != APPLIED && this != NOTHING;
        }
    }

    /** One of its migrations. */
    record Migration(Direction direction, boolean transactional, boolean failed, Duration duration) {}

    /** What a run does, in one word. */
    static String operation(Request request) {
        if (request instanceof Request.Apply) {
            return "apply";
        } else if (request instanceof Request.Rollback) {
            return "rollback";
        } else if (request instanceof Request.Fix) {
            return "fix";
        } else if (request instanceof Request.Baseline) {
            return "baseline";
        }
        return "seed";
    }
}
