package io.migretti.plan;

import io.migretti.history.History;
import io.migretti.migration.Catalog;
import io.migretti.migration.Checksum;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
import io.migretti.migration.Scripts;
import io.migretti.migration.Slug;
import io.migretti.script.Problem;
import io.migretti.script.SqlResource;
import io.migretti.script.SqlScript;
import io.migretti.script.SqlStatement;
import io.migretti.script.StatementReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One file out of all pending ones: decided from the files and the history, before a file is touched.
 *
 * @param name of the new file
 * @param directory where all of them lie; empty if anything is in the way
 * @param sources the pending migrations, in order; empty if anything is in the way
 * @param refusals why they cannot be made one
 * @param problems what is wrong with the files, warnings included
 */
public record Squash(
        Name name, Optional<Path> directory, List<Scripts> sources, List<Refusal> refusals, List<Problem> problems) {

    /**
     * How the new file is called.
     *
     * @param id behind all others
     * @param slug in its file name
     * @param title in its first line
     */
    public record Name(MigrationId id, Slug slug, String title) {
        public String fileName() {
            return id + "_" + slug + ".sql";
        }
    }

    public Squash {
        sources = List.copyOf(sources);
        refusals = List.copyOf(refusals);
        problems = List.copyOf(problems);
    }

    /**
     * Decides. Reads every pending file.
     *
     * @param request as for applying them: what it refuses is refused here; what its baseline covers is applied
     *     somewhere and stays as it is
     * @param directories the places of the catalog that are directories
     */
    public static Squash of(
            Name name, Request.Apply request, Catalog catalog, History history, List<Path> directories) {
        Plan plan = Plan.of(request, catalog, history);
        List<Migration> pending = catalog.migrations().stream()
                .filter(migration -> !history.contains(migration.id()))
                .filter(migration -> request.baseline()
                        .filter(id -> migration.id().compareTo(id) <= 0)
                        .isEmpty())
                .toList();
        List<Refusal> refusals = new ArrayList<>(plan.refusals());
        Optional<Path> directory = Squashing.directory(pending, directories, refusals);
        List<Scripts> sources = new ArrayList<>();
        if (plan.isExecutable()) {
            pending.stream()
                    .filter(Migration.Sql.class::isInstance)
                    .flatMap(file -> Scripts.parse((Migration.Sql) file, new ArrayList<>()).stream())
                    .forEach(sources::add);
            Squashing.refuse(sources, refusals);
        }
        boolean blocked = !refusals.isEmpty() || !plan.errors().isEmpty();
        return new Squash(
                name, blocked ? Optional.empty() : directory, blocked ? List.of() : sources, refusals, plan.problems());
    }

    /** The problems that keep the files from being squashed. */
    public List<Problem> errors() {
        return problems.stream().filter(Problem::isError).toList();
    }

    /** Whether nothing is in the way. */
    public boolean isExecutable() {
        return refusals.isEmpty() && errors().isEmpty();
    }

    /** The files that become one. */
    public List<String> fileNames() {
        return sources.stream().map(Squash::fileName).toList();
    }

    private static String fileName(Scripts source) {
        return source.migration().resource().fileName();
    }

    /** The sources that nothing says how to revert; if there is one, the new file cannot be reverted either. */
    public List<String> withoutDown() {
        return sources.stream()
                .filter(source -> source.down().isEmpty())
                .map(Squash::fileName)
                .toList();
    }

    /**
     * Writes the new file's text, holding no more of it in memory than its longest statement.
     *
     * @throws IOException if a source cannot be read any more
     */
    public void writeTo(OutputStream out) throws IOException {
        line(out, "-- migration: " + name.title());
        line(out, "-- id: " + name.id());
        for (String directive : Squashing.directives(sources)) {
            line(out, directive);
        }
        if (!withoutDown().isEmpty()) {
            line(out, "-- Without a down: " + String.join(", ", withoutDown()));
            line(out, "-- migrate: irreversible");
        }
        line(out, "");
        line(out, "-- migrate: up");
        for (Scripts source : sources) {
            start(out, source);
            SqlScript.Section head = source.script().sections().get(0);
            head.copyTo(out, source.migration().resource());
            source.up().copyTo(out, source.migration().resource());
        }
        if (withoutDown().isEmpty()) {
            line(out, "");
            line(out, "-- migrate: down");
            for (Scripts source : reversed(sources)) {
                start(out, source);
                source.down().orElseThrow().copyTo(out, source.migration().resource());
            }
        }
    }

    private static void start(OutputStream out, Scripts source) throws IOException {
        line(out, "");
        line(out, "-- Source: " + fileName(source));
    }

    private static void line(OutputStream out, String text) throws IOException {
        out.write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Whether a file that {@link #writeTo} has written holds the statements and data of the sources, and no others.
     *
     * @throws IOException if it or a source cannot be read, or if a source is no longer what it was
     */
    public boolean isIn(SqlResource written) throws IOException {
        Migration.Sql migration = new Migration.Sql(name.id(), name.slug().value(), Checksum.of(written), written);
        Optional<Scripts> result = Scripts.parse(migration, new ArrayList<>());
        if (result.isEmpty() || !alike(sources.stream().map(Part::up).toList(), Part.up(result.get()))) {
            return false;
        }
        return withoutDown().isEmpty()
                ? result.get().down().isPresent()
                        && alike(reversed(sources).stream().map(Part::down).toList(), Part.down(result.get()))
                : result.get().down().isEmpty();
    }

    private static boolean alike(List<Part> originals, Part merged) throws IOException {
        try (StatementReader result = merged.open()) {
            for (Part original : originals) {
                try (StatementReader reader = original.open()) {
                    for (SqlStatement next = reader.next(); next != null; next = reader.next()) {
                        SqlStatement copy = result.next();
                        if (copy == null || !copy.text().equals(next.text()) || !sameData(reader, result)) {
                            return false;
                        }
                    }
                    reader.requireUnchanged(original.sha256());
                }
            }
            return result.next() == null;
        }
    }

    private static boolean sameData(StatementReader one, StatementReader other) throws IOException {
        byte[] chunk = one.nextCopyData();
        while (chunk != null) {
            byte[] copy = other.nextCopyData();
            if (copy == null || !Arrays.equals(wholeLines(chunk), wholeLines(copy))) {
                return false;
            }
            chunk = one.nextCopyData();
        }
        return other.nextCopyData() == null;
    }

    private static byte[] wholeLines(byte[] data) {
        if (data.length == 0 || data[data.length - 1] == '\n') {
            return data;
        }
        byte[] ended = Arrays.copyOf(data, data.length + 1);
        ended[data.length] = '\n';
        return ended;
    }

    static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    /** A section that can be read. */
    record Part(SqlResource resource, SqlScript.Section section, String sha256) {
        static Part up(Scripts scripts) {
            return of(scripts, scripts.up());
        }

        static Part down(Scripts scripts) {
            return of(scripts, scripts.down().orElseThrow());
        }

        private static Part of(Scripts scripts, SqlScript.Section section) {
            Migration.Sql migration = scripts.migration();
            return new Part(migration.resource(), section, migration.hash().sha256());
        }

        StatementReader open() throws IOException {
            return StatementReader.open(resource, section, sha256);
        }
    }

    @Override
    public String toString() {
        return fileNames().stream().collect(Collectors.joining(", ")) + " → " + name.fileName();
    }
}
