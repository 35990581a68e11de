package io.migretti.cli.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a {@link Configuration} comes from.
 *
 * @param directory the working directory: of {@code .env}, and of {@code mg.yaml} unless a file is named
 * @param file the configuration file if one is named; it has to exist
 * @param environment the environment if the command line names one; else {@code MG_ENV} does
 * @param variables the process's environment variables
 * @param home the user's home directory, of {@code .pgpass}
 */
public record ConfigurationSources(
        Path directory, Optional<Path> file, Optional<String> environment, Map<String, String> variables, Path home) {}
