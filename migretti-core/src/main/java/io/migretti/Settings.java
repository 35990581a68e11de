package io.migretti;

import io.migretti.migration.Catalog;
import io.migretti.migration.Checksum;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
import io.migretti.migration.MigrationSource;
import io.migretti.report.MigrettiListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** How a {@link Migretti} works, checked and complete. */
record Settings(
        List<MigrationSource> sources,
        List<MigrationSource> seeds,
        Optional<String> schema,
        String table,
        long lockId,
        Duration lockTimeout,
        LockScope lockScope,
        Duration statementLockTimeout,
        Optional<Duration> statementTimeout,
        int lockAttempts,
        boolean allowOutOfOrder,
        boolean allowMissingDown,
        boolean singleTransaction,
        Optional<MigrationId> baseline,
        boolean verifyChecksums,
        String environment,
        Optional<String> production,
        boolean confirmed,
        String performedBy,
        List<JavaMigration> javaMigrations,
        List<MigrettiListener> listeners,
        List<MigrettiHook> hooks) {

    Settings {
        sources = List.copyOf(sources);
        seeds = List.copyOf(seeds);
        javaMigrations = List.copyOf(javaMigrations);
        listeners = List.copyOf(listeners);
        hooks = List.copyOf(hooks);
    }

    /** Lists and hashes the files anew. */
    Catalog catalog() {
        return Catalog.of(sources, classes());
    }

    /** What the migrations that are classes say of themselves now. */
    List<Migration.Code> classes() {
        List<Migration.Code> classes = new ArrayList<>();
        for (JavaMigration migration : javaMigrations) {
            classes.add(describe(migration));
        }
        return classes;
    }

    private static Migration.Code describe(JavaMigration migration) {
        return new Migration.Code(
                new MigrationId(Objects.requireNonNullElse(migration.id(), "")),
                Objects.requireNonNullElse(migration.name(), ""),
                migration.checksum().map(Checksum::new),
                "class " + migration.getClass().getName(),
                migration.transactional(),
                migration.reversible());
    }
}
