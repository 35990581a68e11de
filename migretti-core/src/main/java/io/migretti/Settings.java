package io.migretti;

import io.migretti.migration.MigrationSource;
import io.migretti.report.MigrettiListener;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How a {@link Migretti} works, checked and complete. */
record Settings(
        List<MigrationSource> sources,
        Optional<String> schema,
        String table,
        long lockId,
        Duration lockTimeout,
        Duration statementLockTimeout,
        Optional<Duration> statementTimeout,
        boolean allowOutOfOrder,
        String environment,
        String performedBy,
        List<MigrettiListener> listeners,
        List<MigrettiHook> hooks) {

    Settings {
        sources = List.copyOf(sources);
        listeners = List.copyOf(listeners);
        hooks = List.copyOf(hooks);
    }
}
