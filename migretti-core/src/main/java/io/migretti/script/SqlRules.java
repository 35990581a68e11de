package io.migretti.script;

import io.migretti.script.Tokenizer.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Which statements PostgreSQL allows where. Only what is certain from the text: the rest the server says itself
 * (SQLSTATE 25001).
 *
 * <p>Source: PostgreSQL manual, reference pages of the statements named here, each "cannot be executed inside a
 * transaction block"; tried on 14, 15 and 18.
 */
final class SqlRules {

    /** No word that matters here is longer, in bytes. */
    static final int LONGEST_WORD = "\"standard_conforming_strings\"".length();

    private static final Set<String> NOT_IN_TRANSACTION =
            Set.of("DATABASE", "INDEX", "SUBSCRIPTION", "TABLESPACE", "UNIQUE");
    private static final String STANDARD_STRINGS = "STANDARD_CONFORMING_STRINGS";

    private SqlRules() {}

    /**
     * Whether a statement needs a closer look at all its words; every other statement is ordinary.
     *
     * @param first its first word in upper case, {@code second} its second word, {@code last} its last token
     */
    static boolean isSuspect(String first, Supplier<String> second, Supplier<String> last) {
        return switch (first) {
            case "ABORT",
                    "BEGIN",
                    "CLUSTER",
                    "COMMIT",
                    "DISCARD",
                    "END",
                    "PREPARE",
                    "REINDEX",
                    "RELEASE",
                    "REPACK",
                    "RESET",
                    "ROLLBACK",
                    "SAVEPOINT",
                    "START",
                    "VACUUM" -> true;
            case "CREATE", "DROP" -> NOT_IN_TRANSACTION.contains(second.get());
            case "ALTER" ->
                switch (second.get()) {
                    case "DATABASE", "SYSTEM" -> true;
                    case "TABLE" -> last.get().equals("CONCURRENTLY");
                    default -> false;
                };
            case "SET" ->
                Set.of("SESSION", "LOCAL", STANDARD_STRINGS, "\"" + STANDARD_STRINGS + "\"")
                        .contains(second.get());
            default -> false;
        };
    }

    /** The kind of a statement that is not a {@code COPY}, from its {@link #words}. */
    static StatementKind kindOf(List<String> t) {
        return switch (word(t, 0)) {
            case "BEGIN", "START", "COMMIT", "END", "ABORT" ->
                is(t, "COMMIT", "PREPARED") ? StatementKind.OUTSIDE_TRANSACTION : StatementKind.TRANSACTION_CONTROL;
            case "ROLLBACK" -> rollback(t);
            case "PREPARE" ->
                is(t, "PREPARE", "TRANSACTION") && !Set.of("AS", "(").contains(word(t, 2))
                        ? StatementKind.TRANSACTION_CONTROL
                        : StatementKind.ORDINARY;
            case "SAVEPOINT", "RELEASE" -> StatementKind.SAVEPOINT;
            default -> runsOutsideTransaction(t) ? StatementKind.OUTSIDE_TRANSACTION : StatementKind.ORDINARY;
        };
    }

    private static StatementKind rollback(List<String> t) {
        int i = word(t, 1).equals("WORK") || word(t, 1).equals("TRANSACTION") ? 2 : 1;
        return switch (word(t, i)) {
            case "TO" -> StatementKind.SAVEPOINT;
            case "PREPARED" -> StatementKind.OUTSIDE_TRANSACTION;
            default -> StatementKind.TRANSACTION_CONTROL;
        };
    }

    private static boolean runsOutsideTransaction(List<String> t) {
        return switch (word(t, 0)) {
            case "VACUUM" -> true;
            case "CREATE" ->
                is(t, "CREATE", "INDEX", "CONCURRENTLY")
                        || is(t, "CREATE", "UNIQUE", "INDEX", "CONCURRENTLY")
                        || is(t, "CREATE", "DATABASE")
                        || is(t, "CREATE", "TABLESPACE")
                        || is(t, "CREATE", "SUBSCRIPTION") && !isOff(t, "CONNECT") && !isOff(t, "CREATE_SLOT");
            case "DROP" ->
                is(t, "DROP", "INDEX", "CONCURRENTLY") || is(t, "DROP", "DATABASE") || is(t, "DROP", "TABLESPACE");
            case "ALTER" ->
                is(t, "ALTER", "SYSTEM")
                        || is(t, "ALTER", "DATABASE") && follows(t, "SET", "TABLESPACE")
                        || is(t, "ALTER", "TABLE")
                                && follows(t, "DETACH", "PARTITION")
                                && word(t, t.size() - 1).equals("CONCURRENTLY");
            case "DISCARD" -> is(t, "DISCARD", "ALL");
            case "REINDEX" -> reindex(t);
            case "REPACK" -> hasOption(t, "CONCURRENTLY");
            case "CLUSTER" -> cluster(t);
            default -> false;
        };
    }

    private static boolean reindex(List<String> t) {
        int i = word(t, 1).equals("(") ? t.indexOf(")") + 1 : 1;
        return hasOption(t, "CONCURRENTLY")
                || Set.of("SCHEMA", "DATABASE", "SYSTEM").contains(word(t, i))
                || word(t, i + 1).equals("CONCURRENTLY");
    }

    /** Whether an option stands in parentheses behind the first word, and is not switched off there. */
    private static boolean hasOption(List<String> t, String option) {
        int at = t.subList(0, t.indexOf(")") + 1).indexOf(option);
        return word(t, 1).equals("(") && at > 1 && !isFalse(word(t, at + 1));
    }

    private static boolean cluster(List<String> t) {
        if (word(t, 1).equals("(")) {
            return t.indexOf(")") == t.size() - 1;
        }
        return t.size() == 1 || t.size() == 2 && word(t, 1).equals("VERBOSE");
    }

    private static boolean isOff(List<String> t, String option) {
        int at = t.lastIndexOf(option);
        return at > 0 && word(t, at + 1).equals("=") && isFalse(word(t, at + 2));
    }

    /** PostgreSQL takes any beginning of a truth value that is not ambiguous. */
    private static boolean isFalse(String value) {
        String word = unquoted(value);
        return word.equals("0")
                || !word.isEmpty() && ("FALSE".startsWith(word) || "NO".startsWith(word))
                || word.length() > 1 && "OFF".startsWith(word);
    }

    private static String unquoted(String word) {
        boolean quoted = word.length() > 1 && (word.startsWith("'") || word.startsWith("\""));
        return (quoted ? word.substring(1, word.length() - 1) : word).toUpperCase(Locale.ROOT);
    }

    /**
     * What a statement sets {@code standard_conforming_strings} to: the same text means something else after it.
     *
     * @param t the statement's {@link #words}
     * @param current the present setting, returned for every statement that does not change it
     */
    static boolean standardStringsAfter(List<String> t, boolean current) {
        int i = word(t, 1).equals("SESSION") || word(t, 1).equals("LOCAL") ? 2 : 1;
        boolean named = unquoted(word(t, i)).equals(STANDARD_STRINGS);
        return switch (word(t, 0)) {
            case "SET" -> named ? !isFalse(word(t, i + 2)) : current;
            case "RESET" -> named || is(t, "RESET", "ALL") || current;
            case "DISCARD" -> is(t, "DISCARD", "ALL") || current;
            default -> current;
        };
    }

    private static boolean is(List<String> t, String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!word(t, i).equals(words[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean follows(List<String> t, String first, String second) {
        for (int i = 0; i + 1 < t.size(); i++) {
            if (t.get(i).equals(first) && t.get(i + 1).equals(second)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The same statement without {@code CONCURRENTLY}, which a transaction allows and which ends in the same catalog.
     *
     * @return empty if the statement has no such form
     */
    static Optional<String> inTransaction(String statement) {
        List<String> t = words(statement);
        boolean index = is(t, "CREATE", "INDEX")
                || is(t, "CREATE", "UNIQUE", "INDEX")
                || is(t, "DROP", "INDEX")
                || is(t, "ALTER", "TABLE")
                || is(t, "REINDEX") && Set.of("INDEX", "TABLE").stream().anyMatch(t::contains);
        if (!index) {
            return Optional.empty();
        }
        StringBuilder result = new StringBuilder();
        Tokenizer tokenizer = Tokenizer.of(statement);
        boolean removed = false;
        try {
            for (Token token = tokenizer.next(); token != Token.END; token = tokenizer.next()) {
                String text = tokenizer.text(tokenizer.start(), tokenizer.position());
                if (!removed && token == Token.WORD && text.equalsIgnoreCase("CONCURRENTLY")) {
                    removed = true;
                    // In REINDEX's list of options something has to stand there; a blank elsewhere.
                    result.append(is(t, "REINDEX", "(") ? "CONCURRENTLY false" : "");
                } else {
                    result.append(text);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return removed ? Optional.of(result.toString()) : Optional.empty();
    }

    private static String word(List<String> t, int i) {
        return i < t.size() ? t.get(i) : "";
    }

    /** A statement's tokens: words in upper case, everything else as written; no white space, no comments. */
    static List<String> words(String statement) {
        List<String> tokens = new ArrayList<>();
        Tokenizer tokenizer = Tokenizer.of(statement);
        try {
            for (Token token = tokenizer.next(); token != Token.END; token = tokenizer.next()) {
                if (token == Token.SPACE || token == Token.LINE_COMMENT || token == Token.BLOCK_COMMENT) {
                    continue;
                }
                String text = tokenizer.text(tokenizer.start(), tokenizer.position());
                tokens.add(token == Token.WORD ? text.toUpperCase(Locale.ROOT) : text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tokens;
    }
}
