package io.migretti.cli.config;

import java.time.Duration;
import java.util.Optional;

/** What the engine has a default for, where the configuration says something else. */
public record EngineSettings(
        Optional<String> schema,
        Optional<String> table,
        Optional<Duration> lockTimeout,
        Optional<Duration> statementLockTimeout,
        Optional<Duration> statementTimeout) {}
