package io.migretti.boot.actuate;

import io.migretti.DatabaseException;
import io.migretti.Migretti;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationContext;

/**
 * The status of every engine for those who ask often: read from the database at most every ten seconds, and anew after
 * each run of this application.
 */
public final class MigrettiReadings implements DisposableBean {

    /** How long a statement of the status may take. */
    static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(MigrettiReadings.class);
    private static final Duration MAX_AGE = Duration.ofSeconds(10);

    private final ApplicationContext context;
    private final Map<String, Reading> readings = new LinkedHashMap<>();
    private final ExecutorService background = background();
    private final AtomicInteger ended = new AtomicInteger();

    public MigrettiReadings(ApplicationContext context, MigrettiRuns runs) {
        this.context = context;
        runs.follow(run -> ended.incrementAndGet());
    }

    private static ExecutorService background() {
        ThreadPoolExecutor one =
                new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "migretti-status");
                    thread.setDaemon(true);
                    return thread;
                });
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    Set<String> names() {
        return readings().keySet();
    }

    String environment(String name) {
        return of(name).engine.environment();
    }

    /** At most ten seconds old; waits for the database if it is older. Never throws. */
    StatusReport current(String name) {
        return of(name).current();
    }

    /**
     * The last that is known, and does not wait for the database: one that is older than ten seconds is read anew in the
     * background.
     */
    Optional<StatusReport> last(String name) {
        return of(name).last();
    }

    private Reading of(String name) {
        Reading reading = readings().get(name);
        if (reading == null) {
            throw new IllegalArgumentException("no engine is called " + name);
        }
        return reading;
    }

    private synchronized Map<String, Reading> readings() {
        if (readings.isEmpty()) {
            Engines.of(context).forEach((name, engine) -> readings.put(name, new Reading(name, engine)));
        }
        return Collections.unmodifiableMap(readings);
    }

    @Override
    public void destroy() {
        background.shutdownNow();
    }

    private final class Reading {
        private final String name;
        private final Migretti engine;
        private final AtomicBoolean underWay = new AtomicBoolean();
        private volatile Optional<StatusReport> report = Optional.empty();
        private volatile long readAt;
        private volatile int endedBefore;

        Reading(String name, Migretti engine) {
            this.name = name;
            this.engine = engine.withReadTimeout(READ_TIMEOUT);
        }

        private Optional<StatusReport> fresh() {
            boolean old = endedBefore != ended.get() || System.nanoTime() - readAt >= MAX_AGE.toNanos();
            return old ? Optional.empty() : report;
        }

        synchronized StatusReport current() {
            return fresh().orElseGet(this::read);
        }

        Optional<StatusReport> last() {
            if (fresh().isEmpty() && underWay.compareAndSet(false, true)) {
                try {
                    background.execute(() -> {
                        try {
                            current();
                        } finally {
                            underWay.set(false);
                        }
                    });
                } catch (RejectedExecutionException e) {
                    LOG.debug("The application is being closed, and the status of {} is not read any more", name, e);
                }
            }
            return report;
        }

        private StatusReport read() {
            // Before reading: what a run that ends meanwhile has done may not be in it.
            int endedNow = ended.get();
            StatusReport now;
            try {
                now = StatusReport.of(engine.status(), engine);
            } catch (DatabaseException e) {
                complain(e);
                now = StatusReport.unavailable(engine, Unavailable.reading(e));
            } catch (RuntimeException e) {
                complain(e);
                now = StatusReport.unavailable(engine, Unavailable.READING);
            }
            readAt = System.nanoTime();
            endedBefore = endedNow;
            report = Optional.of(now);
            return now;
        }

        /** Once, until it can be read again: health is asked every few seconds. */
        private void complain(RuntimeException e) {
            if (background.isShutdown()) {
                LOG.debug("The application was closed while the status of {} was read", name, e);
            } else if (report.filter(last -> last.state() == StatusReport.State.UNAVAILABLE)
                    .isEmpty()) {
                LOG.warn("The status of {} cannot be read", name, e);
            } else {
                LOG.debug("The status of {} still cannot be read", name, e);
            }
        }
    }
}
