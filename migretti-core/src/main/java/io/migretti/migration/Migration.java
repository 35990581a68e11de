package io.migretti.migration;

import io.migretti.script.SqlResource;

/**
 * One file of the catalog. Its text is not held: a catalog of thousands of files costs their names and hashes.
 *
 * @param id decides the order
 * @param name the slug: the file name between the id's underscore and {@code .sql}
 * @param checksum of the whole text
 * @param resource to read it again
 */
public record Migration(MigrationId id, String name, Checksum checksum, SqlResource resource) {

    /** How the file is called in messages. */
    public String location() {
        return resource.location();
    }

    /** {@code 01JD3K…_add_users}. */
    @Override
    public String toString() {
        return id + "_" + name;
    }
}
