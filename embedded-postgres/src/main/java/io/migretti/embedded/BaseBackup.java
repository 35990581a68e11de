package io.migretti.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/**
 * The files of a server that runs, copied so that a standby can start from them. Source: PostgreSQL manual, "Making a
 * Base Backup Using the Low Level API".
 */
final class BaseBackup {

    /** The files of the server that runs, not of the database; and WAL, which the standby gets from that server. */
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts");

    private static final Set<String> EMPTIED = Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_stat_tmp");

    private BaseBackup() {}

    /** Makes {@code data} the directory of a standby of that server. */
    static void forStandby(EmbeddedServer primary, Path data) throws IOException {
        String label;
        try (Connection connection = DriverManager.getConnection(primary.jdbcUrl("postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_backup_start('standby', true)");
            copy(primary.data(), data);
            try (ResultSet stop = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                stop.next();
                label = stop.getString(1);
            }
        } catch (SQLException e) {
            throw new EmbeddedServerException(
                    "The files of " + primary.directory() + " could not be copied: " + e.getMessage(), e);
        }
        Files.write(data.resolve("backup_label"), label.getBytes(StandardCharsets.UTF_8));
        Files.createFile(data.resolve("standby.signal"));
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                // With its permissions: the server refuses a directory that others can read.
                Files.copy(directory, target(directory), StandardCopyOption.COPY_ATTRIBUTES);
                return EMPTIED.contains(from.relativize(directory).toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!LEFT_OUT.contains(from.relativize(file).toString())) {
                    try {
                        Files.copy(file, target(file), StandardCopyOption.COPY_ATTRIBUTES);
                    } catch (NoSuchFileException e) {
                        // Dropped meanwhile, which the WAL tells as well.
                    }
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            private Path target(Path source) {
                return to.resolve(from.relativize(source));
            }
        });
    }
}
