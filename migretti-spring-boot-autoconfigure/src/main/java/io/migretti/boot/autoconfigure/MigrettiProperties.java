package io.migretti.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** The keys {@code migretti.*}. One that is not known stops the start. */
@ConfigurationProperties(value = "migretti", ignoreUnknownFields = false)
public class MigrettiProperties extends MigrettiSettings {

    /**
     * Whether to apply pending migrations when the application starts.
     */
    private boolean enabled = true;

    /**
     * Name of the environment under "migretti.envs" to use. Default are those named like the active profiles.
     */
    private @Nullable String env;

    /**
     * Environments by name: what differs from "migretti.*" where a profile of that name is active.
     */
    private Map<String, MigrettiSettings> envs = new LinkedHashMap<>();

    @NestedConfigurationProperty
    private MigrettiEndpointSettings endpoint = new MigrettiEndpointSettings();

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

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

    public MigrettiEndpointSettings getEndpoint() {
        return endpoint;
    }

    public void setEndpoint(MigrettiEndpointSettings endpoint) {
        this.endpoint = endpoint;
    }
}
