package io.migretti.boot.autoconfigure;

import io.migretti.LockScope;
import io.migretti.Migretti;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that stand under {@code migretti} and, to override them, under {@code migretti.envs.<name>}. */
public class MigrettiSettings extends StartupSettings {

    /**
     * Comma-separated list of the places of migrations: "classpath:", "classpath*:" or "file:" and a folder. Files in
     * folders below it do not count.
     */
    private List<String> locations = new ArrayList<>(List.of("classpath:migrations"));

    /**
     * JDBC or postgresql:// URL of a connection for migrations only. Default is the application's DataSource.
     */
    private @Nullable String url;

    /**
     * User that migrates, as the owner of the schema. Without a URL it is that of the application.
     */
    private @Nullable String username;

    /**
     * Password of the user that migrates.
     */
    private @Nullable String password;

    /**
     * Schema of the history, and the first in the search_path of migrations; created if it does not exist. Default is
     * the connection's current schema.
     */
    private @Nullable String schema;

    /**
     * Table of the history. Its log is called the same with "_log".
     */
    private String table = Migretti.DEFAULT_TABLE;

    /**
     * Key of the PostgreSQL advisory lock that lets one process at a time migrate.
     */
    private long lockId = Migretti.DEFAULT_LOCK_ID;

    private Lock lock = new Lock();

    /**
     * How long a statement of a transactional migration waits for a lock on a table; 0 means for ever. A file may say
     * otherwise.
     */
    private Duration lockTimeout = Duration.ofSeconds(5);

    /**
     * How often a transactional migration is tried that cannot get a lock on a table, or is the victim of a deadlock; 1
     * to 1000.
     */
    private int lockAttempts = 10;

    /**
     * How long a statement of a migration may take. Default is what the role has. A file may say otherwise.
     */
    private @Nullable Duration statementTimeout;

    /**
     * Whether a pending migration may sort before an applied one.
     */
    private boolean allowOutOfOrder;

    /**
     * Whether all pending migrations are applied in one transaction, all or none.
     */
    private boolean singleTransaction;

    /**
     * Whether to execute migrations where the environment or an active profile is called prod, production or live.
     * Without it such a start is refused, unless nothing is pending.
     */
    private boolean confirmProduction;

    public List<String> getLocations() {
        return locations;
    }

    public void setLocations(List<String> locations) {
        this.locations = locations;
    }

    public @Nullable String getUrl() {
        return url;
    }

    public void setUrl(@Nullable String url) {
        this.url = url;
    }

    public @Nullable String getUsername() {
        return username;
    }

    public void setUsername(@Nullable String username) {
        this.username = username;
    }

    public @Nullable String getPassword() {
        return password;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    public @Nullable String getSchema() {
        return schema;
    }

    public void setSchema(@Nullable String schema) {
        this.schema = schema;
    }

    public String getTable() {
        return table;
    }

    public void setTable(String table) {
        this.table = table;
    }

    public long getLockId() {
        return lockId;
    }

    public void setLockId(long lockId) {
        this.lockId = lockId;
    }

    public Lock getLock() {
        return lock;
    }

    public void setLock(Lock lock) {
        this.lock = lock;
    }

    public Duration getLockTimeout() {
        return lockTimeout;
    }

    public void setLockTimeout(Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    public int getLockAttempts() {
        return lockAttempts;
    }

    public void setLockAttempts(int lockAttempts) {
        this.lockAttempts = lockAttempts;
    }

    public @Nullable Duration getStatementTimeout() {
        return statementTimeout;
    }

    public void setStatementTimeout(@Nullable Duration statementTimeout) {
        this.statementTimeout = statementTimeout;
    }

    public boolean isAllowOutOfOrder() {
        return allowOutOfOrder;
    }

    public void setAllowOutOfOrder(boolean allowOutOfOrder) {
        this.allowOutOfOrder = allowOutOfOrder;
    }

    public boolean isSingleTransaction() {
        return singleTransaction;
    }

    public void setSingleTransaction(boolean singleTransaction) {
        this.singleTransaction = singleTransaction;
    }

    public boolean isConfirmProduction() {
        return confirmProduction;
    }

    public void setConfirmProduction(boolean confirmProduction) {
        this.confirmProduction = confirmProduction;
    }

    /** The keys about the migration lock. */
    public static class Lock {

        /**
         * How long to wait for another process that migrates; 0 means not at all.
         */
        private Duration timeout = Duration.ofMinutes(5);

        /**
         * How long the lock is held at a time: for the whole run, or for one migration at a time, which a pooler in
         * transaction mode needs.
         */
        private LockScope scope = LockScope.SESSION;

        public Duration getTimeout() {
            return timeout;
        }

        public void setTimeout(Duration timeout) {
            this.timeout = timeout;
        }

        public LockScope getScope() {
            return scope;
        }

        public void setScope(LockScope scope) {
            this.scope = scope;
        }
    }
}
