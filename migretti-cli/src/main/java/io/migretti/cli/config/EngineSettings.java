package io.migretti.cli.config;

import io.migretti.LockScope;
import java.time.Duration;
import java.util.Optional;

/**
 * What the engine has a default for, where the configuration says something else.
 *
 * @param lockTimeout how long to wait for another process that migrates ({@code lock.timeout})
 * @param lockScope how long the lock is held at a time ({@code lock.scope})
 * @param statementLockTimeout how long a statement waits for a lock on a table ({@code lock_timeout})
 */
public record EngineSettings(
        Optional<String> schema,
        Optional<String> table,
        Optional<Duration> lockTimeout,
        Optional<LockScope> lockScope,
        Optional<Duration> statementLockTimeout,
        Optional<Duration> statementTimeout) {}
