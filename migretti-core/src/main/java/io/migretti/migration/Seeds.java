package io.migretti.migration;

import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import io.migretti.script.SqlResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The seeds that files define: first those of every place, then those of the environment's folder in every place; in
 * each folder by file name.
 *
 * @param files in the order in which they run
 * @param problems what is wrong with their names and encoding, and with the places themselves
 */
public record Seeds(List<Seed> files, List<Problem> problems) {

    private static final Pattern NO_FOLDER = Pattern.compile("|\\.\\.?|.*[/\\\\:\0].*", Pattern.DOTALL);

    public Seeds {
        files = List.copyOf(files);
        problems = List.copyOf(problems);
    }

    /**
     * Lists and hashes all files. Never throws for a bad one: see {@link #problems()}.
     *
     * @param environment its folder may be missing; a place may not. Several with {@code ", "} between them have a
     *     folder each, in this order
     */
    public static Seeds of(List<MigrationSource> places, String environment) {
        List<Seed> files = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        for (MigrationSource place : places) {
            Optional<List<SqlResource>> listed = list(place, problems);
            if (listed.isEmpty()) {
                problems.add(Problem.error(
                        SourceLocation.of(place.location()),
                        "there is no such place",
                        "create it, or set the location of the seeds to theirs"));
            }
            listed.orElseGet(List::of).forEach(file -> read("", file, problems).ifPresent(files::add));
        }
        for (String name : environment.split(", ", -1)) {
            if (NO_FOLDER.matcher(name).matches()) {
                problems.add(Problem.error(
                        SourceLocation.of(String.join(
                                ", ",
                                places.stream().map(MigrationSource::location).toList())),
                        "the environment's name `" + name + "` cannot be that of a folder with seeds",
                        "name the environment with letters and digits"));
                continue;
            }
            for (MigrationSource place : places) {
                place.folder(name)
                        .flatMap(folder -> list(folder, problems))
                        .orElseGet(List::of)
                        .forEach(file -> read(name + "/", file, problems).ifPresent(files::add));
            }
        }
        return new Seeds(files, problems);
    }

    private static Optional<List<SqlResource>> list(MigrationSource place, List<Problem> problems) {
        try {
            return place.list()
                    .map(files -> files.stream()
                            .sorted(Comparator.comparing(SqlResource::fileName))
                            .toList());
        } catch (IOException | UncheckedIOException e) {
            problems.add(Problem.unreadable(SourceLocation.of(place.location()), "cannot be listed", e));
            return Optional.of(List.of());
        }
    }

    private static Optional<Seed> read(String folder, SqlResource resource, List<Problem> problems) {
        String file = resource.fileName();
        SourceLocation place = SourceLocation.of(resource.location());
        if (file.startsWith(".") || !file.toLowerCase(Locale.ROOT).endsWith(".sql")) {
            return Optional.empty();
        }
        if (!file.endsWith(".sql")) {
            problems.add(Problem.warning(
                    place,
                    "the file is skipped, its name does not end in .sql",
                    "rename it if it is a seed, move it away if it is not"));
            return Optional.empty();
        }
        try {
            TextReading reading = TextReading.of(resource);
            reading.problem().ifPresent(problems::add);
            String name = folder + file.substring(0, file.length() - ".sql".length());
            return Optional.of(new Seed(name, reading.checksum(), resource));
        } catch (IOException e) {
            problems.add(Problem.unreadable(place, "cannot be read", e));
            return Optional.empty();
        }
    }
}
