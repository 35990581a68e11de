package io.migretti.diff.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what the server deparses. Its words are no fixpoint: a list of {@code varchar} constants that is compared with
 * text is written in two ways, one for the statement as somebody typed it and one after that was read back. So are
 * conditions that begin with {@code BETWEEN}, see {@link Junctions}.
 */
public final class SqlText {

    private static final String CONSTANT = "'(?:[^']|'')*'";
    private static final Pattern CAST_CONSTANT = Pattern.compile("\\((" + CONSTANT + ")::character varying\\)::text");
    private static final Pattern CAST_ARRAY =
            Pattern.compile("\\(ARRAY\\[((?:" + CONSTANT + "::character varying(?:, )?)+)\\]\\)::text\\[\\]");

    private static final Pattern DOLLAR_TAG = Pattern.compile("\\$[\\p{L}_]?[\\p{L}\\p{N}_]*\\$");

    private SqlText() {}

    /** Whether both mean the same to the server. */
    static boolean same(String one, String other) {
        return one.equals(other) || normal(one).equals(normal(other));
    }

    /** The text with the one cast more that makes the server read such a list as it was typed at first. */
    public static String fixpoint(String text) {
        String kept = Junctions.kept(text);
        return kept.contains("])::text[]")
                ? CAST_ARRAY.matcher(kept).replaceAll("(ARRAY[$1]::character varying[])::text[]")
                : kept;
    }

    /** Where a string, a quoted name or a dollar-quoted text ends that begins here; the position itself if none does. */
    static int endOfQuoted(String text, int position) {
        char first = text.charAt(position);
        String end;
        if (first == '\'' || first == '"') {
            end = String.valueOf(first);
        } else if (first == '$') {
            Matcher tag = DOLLAR_TAG.matcher(text).region(position, text.length());
            if (!tag.lookingAt()) {
                return position;
            }
            end = tag.group();
        } else {
            return position;
        }
        int found = text.indexOf(end, position + end.length());
        return found < 0 ? text.length() : found + end.length();
    }

    private static String normal(String text) {
        String constants = CAST_CONSTANT.matcher(Junctions.dissolved(text)).replaceAll("$1::text");
        return CAST_ARRAY
                .matcher(constants)
                .replaceAll(found -> Matcher.quoteReplacement(
                        "ARRAY[" + found.group(1).replace("'::character varying", "'::text") + "]"));
    }
}
