package io.migretti.migration;

import io.migretti.script.SqlResource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory of the file system. */
record DirectorySource(Path directory) implements MigrationSource {

    @Override
    public String location() {
        return directory.toString();
    }

    @Override
    public Optional<List<SqlResource>> list() throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            // A link to nowhere stays in: it is reported as unreadable, not taken for absent.
            return Optional.of(files.filter(file -> !Files.isDirectory(file))
                    .<SqlResource>map(file -> new FileResource(file, file.toString()))
                    .toList());
        }
    }

    record FileResource(Path file, String location) implements SqlResource {
        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(file);
        }
    }
}
