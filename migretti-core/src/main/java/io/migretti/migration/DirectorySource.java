package io.migretti.migration;

import io.migretti.script.SqlResource;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory of the file system. */
record DirectorySource(Path path) implements MigrationSource {

    @Override
    public String location() {
        return path.toString();
    }

    @Override
    public Optional<List<SqlResource>> list() throws IOException {
        if (!Files.isDirectory(path)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(path)) {
            // A link to nowhere stays in: it is reported as unreadable, not taken for absent.
            return Optional.of(files.filter(file -> !Files.isDirectory(file))
                    .<SqlResource>map(file -> new FileResource(file, file.toString()))
                    .toList());
        }
    }

    @Override
    public boolean isReadableByAnyThread() {
        return path.getFileSystem() == FileSystems.getDefault();
    }

    @Override
    public Optional<MigrationSource> folder(String name) {
        return Optional.of(new DirectorySource(path.resolve(name)));
    }

    @Override
    public Optional<Path> directory() {
        return Optional.of(path);
    }

    record FileResource(Path file, String location) implements SqlResource {
        @Override
        public InputStream open() throws IOException {
            try {
                return new FileInputStream(file.toFile()); // a channel's would be a dozen classes more at the start
            } catch (FileNotFoundException | UnsupportedOperationException e) {
                return Files.newInputStream(file); // says which of the reasons it is
            }
        }
    }
}
