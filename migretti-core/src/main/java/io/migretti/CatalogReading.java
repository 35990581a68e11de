package io.migretti;

import io.migretti.migration.Catalog;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lists and hashes the files, in a thread of its own if their places allow it, while the caller's opens a connection and reads
 * the history: neither needs the other. The thread has ended when this is closed.
 */
final class CatalogReading implements Runnable, AutoCloseable {

    private final Settings settings;
    private final List<Migration.Code> classes;
    private final Thread thread = new Thread(this, "migretti-files");
    private @Nullable Catalog catalog;
    private @Nullable Throwable failure;

    private CatalogReading(Settings settings) {
        this.settings = settings;
        this.classes = settings.classes();
    }

    static CatalogReading begin(Settings settings) {
        CatalogReading reading = new CatalogReading(settings);
        if (isForAnyThread(settings.sources())) {
            reading.thread.setDaemon(true);
            reading.thread.start();
        } else {
            reading.run();
            reading.catalog(); // so that what it threw is thrown before anything else happens
        }
        return reading;
    }

    private static boolean isForAnyThread(List<MigrationSource> sources) {
        for (MigrationSource source : sources) {
            if (!source.isReadableByAnyThread()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void run() {
        try {
            catalog = Catalog.of(settings.sources(), classes);
        } catch (Throwable e) { // also what a source throws without declaring it: nobody else would see it
            failure = e;
        }
    }

    /** Waits for it. Throws what reading threw, which is never for a bad file. */
    Catalog catalog() {
        close();
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        return Objects.requireNonNull(catalog);
    }

    /** An interrupt is kept for what can be interrupted: reading files is not. */
    @Override
    public void close() {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
