package io.migretti.migration;

import io.migretti.script.SqlResource;
import java.util.Optional;

/** One member of the catalog: a file, or a class. */
public sealed interface Migration {

    /** Decides the order. */
    MigrationId id();

    /** The slug. */
    String name();

    /** Empty only for a class that has none. */
    Optional<Checksum> checksum();

    /** How it is called in messages: the file, or the class. */
    String location();

    /**
     * A file. Its text is not held: a catalog of thousands of files costs their names and hashes.
     *
     * @param hash of the whole text
     * @param resource to read it again
     */
    record Sql(MigrationId id, String name, Checksum hash, SqlResource resource) implements Migration {
        @Override
        public Optional<Checksum> checksum() {
            return Optional.of(hash);
        }

        @Override
        public String location() {
            return resource.location();
        }

        @Override
        public String toString() {
            return id + "_" + name;
        }
    }

    /**
     * A class. What it executes is the engine's business; here is what a plan has to know.
     *
     * @param transactional whether it runs in a transaction together with its row
     * @param reversible whether it has a down
     */
    record Code(
            MigrationId id,
            String name,
            Optional<Checksum> checksum,
            String location,
            boolean transactional,
            boolean reversible)
            implements Migration {
        @Override
        public String toString() {
            return id + "_" + name;
        }
    }
}
