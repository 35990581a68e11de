package io.migretti.boot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** The keys {@code migretti.*}. One that is not known stops the start. */
@ConfigurationProperties(value = "migretti", ignoreUnknownFields = false)
public class MigrettiProperties extends InstanceSettings {

    /**
     * Whether to apply pending migrations when the application starts.
     */
    private boolean enabled = true;

    /**
     * Further databases by name, each with settings of its own; nothing is inherited from "migretti.*".
     */
    private Map<String, InstanceSettings> instances = new LinkedHashMap<>();

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public Map<String, InstanceSettings> getInstances() {
        return instances;
    }

    public void setInstances(Map<String, InstanceSettings> instances) {
        this.instances = instances;
    }
}
