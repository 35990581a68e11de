package io.migretti.boot.autoconfigure;

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
     * How long a statement of a migration may take. Default is what the role has. A file may say otherwise.
     */
    private @Nullable Duration statementTimeout;

    /**
     * Whether a pending migration may sort before an applied one.
     */
    private boolean allowOutOfOrder;

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

        public Duration getTimeout() {
            return timeout;
        }

        public void setTimeout(Duration timeout) {
            this.timeout = timeout;
        }
    }
}
