package io.migretti;

import io.migretti.migration.Catalog;
import io.migretti.plan.Squash;
import io.migretti.report.Squashed;
import io.migretti.script.SqlResource;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a squash, and the steps by which the new one takes the place of the originals.
 *
 * <p>Up to the step that makes {@link #waiting} appear, the originals are what counts. From then on the catalog refuses
 * the directory, until the last step gives that file its real name. So at no moment do both count, and all that is
 * needed to go on is in the directory: after any step the rest can be done by {@link #completion()}.
 *
 * @param directory of the migrations
 * @param fileName of the new file
 */
record SquashFiles(Path directory, String fileName) {

    private static final String SQL = ".sql";
    private static final String PREPARED = ".prepared";

    /** One change of files that can be cut off only before or after it. */
    record Step(String what, Action action) {}

    interface Action {
        void run() throws IOException;
    }

    /** The squash that was interrupted in a directory, if one was. */
    static Optional<SquashFiles> interrupted(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(".") && file.endsWith(Catalog.UNFINISHED))
                    .sorted()
                    .findFirst()
                    .map(file -> file.substring(1, file.length() - Catalog.UNFINISHED.length()))
                    .map(name -> new SquashFiles(directory, name + SQL));
        }
    }

    private String stem() {
        return fileName.substring(0, fileName.length() - SQL.length());
    }

    /** The new file under its last name. */
    Path file() {
        return directory.resolve(fileName);
    }

    /** The new file, complete, while the originals are being taken away. */
    Path waiting() {
        return directory.resolve("." + stem() + Catalog.UNFINISHED);
    }

    /** A directory of its own, so that an earlier squash cannot be in the way. What it holds says what to take away. */
    Path backup() {
        return directory.resolve(Catalog.BACKUP).resolve(stem());
    }

    private Path prepared() {
        return backup().resolve(PREPARED);
    }

    /** Everything, from the beginning. */
    List<Step> steps(Squash squash) {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("make " + backup(), () -> {
            Files.createDirectories(backup());
            NewFile.flush(backup().resolveSibling("."));
            NewFile.flush(directory);
        }));
        for (String source : squash.fileNames()) {
            steps.add(new Step(
                    "keep " + source,
                    () -> NewFile.write(backup().resolve(source), out -> {
                        try (InputStream in = Files.newInputStream(directory.resolve(source))) {
                            in.transferTo(out);
                        }
                    })));
        }
        steps.add(new Step("write the new file", () -> NewFile.write(prepared(), squash::writeTo)));
        steps.add(new Step("compare it with the originals", () -> compare(squash)));
        steps.add(new Step("announce it", () -> NewFile.rename(prepared(), waiting())));
        steps.addAll(completion(squash.fileNames()));
        return steps;
    }

    private void compare(Squash squash) throws IOException {
        if (!squash.isIn(new Prepared(prepared()))) {
            throw new WorkspaceException(
                    "Nothing was changed: one file made of these would not read as they do: "
                            + String.join(", ", squash.fileNames()),
                    "end every statement with a semicolon and COPY data with a line that holds only `\\.`, put"
                            + " directives outside statements, and squash again");
        }
    }

    /** What an interrupted squash has left to do. */
    List<Step> completion() throws IOException {
        return completion(kept());
    }

    private List<Step> completion(List<String> sources) {
        List<Step> steps = new ArrayList<>();
        for (String source : sources) {
            steps.add(new Step("take " + source + " away", () -> takeAway(source)));
        }
        steps.add(new Step("name the new file", () -> {
            NewFile.flush(directory);
            NewFile.rename(waiting(), file());
        }));
        return steps;
    }

    /** The names of the originals. */
    List<String> kept() throws IOException {
        if (!Files.isDirectory(backup())) {
            throw new FileNotFoundException(backup() + ", which kept the originals, is gone");
        }
        try (Stream<Path> files = Files.list(backup())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    private void takeAway(String source) throws IOException {
        Path original = directory.resolve(source);
        if (!Files.exists(original)) {
            return;
        }
        if (Files.mismatch(original, backup().resolve(source)) >= 0) {
            throw new IOException(original + " was changed after it had been squashed");
        }
        Files.delete(original);
    }

    /** Takes back what a squash that changed nothing has prepared. */
    void takeBack() {
        try {
            if (Files.isDirectory(backup())) {
                try (Stream<Path> files = Files.list(backup())) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
                Files.delete(backup());
            }
        } catch (IOException e) {
            // A copy too many harms nothing, and the reason why there is one is being reported.
        }
    }

    Squashed squashed(List<String> sources, boolean completed) {
        return new Squashed(file(), sources, backup(), completed);
    }

    private record Prepared(Path path) implements SqlResource {
        @Override
        public String location() {
            return path.toString();
        }

        @Override
        public InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }
}
