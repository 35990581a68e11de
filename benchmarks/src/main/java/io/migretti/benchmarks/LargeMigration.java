package io.migretti.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/**
 * One migration that fills a table, in the form of each tool, and not for long.
 *
 * @param root holds a folder for each tool
 * @param copy whether as COPY data, else a statement for each row
 */
record LargeMigration(Path root, boolean copy) implements AutoCloseable {

    private static final String TABLE =
            "CREATE TABLE large (id bigint, name text, amount numeric(12, 2), note text, at timestamptz);\n";
    private static final String NOTE = "a note that is about as long as such a note is, and not very long";

    static LargeMigration write(Path work, boolean copy, long bytes, List<Contender> contenders) throws IOException {
        LargeMigration migration =
                new LargeMigration(Files.createTempDirectory(work, copy ? "large-copy-" : "large-inserts-"), copy);
        for (Contender contender : contenders) {
            migration.write(contender, bytes);
        }
        return migration;
    }

    Path folder(Contender contender) {
        return root.resolve(contender.prefixed(""));
    }

    private void write(Contender contender, long bytes) throws IOException {
        Path file = folder(contender)
                .resolve(
                        switch (contender) {
                            case RAW, MIGRETTI -> "migrations/000001_large.sql";
                            case FLYWAY -> "db/migration/V000001__large.sql";
                            case LIQUIBASE -> "db/changelog/master.sql";
                            case PSQL -> "all.sql";
                        });
        Files.createDirectories(file.getParent());
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(
                    switch (contender) {
                        case MIGRETTI -> "-- migrate: up\n";
                        case LIQUIBASE -> "--liquibase formatted sql\n--changeset bench:1\n";
                        case PSQL -> "BEGIN;\n";
                        case RAW, FLYWAY -> "";
                    });
            out.write(TABLE);
            if (copy) {
                out.write("COPY large (id, name, amount, note, at) FROM STDIN;\n");
            }
            long written = 0;
            for (int i = 1; written < bytes; i++) {
                String row = copy ? row(i) : insert(i);
                out.write(row);
                written += row.length();
            }
            if (copy) {
                out.write("\\.\n");
            }
            out.write(
                    switch (contender) {
                        case MIGRETTI -> "-- migrate: irreversible\n";
                        case PSQL -> "COMMIT;\n";
                        case RAW, FLYWAY, LIQUIBASE -> "";
                    });
        }
    }

    private static String row(int i) {
        return i + "\tname of " + i + "\t" + i % 1000 + ".50\t" + NOTE + "\t2026-11-20 12:00:00+00\n";
    }

    private static String insert(int i) {
        return "INSERT INTO large (id, name, amount, note, at) VALUES (" + i + ", 'name of " + i + "', " + i % 1000
                + ".50, '" + NOTE + "', '2026-11-20 12:00:00+00');\n";
    }

    @Override
    public void close() throws IOException {
        deleteTree(root);
    }

    static void deleteTree(Path root) throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
