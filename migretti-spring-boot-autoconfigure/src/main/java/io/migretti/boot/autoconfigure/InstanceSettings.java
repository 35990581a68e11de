package io.migretti.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of one database to migrate: under {@code migretti}, and under {@code migretti.instances.<name>}. */
public class InstanceSettings extends MigrettiSettings {

    /**
     * Name of the environment under "envs" to use. Default are those named like the active profiles.
     */
    private @Nullable String env;

    /**
     * Environments by name: what differs from the other keys where a profile of that name is active.
     */
    private Map<String, MigrettiSettings> envs = new LinkedHashMap<>();

    public @Nullable String getEnv() {
        return env;
    }

    public void setEnv(@Nullable String env) {
        this.env = env;
    }

    public Map<String, MigrettiSettings> getEnvs() {
        return envs;
    }

    public void setEnvs(Map<String, MigrettiSettings> envs) {
        this.envs = envs;
    }
}
