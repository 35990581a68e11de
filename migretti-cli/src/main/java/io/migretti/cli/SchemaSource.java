package io.migretti.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What the FROM or TO of a comparison names. */
sealed interface SchemaSource {

    /** A new database, in which nothing was made yet. */
    record Empty() implements SchemaSource {}

    /**
     * A database by its URL, which may hold a password.
     *
     * @param side {@code FROM} or {@code TO}, by which messages name it
     */
    record Url(String side, String url) implements SchemaSource {
        @Override
        public String toString() {
            return side;
        }
    }

    /** The database of an environment of {@code mg.yaml}. */
    record Environment(String name) implements SchemaSource {}

    /** The database of the environment that was chosen, whatever says which that is. */
    record Configured() implements SchemaSource {}

    /** What all migrations of a directory make. */
    record Migrations(Path directory) implements SchemaSource {}

    /** What a file of SQL makes. */
    record SqlFile(Path path) implements SchemaSource {}

    String FORMS = "EMPTY, a URL as postgresql://…, env:NAME, migrations:DIR, or a file that ends in .sql";

    /** Empty if it is none; which is not to be repeated, for a mistyped URL has a password in it, too. */
    static Optional<SchemaSource> of(String side, String word) {
        if (word.equals("EMPTY")) {
            return Optional.of(new Empty());
        } else if (isUrl(word)) {
            return Optional.of(new Url(side, word));
        } else if (word.startsWith("env:")) {
            return rest(word).map(Environment::new);
        } else if (word.startsWith("migrations:")) {
            return rest(word).map(Path::of).map(Migrations::new);
        } else if (word.toLowerCase(Locale.ROOT).endsWith(".sql")) {
            return Optional.of(new SqlFile(Path.of(word)));
        }
        return Optional.empty();
    }

    static boolean isUrl(String word) {
        return word.startsWith("postgresql://")
                || word.startsWith("postgres://")
                || word.startsWith("jdbc:postgresql:");
    }

    private static Optional<String> rest(String word) {
        return Optional.of(word.substring(word.indexOf(':') + 1)).filter(name -> !name.isEmpty());
    }
}
