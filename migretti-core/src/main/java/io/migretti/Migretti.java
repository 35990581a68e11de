package io.migretti;

import io.migretti.history.HistoryEntry;
import io.migretti.migration.Catalog;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
import io.migretti.migration.Scripts;
import io.migretti.migration.Seeds;
import io.migretti.plan.Direction;
import io.migretti.plan.Plan;
import io.migretti.plan.Request;
import io.migretti.plan.Squash;
import io.migretti.report.DryRun;
import io.migretti.report.MigrettiListener;
import io.migretti.report.Outcome;
import io.migretti.report.Squashed;
import io.migretti.report.Status;
import io.migretti.report.Verification;
import io.migretti.script.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Migrates one PostgreSQL database from one set of migration files.
 *
 * <pre>{@code
 * Migretti migretti = Migretti.on(dataSource).from("classpath:migrations").build();
 * Outcome outcome = migretti.apply();
 * }</pre>
 *
 * <p>Immutable and safe for use by several threads; each call borrows one connection for its duration and gives it back
 * as it was. Every method reads the files anew. Failures are {@link MigrettiException}s.
 */
public final class Migretti {

    /** Python Migretti's own key, so that both tools exclude each other. */
    public static final long DEFAULT_LOCK_ID = 894321;

    /** Where the history is kept unless something else is said. */
    public static final String DEFAULT_TABLE = "_migrations";

    private final DataSource dataSource;
    private final Settings settings;
    private final List<MigrettiListener> added;
    private final Duration readTimeout;

    Migretti(DataSource dataSource, Settings settings) {
        this(dataSource, settings, List.of(), Duration.ZERO);
    }

    private Migretti(DataSource dataSource, Settings settings, List<MigrettiListener> added, Duration readTimeout) {
        this.dataSource = dataSource;
        this.settings = settings;
        this.added = added;
        this.readTimeout = readTimeout;
    }

    /** The same with one more who is told what happens, after all others. */
    public Migretti withListener(MigrettiListener listener) {
        List<MigrettiListener> more = new ArrayList<>(added);
        more.add(Objects.requireNonNull(listener));
        return new Migretti(dataSource, settings, List.copyOf(more), readTimeout);
    }

    /**
     * The same, but that operations which only read end with a {@link DatabaseException} if one of their statements takes
     * longer. For callers who cannot wait: without it a lock on the history table keeps them waiting as long as the role's
     * own timeouts let it. The driver counts the time, and nothing is set in the session.
     *
     * @param timeout at least a second, and counted in whole ones
     * @throws IllegalArgumentException if it is shorter, or longer than a day
     */
    public Migretti withReadTimeout(Duration timeout) {
        if (timeout.compareTo(Duration.ofSeconds(1)) < 0 || timeout.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("the read timeout must be 1 second to 1 day, and is " + timeout);
        }
        return new Migretti(dataSource, settings, added, timeout);
    }

    private Events events() {
        return new Events(settings, added);
    }

    private Operation operation() {
        return new Operation(dataSource, settings, events());
    }

    /** Begins to describe a {@code Migretti}; the data source is not used before the first operation. */
    public static MigrettiBuilder on(DataSource dataSource) {
        return new MigrettiBuilder(dataSource);
    }

    /**
     * Applies everything that is pending, in order.
     *
     * <p>With nothing pending it reads the files and the history in one round trip and takes no lock. Otherwise it waits
     * for the lock, at most for the lock timeout, reads the history again, and executes.
     *
     * @return what was applied; empty results if nothing was pending
     * @throws InvalidMigrationsException if a file is wrong; nothing was executed
     * @throws PlanRefusedException if files and history do not fit; nothing was executed
     * @throws LockTimeoutException if another process keeps the lock; nothing was executed
     * @throws HookFailedException if a hook fails: before, nothing was executed; after, everything is committed and stays
     * @throws MigrationFailedException if a migration fails; those before it are committed and stay
     * @throws DatabaseException if there is no connection, or the database refuses the engine's own statements
     */
    public Outcome apply() {
        return operation().execute(request(Optional.empty(), Integer.MAX_VALUE));
    }

    /** Applies the next pending migration; otherwise like {@link #apply()}. */
    public Outcome up() {
        return operation().execute(request(Optional.empty(), 1));
    }

    /**
     * Applies what is pending up to and with one migration; otherwise like {@link #apply()}.
     *
     * @throws PlanRefusedException also if there is no such migration
     */
    public Outcome applyTo(MigrationId target) {
        return operation().execute(request(Optional.of(target), Integer.MAX_VALUE));
    }

    private Request.Apply request(Optional<MigrationId> target, int limit) {
        return new Request.Apply(
                settings.allowOutOfOrder(),
                target,
                limit,
                settings.singleTransaction(),
                settings.baseline(),
                settings.verifyChecksums());
    }

    /** Reverts the migration that was applied last; otherwise like {@link #rollback(int)}. */
    public Outcome down() {
        return rollback(1);
    }

    /**
     * Reverts the migrations that were applied last, newest first by time and then by id. The whole set is checked
     * before the first is touched. The down section comes from the file if it is there and unchanged, else from the
     * history.
     *
     * @param count at least 1; more than are applied means all
     * @return what was reverted
     * @throws PlanRefusedException also if one of them has no down and that is not allowed; nothing was executed
     * @throws MigrationFailedException if a down fails; those reverted before it are committed and stay reverted
     * @see #apply() the other exceptions
     */
    public Outcome rollback(int count) {
        return operation().execute(new Request.Rollback(count, settings.allowMissingDown()));
    }

    /**
     * Settles one migration by name, with the lock held; the log says {@code FIX}.
     *
     * @throws PlanRefusedException if the history has no such row, or one in another state
     * @throws MigrationFailedException if a resumed migration fails again
     * @see #apply() the other exceptions
     */
    public Outcome fix(MigrationId id, Request.Resolution resolution) {
        return operation().execute(new Request.Fix(id, resolution));
    }

    /**
     * Adopts a database that has no history: every migration up to and with {@code target} is recorded as applied, in
     * one transaction, without being executed.
     *
     * @throws PlanRefusedException if the history has rows, or there is no such migration
     * @see #apply() the other exceptions
     */
    public Outcome baseline(MigrationId target) {
        return operation().execute(new Request.Baseline(target));
    }

    /**
     * Executes the seeds: those of every place, then those in the environment's folder of every place, by file name,
     * each in a transaction of its own. With the lock held, and only on a database that is up to date. Nothing remembers
     * that a seed was executed: it is, each time.
     *
     * @return what was executed, with the direction {@link Direction#SEED}
     * @throws IllegalStateException if the builder was not told where the seeds are
     * @throws InvalidMigrationsException with all problems of all seeds; nothing was executed
     * @throws PlanRefusedException also if a migration is pending; nothing was executed
     * @throws MigrationFailedException if a seed fails; those before it are committed and stay
     * @see #apply() the other exceptions
     */
    public Outcome seed() {
        if (settings.seeds().isEmpty()) {
            throw new IllegalStateException("say where the seeds are: seeds(\"classpath:seeds\")");
        }
        return operation()
                .execute(new Request.Seed(
                        Seeds.of(settings.seeds(), settings.environment()), settings.verifyChecksums()));
    }

    /**
     * Makes one file of all pending ones, with the lock held: their up sections in order, their down sections the other
     * way round. The originals are kept in {@code .squash_backup} beside it. For migrations that have not been applied
     * anywhere: a database that has the originals misses them afterwards.
     *
     * <p>If an earlier squash was interrupted, this completes that one, and nothing else.
     *
     * @param name of the new migration
     * @throws IllegalStateException if the lock scope is {@link LockScope#TRANSACTION}
     * @throws InvalidMigrationsException if a pending file is wrong; nothing was changed
     * @throws PlanRefusedException if they cannot become one; nothing was changed
     * @throws WorkspaceException if files cannot be written; says whether anything was changed
     * @see #apply() the other exceptions
     */
    public Squashed squash(String name) {
        requireSessionScope("squash");
        return SquashRun.squash(name, request(Optional.empty(), Integer.MAX_VALUE), dataSource, settings, events());
    }

    /**
     * What {@link #squash} would do now, or why it would not. Takes no lock, changes nothing; the new id is another one
     * each time.
     *
     * @throws DatabaseException if the database cannot be read
     */
    public Squash planSquash(String name) {
        Request.Apply request = request(Optional.empty(), Integer.MAX_VALUE);
        return reading(
                table -> new SquashRun(settings, table.glance().history()).decide(name, request, settings.catalog()));
    }

    /**
     * Calls the user's own work with the migration lock held, on the run's connection, in autocommit. The work may have
     * transactions of its own; what it leaves open is rolled back. Closing the connection is refused, since the lock is
     * its session's. The connection is given back as it was.
     *
     * @throws LockTimeoutException if another process keeps the lock; the work was not called
     * @throws DatabaseException if there is no connection, or one that cannot hold the lock or takes no changes; the work was
     *     not called
     * @throws IllegalStateException if the lock scope is {@link LockScope#TRANSACTION}, which holds no lock for long
     * @throws Exception whatever the work throws
     */
    public <T> T whileLocked(LockedWork<T> work) throws Exception {
        requireSessionScope("whileLocked");
        try (Session session = Session.open(dataSource)) {
            try {
                Pooler.refuse(session, dataSource, settings);
                session.beforeWriting(settings);
            } catch (SQLException e) {
                throw DatabaseException.refusal(e);
            }
            MigrationLock lock;
            try {
                lock = MigrationLock.acquire(session, settings, events());
            } catch (SQLException e) {
                throw DatabaseException.refusal(e);
            }
            try {
                session.foreignStatementsFollow();
                return work.run(GuardedConnection.inSession(session.connection(), "The work under the migration lock"));
            } finally {
                lock.close();
            }
        }
    }

    private void requireSessionScope(String operation) {
        if (settings.lockScope() == LockScope.TRANSACTION) {
            throw new IllegalStateException(operation + " needs the lock scope SESSION");
        }
    }

    /** Work that is done while the migration lock is held. */
    @FunctionalInterface
    public interface LockedWork<T> {
        T run(Connection connection) throws Exception;
    }

    /**
     * What {@link #apply()} would do, learned by doing it: everything pending is executed in one transaction, which is
     * rolled back. Takes the lock, and real locks on tables while it runs, each waited for no longer than the lock timeout
     * of statements.
     *
     * @return also if a migration fails: see {@link DryRun#failure()}
     * @throws MigrettiException as {@link #apply()} does, but for a failing migration
     */
    public DryRun dryRun() {
        return dryRun(request(Optional.empty(), Integer.MAX_VALUE));
    }

    /** The same for any request. */
    public DryRun dryRun(Request request) {
        return operation().rehearse(request);
    }

    /**
     * Files and history side by side. Takes no lock, changes nothing, and needs no right but to read the history.
     *
     * @throws DatabaseException if the database cannot be read
     */
    public Status status() {
        try (CatalogReading files = CatalogReading.begin(settings)) {
            return reading(table -> {
                HistoryTable.Snapshot snapshot = table.read();
                Map<MigrationId, Status.Execution> executions = table.executions(snapshot);
                return Status.of(
                        files.catalog(), snapshot.history(), executions, snapshot.database(), snapshot.schema());
            });
        }
    }

    /** Every file and every row, by id: the rows of {@link #status()}. */
    public List<Status.Row> list() {
        return status().migrations();
    }

    /** The migration that was applied last, by the database's time. Takes no lock, changes nothing. */
    public Optional<HistoryEntry> head() {
        return reading(table -> table.glance().history().head());
    }

    /**
     * Compares what is applied with the files, and judges the text of every file. Takes no lock, changes nothing.
     *
     * @throws DatabaseException if the database cannot be read
     */
    public Verification verify() {
        Catalog catalog = settings.catalog();
        List<Problem> problems = new ArrayList<>(catalog.problems());
        catalog.migrations().stream()
                .filter(Migration.Sql.class::isInstance)
                .forEach(migration -> Scripts.parse((Migration.Sql) migration, problems));
        return reading(table -> {
            HistoryTable.Snapshot snapshot = table.glance();
            Status status = Status.of(catalog, snapshot.history(), Map.of(), snapshot.database(), snapshot.schema());
            return Verification.of(status, problems);
        });
    }

    /**
     * What {@link #apply()} would do now, or why it would not. Takes no lock, changes nothing, executes no migration.
     *
     * @throws DatabaseException if the database cannot be read
     */
    public Plan plan() {
        return plan(request(Optional.empty(), Integer.MAX_VALUE));
    }

    /** The same for any request. */
    public Plan plan(Request request) {
        try (CatalogReading files = CatalogReading.begin(settings)) {
            return reading(table -> {
                HistoryTable.Snapshot snapshot = table.glance();
                return Operation.plan(request, files.catalog(), table, snapshot);
            });
        }
    }

    /** The environment's name, as it was given to the builder. */
    public String environment() {
        return settings.environment();
    }

    /** The key of the advisory lock. */
    public long lockId() {
        return settings.lockId();
    }

    private interface Reading<T> {
        T read(HistoryTable table) throws SQLException;
    }

    private <T> T reading(Reading<T> reading) {
        try (Session session = Session.open(dataSource)) {
            return reading.read(new HistoryTable(settings, session.connection(), readTimeout));
        } catch (SQLException e) {
            throw new DatabaseException(
                    "The migration history cannot be read",
                    ServerError.of(e).sqlState().equals("42501")
                            ? "grant the role SELECT on the history tables and USAGE on their schema"
                            : "see the server's words",
                    e);
        }
    }
}
