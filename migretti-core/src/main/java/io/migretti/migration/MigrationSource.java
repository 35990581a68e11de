package io.migretti.migration;

import io.migretti.script.SqlResource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A place where migration files lie. */
public interface MigrationSource {

    /** How a user names the place, for messages. */
    String location();

    /**
     * The files in the place itself, not in folders below it, in any order.
     *
     * @return empty if there is no such place
     * @throws IOException if the place is there and cannot be read
     */
    Optional<List<SqlResource>> list() throws IOException;

    /**
     * A folder in the place, whether it is there or not.
     *
     * @return empty if such a place has no folders
     */
    default Optional<MigrationSource> folder(String name) {
        return Optional.empty();
    }

    /**
     * The directory that the place is.
     *
     * @return empty if files cannot be written there, as on a class path
     */
    default Optional<Path> directory() {
        return Optional.empty();
    }

    /**
     * Whether a thread of the engine's own may list the place and read the files, while the caller's opens a connection. The
     * operation waits for it in any case, and does not interrupt it.
     *
     * @return false unless the source says otherwise: what it needs may be bound to the caller's thread
     */
    default boolean isReadableByAnyThread() {
        return false;
    }

    /**
     * A place by name: {@code classpath:migrations}, {@code file:/srv/migrations}, or a path.
     *
     * @throws IllegalArgumentException if the name has another scheme
     */
    static MigrationSource at(String location) {
        if (location.startsWith("classpath:")) {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            return classpath(
                    location.substring("classpath:".length()),
                    context == null ? MigrationSource.class.getClassLoader() : context);
        }
        if (location.startsWith("file:")) {
            return directory(Path.of(location.substring("file:".length())));
        }
        int colon = location.indexOf(':');
        if (colon > 1 || location.isBlank()) {
            throw new IllegalArgumentException("`" + location + "` is not a place for migrations: write classpath:…, "
                    + "file:…, or the path of a directory");
        }
        return directory(Path.of(location));
    }

    /** The files of a directory, not of those below it; the directory need not exist yet. */
    static MigrationSource directory(Path directory) {
        return new DirectorySource(directory);
    }

    /** A folder of the class path, in directories and in jars; the same folder in several jars counts as one. */
    static MigrationSource classpath(String folder, ClassLoader loader) {
        return new ClasspathSource(folder, loader);
    }
}
