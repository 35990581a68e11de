package io.migretti;

import io.migretti.migration.MigrationId;
import io.migretti.migration.Slug;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The directories in which a project writes its migrations, and what begins files there. Needs no database.
 *
 * @param directory holds {@code mg.yaml}
 * @param migrations where migrations lie
 * @param seeds where seeds lie
 */
public record Workspace(Path directory, Path migrations, Path seeds) {

    private static final String CONFIGURATION = "mg.yaml";
    private static final String UP = "-- migrate: up";

    /** The usual names: {@code migrations} and {@code seeds} in one directory. */
    public static Workspace in(Path directory) {
        return new Workspace(directory, directory.resolve("migrations"), directory.resolve("seeds"));
    }

    /**
     * What there is after {@link #init()}.
     *
     * @param made what it made
     * @param kept what was there, which it left as it was
     */
    public record Initialized(List<Path> made, List<Path> kept) {
        public Initialized {
            made = List.copyOf(made);
            kept = List.copyOf(kept);
        }
    }

    /**
     * Makes the directories, and an {@code mg.yaml} that explains itself. Whatever is there stays as it is.
     *
     * @throws WorkspaceException if something cannot be made; what was made before it stays
     */
    public Initialized init() {
        List<Path> made = new ArrayList<>();
        List<Path> kept = new ArrayList<>();
        try {
            Files.createDirectories(directory);
            for (Path folder : List.of(migrations, seeds)) {
                if (Files.isDirectory(folder)) {
                    kept.add(folder);
                } else {
                    Files.createDirectories(folder);
                    made.add(folder);
                }
            }
            Path configuration = directory.resolve(CONFIGURATION);
            if (Files.exists(configuration, LinkOption.NOFOLLOW_LINKS)) {
                kept.add(configuration);
            } else {
                NewFile.write(configuration, out -> out.write(template(CONFIGURATION)));
                made.add(configuration);
            }
        } catch (IOException e) {
            throw new WorkspaceException(
                    "Not everything could be made in " + directory + ": " + reason(e),
                    "make way, or choose another directory; nothing that was there has been changed",
                    e);
        }
        return new Initialized(made, kept);
    }

    /**
     * Begins a migration: {@code <ULID>_<slug>.sql} with empty sections, which sorts behind every file that is there.
     *
     * @param name what a person calls the change; becomes its title and, as a {@link Slug}, a part of the file's name
     * @return the file
     * @throws WorkspaceException if the name has nothing to make a file name of, or the file cannot be written; there is
     *     no new file then
     */
    public Path create(String name) {
        return create(migrations, name, text -> text, "migration.sql", id -> true);
    }

    /**
     * Makes a migration as {@link #create(String)} does, with what is given in place of the empty sections.
     *
     * @param sections the file's text from the first directive on, as docs/format.md has it; written as it is
     * @throws WorkspaceException as {@link #create(String)} does
     */
    public Path create(String name, String sections) {
        return create(
                migrations, name, text -> text.substring(0, text.indexOf(UP)) + sections, "migration.sql", id -> true);
    }

    /**
     * Begins a seed in the same way. It sorts behind every other seed whose name begins with a ULID; how the rest are
     * ordered is for their author to say.
     *
     * @throws WorkspaceException as {@link #create(String)} does
     */
    public Path createSeed(String name) {
        return create(seeds, name, text -> text, "seed.sql", id -> NewIds.isUlid(id.value()));
    }

    private static Path create(
            Path folder, String name, UnaryOperator<String> content, String template, Predicate<MigrationId> counts) {
        Slug slug = slug(name);
        try {
            MigrationId id = NewIds.behind(ids(folder).stream().filter(counts).toList());
            Path file = folder.resolve(id + "_" + slug + ".sql");
            String text = new String(template(template), StandardCharsets.UTF_8)
                    .replace("${id}", id.value())
                    .replace("${title}", title(name));
            NewFile.write(file, out -> out.write(content.apply(text).getBytes(StandardCharsets.UTF_8)));
            return file;
        } catch (IOException e) {
            throw Files.isDirectory(folder)
                    ? new WorkspaceException(
                            "No file could be made in " + folder + ": " + reason(e), "make it writable", e)
                    : new WorkspaceException("There is no directory " + folder, "create it, or run `init`", e);
        }
    }

    /**
     * The part of a new file's name that a person chose.
     *
     * @throws WorkspaceException if nothing is left of it, or too much
     */
    static Slug slug(String name) {
        Slug slug = Slug.of(name)
                .orElseThrow(() -> new WorkspaceException(
                        "`" + name + "` has no letter from a to z and no digit to make a file name of",
                        "choose a name that has some, as in `add users`"));
        if (slug.value().length() > Slug.MAX_LENGTH) {
            throw new WorkspaceException(
                    "The name makes a file name of " + slug.value().length() + " characters, " + Slug.MAX_LENGTH
                            + " are the most",
                    "choose a shorter one; the file has room for the rest");
        }
        return slug;
    }

    /** A name on one line. */
    static String title(String name) {
        return name.replaceAll("[\\p{Cntrl}\\s\\u0085\\u2028\\u2029]+", " ").strip();
    }

    private static List<MigrationId> ids(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".sql") && file.indexOf('_') > 0)
                    .map(file -> new MigrationId(file.substring(0, file.indexOf('_'))))
                    .filter(id -> id.complaint().isEmpty())
                    .toList();
        }
    }

    /** In words; the message of most exceptions of the file system is but the file's name. */
    static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return e.getMessage() + " is in the way";
        }
        if (e instanceof AccessDeniedException) {
            return "no access to " + e.getMessage();
        }
        boolean onlyAName = e instanceof FileSystemException system && system.getReason() == null;
        return onlyAName || e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private static byte[] template(String name) throws IOException {
        try (InputStream in = Workspace.class.getResourceAsStream("templates/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks templates/" + name);
            }
            return in.readAllBytes();
        }
    }
}
