package io.migretti;

import io.migretti.migration.MigrationId;
import io.migretti.migration.MigrationSource;
import io.migretti.report.MigrettiListener;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** Begun by {@link Migretti#on}. Collects settings; each has a default but for the places of the migrations. */
public final class MigrettiBuilder {

    private static final Set<String> PRODUCTION = Set.of("prod", "production", "live");
    private static final int MAX_PERFORMER = 255;

    /** PostgreSQL's settings take no more than 2147483647 ms. */
    private static final Duration LONGEST_TIME = Duration.ofDays(20);

    private static final int MAX_TABLE_NAME = 63 - "_log".length();

    private final DataSource dataSource;
    private final List<MigrationSource> sources = new ArrayList<>();
    private final List<MigrationSource> seeds = new ArrayList<>();
    private final List<MigrettiListener> listeners = new ArrayList<>();
    private final List<MigrettiHook> hooks = new ArrayList<>();
    private Optional<String> schema = Optional.empty();
    private String table = Migretti.DEFAULT_TABLE;
    private long lockId = Migretti.DEFAULT_LOCK_ID;
    private Duration lockTimeout = Duration.ofMinutes(5);
    private Duration statementLockTimeout = Duration.ofSeconds(5);
    private Optional<Duration> statementTimeout = Optional.empty();
    private LockScope lockScope = LockScope.SESSION;
    private int lockAttempts = 10;
    private boolean confirmed;
    private final List<String> profiles = new ArrayList<>();
    private boolean allowOutOfOrder;
    private boolean allowMissingDown;
    private boolean singleTransaction;
    private Optional<MigrationId> baseline = Optional.empty();
    private boolean verifyChecksums = true;
    private final List<JavaMigration> javaMigrations = new ArrayList<>();
    private String environment = "default";
    private String performedBy = System.getProperty("user.name", "");

    MigrettiBuilder(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource);
    }

    /**
     * Adds places by name: {@code classpath:migrations}, {@code file:/srv/migrations}, or the path of a directory.
     *
     * @throws IllegalArgumentException if a name has another scheme
     */
    public MigrettiBuilder from(String... locations) {
        for (String location : locations) {
            sources.add(MigrationSource.at(location));
        }
        return this;
    }

    /** Adds places. */
    public MigrettiBuilder from(MigrationSource... places) {
        sources.addAll(List.of(places));
        return this;
    }

    /**
     * Adds places with seeds, by name as in {@link #from(String...)}. Default: none, and {@link Migretti#seed()} says so.
     *
     * @throws IllegalArgumentException if a name has another scheme
     */
    public MigrettiBuilder seeds(String... locations) {
        for (String location : locations) {
            seeds.add(MigrationSource.at(location));
        }
        return this;
    }

    /** Adds places with seeds. */
    public MigrettiBuilder seeds(MigrationSource... places) {
        seeds.addAll(List.of(places));
        return this;
    }

    /**
     * Where the history lies, and what migrations' {@code search_path} starts with; created if it does not exist.
     * Default: the connection's {@code current_schema()}.
     */
    public MigrettiBuilder schema(String name) {
        schema = Optional.of(requireName("schema", name, 63));
        return this;
    }

    /** The history's table; its log is called the same with {@code _log}. At most 59 bytes. */
    public MigrettiBuilder table(String name) {
        table = requireName("table", name, MAX_TABLE_NAME);
        return this;
    }

    private static String requireName(String setting, String name, int bytes) {
        if (name.isBlank() || name.getBytes(StandardCharsets.UTF_8).length > bytes || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(setting + " must be 1 to " + bytes + " bytes, and is `" + name + "`");
        }
        return name;
    }

    /** The key of the PostgreSQL advisory lock; any value. Default {@value Migretti#DEFAULT_LOCK_ID}. */
    public MigrettiBuilder lockId(long id) {
        lockId = id;
        return this;
    }

    /** How long to wait for another process that migrates; zero: do not wait. Default five minutes. */
    public MigrettiBuilder lockTimeout(Duration timeout) {
        lockTimeout = requireTime("lockTimeout", timeout);
        return this;
    }

    /**
     * PostgreSQL's {@code lock_timeout} for the statements of transactional migrations; zero: none. Default five
     * seconds.
     */
    public MigrettiBuilder statementLockTimeout(Duration timeout) {
        statementLockTimeout = requireTime("statementLockTimeout", timeout);
        return this;
    }

    /** PostgreSQL's {@code statement_timeout} for the statements of migrations. Default: the role's. */
    public MigrettiBuilder statementTimeout(Duration timeout) {
        statementTimeout = Optional.of(requireTime("statementTimeout", timeout));
        return this;
    }

    private static Duration requireTime(String setting, Duration time) {
        boolean tooShort = time.isNegative() || !time.isZero() && time.toMillis() == 0;
        if (tooShort || time.compareTo(LONGEST_TIME) > 0) {
            throw new IllegalArgumentException(setting + " must be 0, or 1 ms to 20 days, and is " + time);
        }
        return time;
    }

    /** Whether a pending migration may sort before an applied one. Default: no. */
    public MigrettiBuilder allowOutOfOrder(boolean allow) {
        allowOutOfOrder = allow;
        return this;
    }

    /** Whether a rollback of a migration without down removes its row all the same. Default: no. */
    public MigrettiBuilder allowMissingDown(boolean allow) {
        allowMissingDown = allow;
        return this;
    }

    /** Whether all pending migrations are applied in one transaction, all or none. Default: no. */
    public MigrettiBuilder singleTransaction(boolean single) {
        singleTransaction = single;
        return this;
    }

    /**
     * Up to and with which migration a database already has everything that has tables in the schema and no history: an
     * {@link Migretti#apply()} first records those as applied, as {@link Migretti#baseline} does, in one transaction,
     * and then applies the rest. With a history, or in a schema without tables, this does nothing; tables of extensions
     * do not count. Default: none.
     */
    public MigrettiBuilder baseline(MigrationId id) {
        if (id.complaint().isPresent()) {
            throw new IllegalArgumentException(
                    "baseline must be an id of 1 to 26 letters and digits, and is `" + id + "`");
        }
        baseline = Optional.of(id);
        return this;
    }

    /**
     * The same, by text.
     *
     * @throws IllegalArgumentException if it is not 1 to 26 letters and digits
     */
    public MigrettiBuilder baseline(String id) {
        return baseline(new MigrationId(id));
    }

    /**
     * Whether a migration whose file was changed after it had been applied stops the run. If not, each such file is a
     * warning; {@link Migretti#verify()} reports it all the same, and a rollback does not trust the file. Default: yes.
     */
    public MigrettiBuilder verifyChecksums(boolean verify) {
        verifyChecksums = verify;
        return this;
    }

    /** How long the migration lock is held at a time. Default {@link LockScope#SESSION}. */
    public MigrettiBuilder lockScope(LockScope scope) {
        lockScope = Objects.requireNonNull(scope);
        return this;
    }

    /**
     * How often a transactional migration is tried that cannot get a lock, or is the victim of a deadlock; 1: once.
     * Default 10.
     */
    public MigrettiBuilder lockAttempts(int attempts) {
        if (attempts < 1 || attempts > 1000) {
            throw new IllegalArgumentException("lockAttempts must be 1 to 1000, and is " + attempts);
        }
        lockAttempts = attempts;
        return this;
    }

    /** Adds migrations that are classes. */
    public MigrettiBuilder javaMigrations(JavaMigration... migrations) {
        javaMigrations.addAll(List.of(migrations));
        return this;
    }

    /**
     * Whether operations that execute SQL may do so in production: in an environment, or with a profile, that is called
     * prod, production or live, in any case. Default: no; they are refused, unless there is nothing to do.
     */
    public MigrettiBuilder confirmProduction(boolean confirm) {
        confirmed = confirm;
        return this;
    }

    /** Further names of the environment, as Spring's active profiles, that may say that it is production. */
    public MigrettiBuilder profiles(String... names) {
        profiles.addAll(List.of(names));
        return this;
    }

    /** The name that says so. */
    private Optional<String> production() {
        if (isProduction(environment)) {
            return Optional.of(environment);
        }
        for (String profile : profiles) {
            if (isProduction(profile)) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }

    private static boolean isProduction(String name) {
        return PRODUCTION.contains(name.toLowerCase(Locale.ROOT));
    }

    /**
     * A name for logs and reports, and of the folder with seeds of its own. Several at once, {@code dev, local}, have a
     * folder each. Default {@code default}.
     */
    public MigrettiBuilder environment(String name) {
        environment = Objects.requireNonNull(name);
        return this;
    }

    /** Who is written into the log of the history; at most 255 characters. Default: the operating system's user. */
    public MigrettiBuilder performedBy(String name) {
        if (name.codePointCount(0, name.length()) > MAX_PERFORMER || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "performedBy must be at most " + MAX_PERFORMER + " characters, and is `" + name + "`");
        }
        performedBy = name;
        return this;
    }

    /** Adds one who is told what happens. */
    public MigrettiBuilder listener(MigrettiListener listener) {
        listeners.add(Objects.requireNonNull(listener));
        return this;
    }

    /** Adds one who takes part; hooks are called in the order in which they were added. */
    public MigrettiBuilder hook(MigrettiHook hook) {
        hooks.add(Objects.requireNonNull(hook));
        return this;
    }

    /**
     * Connects to nothing yet.
     *
     * @throws IllegalStateException if no place was given
     */
    public Migretti build() {
        if (sources.isEmpty() && javaMigrations.isEmpty()) {
            throw new IllegalStateException("say where the migrations are: from(\"classpath:migrations\")");
        }
        return new Migretti(
                dataSource,
                new Settings(
                        sources,
                        seeds,
                        schema,
                        table,
                        lockId,
                        lockTimeout,
                        lockScope,
                        statementLockTimeout,
                        statementTimeout,
                        lockAttempts,
                        allowOutOfOrder,
                        allowMissingDown,
                        singleTransaction,
                        baseline,
                        verifyChecksums,
                        environment,
                        production(),
                        confirmed,
                        performedBy,
                        javaMigrations,
                        listeners,
                        hooks));
    }
}
