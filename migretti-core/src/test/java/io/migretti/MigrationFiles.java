package io.migretti;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory of migrations that a test writes. */
record MigrationFiles(Path directory) {

    MigrationFiles {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A whole file. */
    MigrationFiles file(String name, String text) {
        try {
            Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A transactional migration. */
    MigrationFiles up(String name, String up) {
        return file(name, "-- migrate: up\n" + up + "\n-- migrate: irreversible\n");
    }

    /** A migration without transaction. */
    MigrationFiles upWithoutTransaction(String name, String up) {
        return file(name, "-- migrate: no-transaction\n-- migrate: up\n" + up + "\n-- migrate: irreversible\n");
    }

    void delete(String name) {
        try {
            Files.delete(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String path(String name) {
        return directory.resolve(name).toString();
    }

    String location() {
        return directory.toString();
    }
}
