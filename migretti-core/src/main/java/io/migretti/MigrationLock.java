package io.migretti;

import io.migretti.report.MigrettiEvent;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;

/**
 * The advisory lock that lets one process at a time write: on the session, so that it dies with the connection, and
 * shared with Python Migretti.
 *
 * <p>Acquired by polling in autocommit. A session that blocks in {@code pg_advisory_lock} keeps a snapshot, for which
 * the holder's {@code CREATE INDEX CONCURRENTLY} would wait for ever. Source: PostgreSQL manual, "Advisory Locks" and
 * "Building Indexes Concurrently".
 */
final class MigrationLock implements AutoCloseable {

    private static final String READ_COMMITTED = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; ";
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE =
            Duration.ofMillis(200); // the last of many waiters starts soon after the first
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

    private final Session session;
    private final Settings settings;
    private final Events events;
    private final String stillHeld;
    private Duration waited = Duration.ZERO;

    private MigrationLock(Session session, Settings settings, Events events) {
        this.session = session;
        this.settings = settings;
        this.events = events;
        this.stillHeld = stillHeld();
    }

    /**
     * Waits until the lock is free, at most for the lock timeout. With {@link LockScope#TRANSACTION} nothing is held yet.
     *
     * @throws LockTimeoutException with the holder
     */
    static MigrationLock acquire(Session session, Settings settings, Events events) throws SQLException {
        MigrationLock lock = new MigrationLock(session, settings, events);
        if (settings.lockScope() == LockScope.SESSION) {
            lock.poll("", "pg_try_advisory_lock", () -> {});
        }
        return lock;
    }

    private interface Undo {
        void run() throws SQLException;
    }

    private void poll(String before, String function, Undo afterRefusal) throws SQLException {
        Polling polling = new Polling(FIRST_PAUSE, LONGEST_PAUSE);
        Duration nextReport = Duration.ZERO;
        while (!ask(before + "SELECT pg_catalog." + function + "(" + settings.lockId() + ")")) {
            Duration sofar = polling.waited();
            boolean late = sofar.compareTo(settings.lockTimeout()) >= 0;
            if (late || sofar.compareTo(nextReport) >= 0) {
                String holder = holder();
                if (late) {
                    throw new LockTimeoutException(settings.lockId(), sofar, holder);
                }
                events.tell(new MigrettiEvent.WaitingForLock(holder, sofar, settings.lockTimeout()));
                nextReport = sofar.plus(BETWEEN_REPORTS);
            }
            afterRefusal.run();
            polling.await(settings.lockTimeout().minus(sofar), "the migration lock");
        }
        waited = waited.plus(polling.waited());
    }

    private boolean ask(String sql) throws SQLException {
        try (Statement statement = session.connection().createStatement()) {
            if (!statement.execute(sql)) {
                statement.getMoreResults();
            }
            try (ResultSet answer = statement.getResultSet()) {
                answer.next();
                return answer.getBoolean(1);
            }
        }
    }

    /**
     * Opens a transaction in which the lock is held, whatever its scope. The statements returned go to the server before
     * all others; they fail the transaction if the lock of the session was lost and somebody else has it now.
     */
    List<String> begin() throws SQLException {
        Connection connection = session.connection();
        connection.setAutoCommit(false);
        if (settings.lockScope() == LockScope.SESSION) {
            return List.of(stillHeld);
        }
        // A stricter snapshot would be older than the lock, and so would what the history is read from.
        poll(READ_COMMITTED, "pg_try_advisory_xact_lock", connection::rollback);
        return List.of();
    }

    /** Executes statements of the engine with the lock held, all or none. */
    void inTransaction(List<String> statements) throws SQLException {
        inTransaction(statements, false);
    }

    /** The same in one flight, for what may be committed even if this process is killed before it hears of it. */
    void inOneFlight(List<String> statements) throws SQLException {
        inTransaction(statements, true);
    }

    private void inTransaction(List<String> statements, boolean withCommit) throws SQLException {
        if (statements.isEmpty()) {
            return;
        }
        try (Pipeline pipeline = new Pipeline(session.connection(), warning -> {}, count -> {})) {
            pipeline.addLockGuards(begin());
            pipeline.addAll(statements);
            if (withCommit) {
                pipeline.add("COMMIT");
            }
            pipeline.flush();
            session.connection().commit(); // Of nothing, if it has been done.
        } catch (Pipeline.StatementFailedException e) {
            throw e.reason();
        } finally {
            session.undo();
        }
    }

    /** What goes to the server before the bookkeeping: a migration may have released the lock itself. */
    List<String> beforeBookkeeping() {
        return settings.lockScope() == LockScope.SESSION ? List.of(stillHeld) : List.of();
    }

    /**
     * Fails if the lock is not held and cannot be taken again at once. A session that has it gets it once more, which is
     * why it is released with all others: to look into {@code pg_locks} takes the server ten times as long.
     */
    private String stillHeld() {
        return "SELECT 1 / pg_catalog.pg_try_advisory_lock(" + settings.lockId()
                + ")::pg_catalog.int4 AS migration_lock_is_held";
    }

    private String isThisLock() {
        return """
                l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
                AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
                AND l.classid::pg_catalog.int8 = %s AND l.objid::pg_catalog.int8 = %s""".formatted(settings.lockId() >>> 32, settings.lockId() & 0xFFFFFFFFL);
    }

    private String holder() throws SQLException {
        String sql = Blockers.DESCRIPTION
                + " FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_stat_activity a USING (pid) WHERE " + isThisLock();
        List<String> holders = Blockers.describe(session.connection(), sql);
        return holders.isEmpty() ? "a process that has just released it" : String.join(" and ", holders);
    }

    /** How long other processes made this one wait. */
    Duration waited() {
        return waited;
    }

    /** Releases it; ends the whole session if that fails, which releases it too. */
    @Override
    public void close() {
        try {
            session.rollBack();
            String unlock = "SELECT pg_catalog.pg_advisory_unlock(" + settings.lockId() + ")";
            if (settings.lockScope() == LockScope.SESSION && session.isToBeRestored()) {
                // Divides by zero if it is not held any more.
                session.restore("SELECT 1 / (" + unlock + ")::pg_catalog.int4, pg_catalog.pg_advisory_unlock_all()");
            } else if (settings.lockScope() == LockScope.SESSION && !ask(unlock)) {
                session.abort();
            }
        } catch (SQLException e) {
            session.abort();
        }
    }
}
