package io.migretti;

import io.migretti.history.HistoryEntry;
import io.migretti.migration.Catalog;
import io.migretti.migration.MigrationSource;
import io.migretti.migration.Scripts;
import io.migretti.plan.Plan;
import io.migretti.plan.Request;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.MigrettiListener;
import io.migretti.report.Outcome;
import io.migretti.report.Status;
import io.migretti.report.StepResult;
import io.migretti.report.Verification;
import io.migretti.script.Problem;
import java.nio.charset.StandardCharsets;
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

    private Migretti(DataSource dataSource, Settings settings) {
        this.dataSource = dataSource;
        this.settings = settings;
    }

    /** Begins to describe a {@code Migretti}; the data source is not used before the first operation. */
    public static Builder on(DataSource dataSource) {
        return new Builder(dataSource);
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
     * @throws MigrationFailedException if a migration fails; those before it are committed and stay
     * @throws DatabaseException if there is no connection, or the database refuses the engine's own statements
     */
    public Outcome apply() {
        long begin = System.nanoTime();
        Events events = new Events(settings);
        Catalog catalog = Catalog.of(settings.sources());
        Request request = new Request.Apply(settings.allowOutOfOrder());
        try (Session session = Session.open(dataSource)) {
            HistoryTable table = new HistoryTable(settings, session.connection());
            HistoryTable.Snapshot before = table.read();
            Plan glance = Plan.of(request, catalog, before.history());
            requireValid(glance.errors());
            if (glance.isEmpty()) {
                events.tell(new MigrettiEvent.Planned(glance));
                return finish(events, List.of(), begin, Duration.ZERO, before);
            }
            if (before.standby()) {
                throw new DatabaseException(
                        "The database is a standby, which takes no changes, and "
                                + Texts.count(glance.steps().size(), "migration") + " would have to be applied",
                        "connect to the primary");
            }
            return applyLocked(request, catalog, session, table, events, begin);
        } catch (SQLException e) {
            throw new DatabaseException(
                    "The database refused a statement of the engine itself",
                    ServerError.of(e).sqlState().equals("42501")
                            ? "grant the role what it lacks, or give migrations a role that owns the schema"
                            : "see the server's words; nothing that is not reported as applied was applied",
                    e);
        }
    }

    private Outcome applyLocked(
            Request request, Catalog catalog, Session session, HistoryTable table, Events events, long begin)
            throws SQLException {
        List<StepResult> results;
        Duration waited;
        HistoryTable.Snapshot snapshot;
        try (MigrationLock lock = MigrationLock.acquire(session, settings, events)) {
            waited = lock.waited();
            snapshot = table.read();
            Plan plan = Plan.of(request, catalog, snapshot.history());
            events.tell(new MigrettiEvent.Planned(plan));
            requireValid(plan.errors());
            if (!plan.refusals().isEmpty()) {
                throw new PlanRefusedException(plan.refusals());
            }
            if (plan.isEmpty()) {
                return finish(events, List.of(), begin, waited, snapshot);
            }
            session.beforeWriting();
            callHooks(hook -> hook.beforeApply(plan, session.connection()));
            session.inOneTransaction(table.create(snapshot));
            PlanExecutor executor = new PlanExecutor(session, table, settings, snapshot.schema(), events);
            PlanExecutor.Execution execution = executor.execute(plan);
            results = execution.results();
            if (execution.failure().isPresent()) {
                Outcome outcome = outcome(results, begin, waited, snapshot);
                events.tell(new MigrettiEvent.Finished(outcome));
                throw new MigrationFailedException(
                        outcome,
                        outcome.failure().orElseThrow(),
                        execution.failure().get());
            }
            Outcome applied = outcome(results, begin, waited, snapshot);
            callHooks(hook -> hook.afterApply(applied, session.connection()));
        }
        return finish(events, results, begin, waited, snapshot);
    }

    private static Outcome finish(
            Events events, List<StepResult> results, long begin, Duration waited, HistoryTable.Snapshot snapshot) {
        Outcome outcome = outcome(results, begin, waited, snapshot);
        events.tell(new MigrettiEvent.Finished(outcome));
        return outcome;
    }

    private static Outcome outcome(
            List<StepResult> results, long begin, Duration waited, HistoryTable.Snapshot snapshot) {
        return new Outcome(
                results,
                Duration.ofNanos(System.nanoTime() - begin),
                waited,
                snapshot.schema(),
                results.stream()
                        .filter(StepResult.Applied.class::isInstance)
                        .reduce((first, second) -> second)
                        .map(StepResult::id)
                        .or(() -> snapshot.history().head().map(HistoryEntry::id)));
    }

    private interface HookCall {
        void call(MigrettiHook hook) throws Exception;
    }

    private void callHooks(HookCall call) {
        for (MigrettiHook hook : settings.hooks()) {
            try {
                call.call(hook);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("A migration hook failed: " + e.getMessage(), e);
            }
        }
    }

    private static void requireValid(List<Problem> errors) {
        if (!errors.isEmpty()) {
            throw new InvalidMigrationsException(errors);
        }
    }

    /**
     * Files and history side by side. Takes no lock, changes nothing, and needs no right but to read the history.
     *
     * @throws DatabaseException if the database cannot be read
     */
    public Status status() {
        Catalog catalog = Catalog.of(settings.sources());
        return reading(table -> {
            HistoryTable.Snapshot snapshot = table.read();
            return Status.of(
                    catalog, snapshot.history(), table.executions(snapshot), snapshot.database(), snapshot.schema());
        });
    }

    /** Every file and every row, by id: the rows of {@link #status()}. */
    public List<Status.Row> list() {
        return status().migrations();
    }

    /** The migration that was applied last, by the database's time. Takes no lock, changes nothing. */
    public Optional<HistoryEntry> head() {
        return reading(table -> table.read().history().head());
    }

    /**
     * Compares what is applied with the files, and judges the text of every file. Takes no lock, changes nothing.
     *
     * @throws DatabaseException if the database cannot be read
     */
    public Verification verify() {
        Catalog catalog = Catalog.of(settings.sources());
        List<Problem> problems = new ArrayList<>(catalog.problems());
        catalog.migrations().forEach(migration -> Scripts.parse(migration, problems));
        return reading(table -> {
            HistoryTable.Snapshot snapshot = table.read();
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
        Catalog catalog = Catalog.of(settings.sources());
        return reading(table -> Plan.of(
                new Request.Apply(settings.allowOutOfOrder()),
                catalog,
                table.read().history()));
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
            return reading.read(new HistoryTable(settings, session.connection()));
        } catch (SQLException e) {
            throw new DatabaseException(
                    "The migration history cannot be read",
                    ServerError.of(e).sqlState().equals("42501")
                            ? "grant the role SELECT on the history tables and USAGE on their schema"
                            : "see the server's words",
                    e);
        }
    }

    /** Collects settings; each has a default but for the places of the migrations. */
    public static final class Builder {

        private static final int MAX_TABLE_NAME = 63 - "_log".length();

        private final DataSource dataSource;
        private final List<MigrationSource> sources = new ArrayList<>();
        private final List<MigrettiListener> listeners = new ArrayList<>();
        private final List<MigrettiHook> hooks = new ArrayList<>();
        private Optional<String> schema = Optional.empty();
        private String table = DEFAULT_TABLE;
        private long lockId = DEFAULT_LOCK_ID;
        private Duration lockTimeout = Duration.ofMinutes(5);
        private Duration statementLockTimeout = Duration.ofSeconds(5);
        private Optional<Duration> statementTimeout = Optional.empty();
        private boolean allowOutOfOrder;
        private String environment = "default";
        private String performedBy = System.getProperty("user.name", "");

        private Builder(DataSource dataSource) {
            this.dataSource = Objects.requireNonNull(dataSource);
        }

        /**
         * Adds places by name: {@code classpath:migrations}, {@code file:/srv/migrations}, or the path of a directory.
         *
         * @throws IllegalArgumentException if a name has another scheme
         */
        public Builder from(String... locations) {
            for (String location : locations) {
                sources.add(MigrationSource.at(location));
            }
            return this;
        }

        /** Adds places. */
        public Builder from(MigrationSource... places) {
            sources.addAll(List.of(places));
            return this;
        }

        /**
         * Where the history lies, and what migrations' {@code search_path} starts with; created if it does not exist.
         * Default: the connection's {@code current_schema()}.
         */
        public Builder schema(String name) {
            schema = Optional.of(requireName("schema", name, 63));
            return this;
        }

        /** The history's table; its log is called the same with {@code _log}. At most 59 bytes. */
        public Builder table(String name) {
            table = requireName("table", name, MAX_TABLE_NAME);
            return this;
        }

        private static String requireName(String setting, String name, int bytes) {
            if (name.isBlank() || name.getBytes(StandardCharsets.UTF_8).length > bytes || name.indexOf('\0') >= 0) {
                throw new IllegalArgumentException(
                        setting + " must be 1 to " + bytes + " bytes, and is `" + name + "`");
            }
            return name;
        }

        /** The key of the PostgreSQL advisory lock; any value. Default {@value Migretti#DEFAULT_LOCK_ID}. */
        public Builder lockId(long id) {
            lockId = id;
            return this;
        }

        /** How long to wait for another process that migrates; zero: do not wait. Default five minutes. */
        public Builder lockTimeout(Duration timeout) {
            lockTimeout = requireTime("lockTimeout", timeout);
            return this;
        }

        /**
         * PostgreSQL's {@code lock_timeout} for the statements of transactional migrations; zero: none. Default five
         * seconds.
         */
        public Builder statementLockTimeout(Duration timeout) {
            statementLockTimeout = requireTime("statementLockTimeout", timeout);
            return this;
        }

        /** PostgreSQL's {@code statement_timeout} for the statements of migrations. Default: the role's. */
        public Builder statementTimeout(Duration timeout) {
            statementTimeout = Optional.of(requireTime("statementTimeout", timeout));
            return this;
        }

        private static Duration requireTime(String setting, Duration time) {
            if (time.isNegative() || time.toDays() > 20) {
                throw new IllegalArgumentException(setting + " must be 0 to 20 days, and is " + time);
            }
            return time;
        }

        /** Whether a pending migration may sort before an applied one. Default: no. */
        public Builder allowOutOfOrder(boolean allow) {
            allowOutOfOrder = allow;
            return this;
        }

        /** A name for logs and reports. Default {@code default}. */
        public Builder environment(String name) {
            environment = Objects.requireNonNull(name);
            return this;
        }

        /** Who is written into the log of the history. Default: the operating system's user. */
        public Builder performedBy(String name) {
            performedBy = Objects.requireNonNull(name);
            return this;
        }

        /** Adds one who is told what happens. */
        public Builder listener(MigrettiListener listener) {
            listeners.add(Objects.requireNonNull(listener));
            return this;
        }

        /** Adds one who takes part; hooks are called in the order in which they were added. */
        public Builder hook(MigrettiHook hook) {
            hooks.add(Objects.requireNonNull(hook));
            return this;
        }

        /**
         * Connects to nothing yet.
         *
         * @throws IllegalStateException if no place was given
         */
        public Migretti build() {
            if (sources.isEmpty()) {
                throw new IllegalStateException("say where the migrations are: from(\"classpath:migrations\")");
            }
            return new Migretti(
                    dataSource,
                    new Settings(
                            sources,
                            schema,
                            table,
                            lockId,
                            lockTimeout,
                            statementLockTimeout,
                            statementTimeout,
                            allowOutOfOrder,
                            environment,
                            performedBy,
                            listeners,
                            hooks));
        }
    }
}
