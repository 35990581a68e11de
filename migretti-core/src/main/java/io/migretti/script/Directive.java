package io.migretti.script;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An instruction to the engine in a comment line of its own: {@code -- migrate: name argument}.
 *
 * @param name which one
 * @param argument what stands behind the name, trimmed; for {@code up}, {@code down}, {@code no-transaction} and
 *     {@code irreversible} a remark without meaning
 * @param location of the comment
 */
public record Directive(Name name, String argument, SourceLocation location) {

    /** The directives there are. */
    public enum Name {
        /** Begins the section that applies the change. */
        UP("up", false),
        /** Begins the section that reverts it. */
        DOWN("down", false),
        /** Says that there is no down on purpose. */
        IRREVERSIBLE("irreversible", false),
        /** Statement by statement, in autocommit. */
        NO_TRANSACTION("no-transaction", false),
        /** How long a statement waits for a lock. */
        LOCK_TIMEOUT("lock-timeout", true),
        /** How long a statement may take. */
        STATEMENT_TIMEOUT("statement-timeout", true),
        /** Accepts one named hazard, with a reason. */
        ALLOW("allow", true);

        private final String text;
        private final boolean takesArgument;

        Name(String text, boolean takesArgument) {
            this.text = text;
            this.takesArgument = takesArgument;
        }

        @Override
        public String toString() {
            return text;
        }

        static Optional<Name> of(String word) {
            return Arrays.stream(values())
                    .filter(name -> name.text.equals(word))
                    .findFirst();
        }
    }

    private static final String KEYWORD = "migrate";
    private static final String PREFIX = "-- " + KEYWORD + ": ";
    private static final byte[] PREFIX_BYTES = PREFIX.strip().getBytes(StandardCharsets.US_ASCII);

    /** Also takes the white space that an ASCII {@code \s} does not know, such as a no-break space. */
    private static final Pattern LOOSE = Pattern.compile(
            "--+\\s*(?<keyword>\\w*)\\s*(?<colon>:?)\\s*(?<name>\\S*)(?<rest>.*)",
            Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

    public Directive {
        Objects.requireNonNull(name);
        Objects.requireNonNull(argument);
        Objects.requireNonNull(location);
    }

    /** Whether a line, be it of COPY data, starts as a directive does. */
    static boolean startsLikeOne(byte[] bytes, int from, int to) {
        int length = PREFIX_BYTES.length;
        return from + length <= to && Arrays.equals(bytes, from, from + length, PREFIX_BYTES, 0, length);
    }

    /** Whether a comment on a line of its own begins a section and so ends a statement that has no semicolon. */
    static boolean endsStatement(byte[] bytes, int from, int to) {
        if (!startsLikeOne(bytes, from, to)) {
            return false;
        }
        String comment = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        Matcher loose = LOOSE.matcher(comment);
        return loose.matches()
                && comment.startsWith(PREFIX)
                && Set.of(Name.UP.text, Name.DOWN.text).contains(loose.group("name"));
    }

    /** Whether a comment may be worth {@link #read reading}: a cheap test that lets few others pass. */
    static boolean maybe(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == 'm' || b == 'M' || b < 0) {
                return true;
            }
            if (b != '-' && b != ' ' && b != '\t') {
                return false;
            }
        }
        return false;
    }

    /**
     * Hands on the directive, or what is wrong with it, if the comment is meant to be one.
     *
     * @param alone whether the comment stands on a line of its own, as a directive must
     */
    static void read(
            String comment,
            SourceLocation location,
            boolean alone,
            Consumer<Directive> directives,
            Consumer<Problem> problems) {
        Matcher loose = LOOSE.matcher(comment);
        if (!loose.matches()) {
            return;
        }
        String keyword = loose.group("keyword").toLowerCase(Locale.ROOT);
        boolean colon = !loose.group("colon").isEmpty();
        String word = loose.group("name");
        String rest = loose.group("rest").strip();
        Optional<Name> exact = Name.of(word);
        Optional<Name> meant = Name.of(word.toLowerCase(Locale.ROOT));
        boolean prose = !keyword.equals(KEYWORD)
                ? !colon || meant.isEmpty() || !isNear(keyword, KEYWORD, 2)
                : !colon && (meant.isEmpty() || !rest.isEmpty() || !alone);
        if (prose) {
            return;
        }
        if (exact.isEmpty() && colon) {
            problems.accept(unknown(word, location));
        } else if (exact.isEmpty() || !comment.startsWith(PREFIX + word)) {
            problems.accept(malformed(comment, location, meant.orElseThrow()));
        } else if (!alone) {
            problems.accept(Problem.error(
                    location,
                    "`" + Problem.shown(comment) + "` stands behind other text on its line",
                    "write the directive on a line of its own"));
        } else if (!exact.get().takesArgument && namesAnother(rest)) {
            problems.accept(Problem.error(
                    location,
                    "`" + Problem.shown(comment) + "` holds two directives",
                    "write each directive on a line of its own"));
        } else {
            directives.accept(new Directive(exact.get(), rest, location));
        }
    }

    private static Problem malformed(String comment, SourceLocation location, Name name) {
        return Problem.error(
                location,
                "`" + Problem.shown(comment) + "` looks like a directive but is not written like one",
                "write `" + PREFIX + name + "`");
    }

    private static Problem unknown(String word, SourceLocation location) {
        String what = word.isEmpty() ? "the directive has no name" : "`" + Problem.shown(word) + "` is not a directive";
        String next = nearest(word)
                .map(name -> "write `" + PREFIX + name + "` if that is meant")
                .orElseGet(() -> "use one of "
                        + Arrays.stream(Name.values()).map(Name::toString).collect(Collectors.joining(", ")));
        return Problem.error(location, what, next);
    }

    private static boolean namesAnother(String remark) {
        String word = remark.split("\\s", 2)[0];
        return Name.of(word).isPresent() || (word.length() > 5 && nearest(word).isPresent());
    }

    private static Optional<Name> nearest(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return Arrays.stream(Name.values())
                .filter(name -> isNear(lower, name.text, Math.max(1, name.text.length() / 3)))
                .min(Comparator.comparingInt(name -> distance(lower, name.text)));
    }

    private static boolean isNear(String a, String b, int edits) {
        return Math.abs(a.length() - b.length()) <= edits && distance(a, b) <= edits;
    }

    /** Edits between two words, a swap of neighbours counting as one (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
