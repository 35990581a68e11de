package io.migretti;

import org.jspecify.annotations.Nullable;

/**
 * Reads rows that the server has written as composite values, one below the other. A whole table as one value takes a
 * driver that has just been loaded a fraction of the time that it takes for the same rows and columns by themselves.
 *
 * <p>Source: PostgreSQL manual, "Composite Type Input and Output Syntax".
 */
final class CompositeText {

    private final String text;
    private int at;

    CompositeText(String text) {
        this.text = text;
    }

    /** Goes to the next row, whose last field must have been read. */
    boolean next() {
        if (at >= text.length()) {
            return false;
        }
        at += at == 0 ? "(".length() : "\n(".length();
        return true;
    }

    /** A field that is not the last one; null if it is NULL. */
    @Nullable
    String field() {
        return field(',');
    }

    /** The last field of the row; null if it is NULL. */
    @Nullable
    String lastField() {
        return field(')');
    }

    private @Nullable String field(char end) {
        if (text.charAt(at) == '"') {
            return quoted();
        }
        int from = at;
        int to = text.indexOf(end, from);
        at = to + 1;
        return from == to ? null : text.substring(from, to);
    }

    /** With quotation marks and backslashes doubled; what follows the closing mark ends the field. */
    private String quoted() {
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = text.charAt(++at);
            if (c == '"' && text.charAt(++at) != '"') {
                at++;
                return value.toString();
            }
            if (c == '\\') {
                at++;
            }
            value.append(c);
        }
    }
}
