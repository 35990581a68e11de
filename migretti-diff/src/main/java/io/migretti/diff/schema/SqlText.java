package io.migretti.diff.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares what the server deparses. Its words are no fixpoint: a list of {@code varchar} constants that is compared with
 * text is written in two ways, one for the statement as somebody typed it and one after that was read back.
 */
public final class SqlText {

    private static final String CONSTANT = "'(?:[^']|'')*'";
    private static final Pattern CAST_CONSTANT = Pattern.compile("\\((" + CONSTANT + ")::character varying\\)::text");
    private static final Pattern CAST_ARRAY =
            Pattern.compile("\\(ARRAY\\[((?:" + CONSTANT + "::character varying(?:, )?)+)\\]\\)::text\\[\\]");

    private SqlText() {}

    /** Whether both mean the same to the server. */
    static boolean same(String one, String other) {
        return one.equals(other) || normal(one).equals(normal(other));
    }

    /** The text with the one cast more that makes the server read such a list as it was typed at first. */
    public static String fixpoint(String text) {
        return text.contains("])::text[]")
                ? CAST_ARRAY.matcher(text).replaceAll("(ARRAY[$1]::character varying[])::text[]")
                : text;
    }

    private static String normal(String text) {
        String constants = CAST_CONSTANT.matcher(text).replaceAll("$1::text");
        return CAST_ARRAY
                .matcher(constants)
                .replaceAll(found -> Matcher.quoteReplacement(
                        "ARRAY[" + found.group(1).replace("'::character varying", "'::text") + "]"));
    }
}
