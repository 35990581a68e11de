package io.migretti.script;

import java.util.Objects;
import java.util.Optional;

/**
 * One statement as it goes to the server: exactly the text in the file from its first token up to its semicolon.
 *
 * @param text without the semicolon
 * @param location of the first character
 * @param kind what it needs from whoever executes it
 */
public record SqlStatement(String text, SourceLocation location, StatementKind kind) {

    public SqlStatement {
        Objects.requireNonNull(text);
        Objects.requireNonNull(location);
        Objects.requireNonNull(kind);
    }

    /** The first words, on one line, for a report. */
    public String start() {
        return Problem.onOneLine(text.substring(0, Math.min(text.length(), 300)));
    }

    /**
     * The same statement without {@code CONCURRENTLY}, in the form that a transaction allows.
     *
     * @return empty if it has no such form
     */
    public Optional<String> inTransaction() {
        return SqlRules.inTransaction(text);
    }

    /**
     * The place in the file of a place in the text.
     *
     * @param position 1-based, in characters (code points), as PostgreSQL reports the position of an error; a value
     *     outside the text gives the nearest place in it
     */
    public SourceLocation at(int position) {
        int line = location.line();
        int column = location.column();
        int index = 0;
        for (int i = 1; i < position && index < text.length(); i++) {
            int c = text.codePointAt(index);
            index += Character.charCount(c);
            if (c == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
        }
        return new SourceLocation(location.file(), line, column);
    }
}
