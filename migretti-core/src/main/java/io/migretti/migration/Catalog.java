package io.migretti.migration;

import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import io.migretti.script.SqlResource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The migrations that files define. Here every file is judged by its name, id and encoding; what stands in it is judged
 * by {@link Scripts} when it is going to run.
 */
public final class Catalog {

    /** The width of the history table's column for names. */
    private static final int MAX_NAME_LENGTH = 255;

    /** Where a squash keeps the files that it replaced; below the place of the migrations. */
    public static final String BACKUP = ".squash_backup";

    /** Ends the hidden name of a file that is to replace others, until they are gone. Nothing is applied beside it. */
    public static final String UNFINISHED = ".sql.squash";

    /** The width of the history table's column. */
    private static final int MAX_CHECKSUM_LENGTH = 64;

    // Written out, because what makes a method reference at its first use costs a start more than this class.
    private static final Comparator<SqlResource> BY_LOCATION = new Comparator<>() {
        @Override
        public int compare(SqlResource first, SqlResource second) {
            return first.location().compareTo(second.location());
        }
    };

    private final List<Migration> migrations;
    private final Map<MigrationId, Migration> byId;
    private final List<Problem> problems;

    private Catalog(Map<MigrationId, Migration> byId, List<Problem> problems) {
        this.byId = byId;
        this.migrations = List.copyOf(byId.values());
        this.problems = List.copyOf(problems);
    }

    /**
     * Lists and hashes all files. Never throws for a bad one: see {@link #problems()}.
     */
    public static Catalog of(List<MigrationSource> sources) {
        return of(sources, List.of());
    }

    /** The same, with migrations that are classes. */
    public static Catalog of(List<MigrationSource> sources, List<Migration.Code> classes) {
        Map<MigrationId, Migration> byId = new TreeMap<>();
        List<Problem> problems = new ArrayList<>();
        TextReading.Means means = new TextReading.Means();
        for (MigrationSource source : sources) {
            for (SqlResource resource : list(source, problems)) {
                Optional<Migration.Sql> migration = read(resource, means, problems);
                if (migration.isPresent()) {
                    add(migration.get(), byId, problems);
                }
            }
        }
        for (Migration.Code migration : classes) {
            Optional<Problem> complaint = complaint(migration);
            if (complaint.isPresent()) {
                problems.add(complaint.get());
            }
            add(migration, byId, problems);
        }
        if (byId.isEmpty() && problems.isEmpty() && !sources.isEmpty()) {
            problems.add(Problem.warning(
                    SourceLocation.of(places(sources)),
                    "there is no migration in this place",
                    "check that it is the right one"));
        }
        warnOfMixedLengths(byId, sources, problems);
        if (problems.size() > 1) {
            problems.sort(Comparator.comparing(Problem::location));
        }
        return new Catalog(byId, problems);
    }

    private static void add(Migration migration, Map<MigrationId, Migration> byId, List<Problem> problems) {
        Migration other = byId.putIfAbsent(migration.id(), migration);
        if (other instanceof Migration.Sql && other.location().equals(migration.location())) {
            problems.add(Problem.error(
                    SourceLocation.of(migration.location()),
                    "the file is found twice, because its place is named twice",
                    "name each place once"));
        } else if (other != null) {
            problems.add(Problem.error(
                    SourceLocation.of(migration.location()),
                    "the id " + migration.id() + " is also that of " + other.location(),
                    "give one of the two another id, if it has not been applied anywhere"));
        }
    }

    private static Optional<Problem> complaint(Migration.Code migration) {
        SourceLocation place = SourceLocation.of(migration.location());
        if (migration.id().value().isEmpty()) {
            return Optional.of(Problem.error(place, "it returns no id", "return 1 to 26 letters and digits"));
        }
        if (migration.name().isEmpty() || migration.name().indexOf('\0') >= 0) {
            return Optional.of(Problem.error(
                    place,
                    migration.name().isEmpty() ? "it returns no name" : "the name holds a NUL character",
                    "return what a file would have behind its id"));
        }
        int checksum = migration.checksum().map(hash -> hash.sha256().length()).orElse(0);
        if (checksum > MAX_CHECKSUM_LENGTH) {
            return Optional.of(Problem.error(
                    place,
                    "the checksum has " + checksum + " characters, " + MAX_CHECKSUM_LENGTH + " are the most",
                    "return the hash of what it is now"));
        }
        return complaint(migration.id(), migration.name())
                .map(what -> Problem.error(place, what, "an id is 1 to 26 letters and digits"));
    }

    private static Optional<String> complaint(MigrationId id, String name) {
        Optional<String> complaint = id.complaint();
        if (complaint.isPresent()) {
            return complaint;
        }
        return name.codePointCount(0, name.length()) > MAX_NAME_LENGTH
                ? Optional.of("the name has more than " + MAX_NAME_LENGTH + " characters")
                : Optional.empty();
    }

    private static List<SqlResource> list(MigrationSource source, List<Problem> problems) {
        SourceLocation place = SourceLocation.of(source.location());
        try {
            Optional<List<SqlResource>> files = source.list();
            if (files.isEmpty()) {
                problems.add(Problem.error(
                        place, "there is no such place", "create it, or set the location of the migrations to theirs"));
            }
            List<SqlResource> sorted = new ArrayList<>(files.orElse(List.of()));
            sorted.sort(BY_LOCATION);
            return sorted;
        } catch (IOException | java.io.UncheckedIOException e) {
            problems.add(Problem.unreadable(place, "cannot be listed", e));
            return List.of();
        }
    }

    private static Optional<Migration.Sql> read(SqlResource resource, TextReading.Means means, List<Problem> problems) {
        String file = resource.fileName();
        SourceLocation place = SourceLocation.of(resource.location());
        if (file.startsWith(".") && file.endsWith(UNFINISHED)) {
            problems.add(Problem.error(
                    place,
                    "a squash was interrupted before its result took the place of the originals",
                    "run `squash` again, which completes it; the originals are in " + BACKUP));
        }
        if (file.startsWith(".") || !file.toLowerCase(Locale.ROOT).endsWith(".sql")) {
            return Optional.empty();
        }
        int underscore = file.indexOf('_');
        if (underscore < 0 || !file.endsWith(".sql")) {
            problems.add(Problem.warning(
                    place,
                    "the file is skipped, its name is not <id>_<name>.sql",
                    "rename it if it is a migration, move it away if it is not"));
            return Optional.empty();
        }
        MigrationId id = new MigrationId(file.substring(0, underscore));
        String name = file.substring(underscore + 1, file.length() - ".sql".length());
        Optional<String> complaint = complaint(id, name);
        if (complaint.isPresent()) {
            problems.add(Problem.error(
                    place, complaint.get(), "rename it to <id>_<name>.sql; an id is 1 to 26 letters and digits"));
            return Optional.empty();
        }
        try {
            TextReading reading = TextReading.of(resource, means);
            if (reading.problem().isPresent()) {
                problems.add(reading.problem().get());
            }
            return Optional.of(new Migration.Sql(id, name, reading.checksum(), resource));
        } catch (IOException e) {
            problems.add(Problem.unreadable(place, "cannot be read", e));
            return Optional.empty();
        }
    }

    private static String places(List<MigrationSource> sources) {
        return sources.stream().map(MigrationSource::location).collect(Collectors.joining(", "));
    }

    private static void warnOfMixedLengths(
            Map<MigrationId, Migration> byId, List<MigrationSource> sources, List<Problem> problems) {
        Map<Integer, String> exampleByLength = new TreeMap<>();
        for (MigrationId id : byId.keySet()) {
            exampleByLength.putIfAbsent(id.value().length(), id.value());
        }
        if (exampleByLength.size() > 1) {
            problems.add(Problem.warning(
                    SourceLocation.of(places(sources)),
                    "the ids differ in length (" + String.join(", ", exampleByLength.values())
                            + "); they are ordered as text, so that 10 comes before 9",
                    "use ids of one length, best ULIDs"));
        }
    }

    /** In the order in which they apply. */
    public List<Migration> migrations() {
        return migrations;
    }

    /** The migration with this id, if a file or a class has it. */
    public Optional<Migration> find(MigrationId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The last in order; what the history has behind it is a newer release's. */
    public Optional<Migration> newest() {
        return migrations.isEmpty() ? Optional.empty() : Optional.of(migrations.get(migrations.size() - 1));
    }

    /** What is wrong with files' names, ids and encoding, and with the places themselves. */
    public List<Problem> problems() {
        return problems;
    }
}
