package io.migretti;

import io.migretti.report.MigrettiEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The advisory lock that lets one process at a time write: on the session, so that it dies with the connection, and
 * shared with Python Migretti.
 *
 * <p>Acquired by polling in autocommit. A session that blocks in {@code pg_advisory_lock} keeps a snapshot, for which
 * the holder's {@code CREATE INDEX CONCURRENTLY} would wait for ever. Source: PostgreSQL manual, "Advisory Locks" and
 * "Building Indexes Concurrently".
 */
final class MigrationLock implements AutoCloseable {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

    private final Session session;
    private final long lockId;
    private final Duration waited;

    private MigrationLock(Session session, long lockId, Duration waited) {
        this.session = session;
        this.lockId = lockId;
        this.waited = waited;
    }

    /**
     * Waits until the lock is free, at most for the lock timeout.
     *
     * @throws LockTimeoutException with the holder
     */
    static MigrationLock acquire(Session session, Settings settings, Events events) throws SQLException {
        Connection connection = session.connection();
        long begin = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        Duration nextReport = Duration.ZERO;
        while (!tryAcquire(connection, settings.lockId())) {
            Duration waited = Duration.ofNanos(System.nanoTime() - begin);
            boolean late = waited.compareTo(settings.lockTimeout()) >= 0;
            if (late || waited.compareTo(nextReport) >= 0) {
                String holder = holder(connection, settings.lockId());
                if (late) {
                    throw new LockTimeoutException(settings.lockId(), waited, holder);
                }
                events.tell(new MigrettiEvent.WaitingForLock(holder, waited, settings.lockTimeout()));
                nextReport = waited.plus(BETWEEN_REPORTS);
            }
            sleep(min(pause, settings.lockTimeout().minus(waited)));
            pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
        }
        return new MigrationLock(session, settings.lockId(), Duration.ofNanos(System.nanoTime() - begin));
    }

    private static boolean tryAcquire(Connection connection, long lockId) throws SQLException {
        return ask(connection, "SELECT pg_catalog.pg_try_advisory_lock(" + lockId + ")");
    }

    private static boolean ask(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            answer.next();
            return answer.getBoolean(1);
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    /** Up to half a pause less, so that many waiters do not ask in step. */
    private static void sleep(Duration pause) {
        long millis = Math.max(1, pause.toMillis());
        try {
            Thread.sleep(millis - ThreadLocalRandom.current().nextLong(millis / 2 + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseException(
                    "Interrupted while waiting for the migration lock", "start again; nothing was executed");
        }
    }

    private static String holder(Connection connection, long lockId) throws SQLException {
        String sql = """
                SELECT a.pid, a.usename, a.application_name, pg_catalog.host(a.client_addr) AS client_addr, a.state,
                       a.backend_start::timestamptz(0)::text AS since
                  FROM pg_catalog.pg_locks l
                  JOIN pg_catalog.pg_stat_activity a USING (pid)
                 WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                   AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
                   AND l.classid::bigint = %s AND l.objid::bigint = %s
                """.formatted(lockId >>> 32, lockId & 0xFFFFFFFFL);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (!row.next()) {
                return "a process that has just released it";
            }
            StringBuilder holder = new StringBuilder("pid ").append(row.getInt("pid"));
            append(holder, ", user ", row.getString("usename"));
            append(holder, ", application ", row.getString("application_name"));
            append(holder, ", from ", row.getString("client_addr"));
            append(holder, ", ", row.getString("state"));
            append(holder, ", connected since ", row.getString("since"));
            return holder.toString();
        }
    }

    private static void append(StringBuilder to, String label, @org.jspecify.annotations.Nullable String value) {
        if (value != null && !value.isEmpty()) {
            to.append(label).append(value);
        }
    }

    /** How long it took to get it. */
    Duration waited() {
        return waited;
    }

    /** Releases it; ends the whole session if that fails, which releases it too. */
    @Override
    public void close() {
        try {
            session.rollBack();
            if (!ask(session.connection(), "SELECT pg_catalog.pg_advisory_unlock(" + lockId + ")")) {
                session.abort();
            }
        } catch (SQLException e) {
            session.abort();
        }
    }
}
