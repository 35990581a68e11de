package io.migretti.cli;

import io.migretti.embedded.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** A project's directory, and {@code mg} in it, within this JVM. */
final class Mgs {

    private static final Pattern TIME = Pattern.compile("\\b\\d+(\\.\\d+)? (ms|s)\\b");
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}(Z|[+-]\\d{2}:\\d{2})");
    private static final Pattern ULID = Pattern.compile("\\b01[0-9A-HJKMNP-TV-Z]{24}(?=\\b|_)");

    private final Path directory;
    private final Map<String, String> variables = new HashMap<>();
    private Terminal terminal = Terminal.NONE;

    Mgs(Path directory) {
        this.directory = directory;
    }

    /** With the directories of {@code mg init}, and a database. */
    static Mgs in(Path directory, TestDatabase database) throws IOException {
        Files.createDirectories(directory.resolve("migrations"));
        Files.createDirectories(directory.resolve("seeds"));
        return new Mgs(directory).with("MG_DATABASE_URL", database.url());
    }

    Mgs with(String variable, String value) {
        variables.put(variable, value);
        return this;
    }

    Mgs on(Terminal streams) {
        terminal = streams;
        return this;
    }

    Mgs file(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return this;
    }

    Mgs migration(String name, String up, String down) throws IOException {
        return file("migrations/" + name + ".sql", "-- migrate: up\n" + up + "\n\n-- migrate: down\n" + down + "\n");
    }

    Path directory() {
        return directory;
    }

    /** What a run gave, with the directory left out of its texts. */
    record Ran(int exit, String out, String err) {

        /** Ids, times and durations as {@code ID}, {@code TIME} and {@code N ms}. */
        Ran plain() {
            return new Ran(exit, Mgs.plain(out), Mgs.plain(err));
        }
    }

    static String plain(String text) {
        String ids = ULID.matcher(text).replaceAll("ID");
        return TIME.matcher(INSTANT.matcher(ids).replaceAll("TIME")).replaceAll("N ms");
    }

    Ran run(String... arguments) {
        return answer("", arguments);
    }

    Ran answer(String input, String... arguments) {
        return answer(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), arguments);
    }

    Ran answer(InputStream input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = new CommandLines(new Surroundings(
                        input,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        terminal,
                        variables,
                        directory,
                        directory))
                .run(arguments);
        return new Ran(exit, text(out), text(err));
    }

    private String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).replace(directory + "/", "");
    }

    String read(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
