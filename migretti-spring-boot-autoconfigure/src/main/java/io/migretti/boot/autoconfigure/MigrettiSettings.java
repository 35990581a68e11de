package io.migretti.boot.autoconfigure;

import io.migretti.Migretti;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The keys that stand under {@code migretti} and, to override them, under {@code migretti.envs.<name>}. */
public class MigrettiSettings {

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
}
