package io.migretti.report;

import io.migretti.script.SourceLocation;
import java.util.Optional;

/**
 * Why a migration failed, and what the database is like now.
 *
 * @param location of the failing place, as exactly as the server tells; the file if no statement is to blame
 * @param sourceLine the line of the file at {@code location}; empty if there is none
 * @param sqlState five characters; empty if the error is not the server's
 * @param message the server's own words
 * @param detail the server's DETAIL; may hold data of rows
 * @param hint the server's HINT
 * @param context the server's CONTEXT
 * @param consequence what state the migration and those before it are in, one sentence without a full stop
 * @param next what to do, one sentence without a full stop
 */
public record Failure(
        SourceLocation location,
        String sourceLine,
        String sqlState,
        String message,
        Optional<String> detail,
        Optional<String> hint,
        Optional<String> context,
        String consequence,
        String next) {

    private static final int WIDTH = 120;

    /** What happened and where, several lines, without the last one that says what to do. */
    public String describe() {
        StringBuilder text = new StringBuilder(consequence).append('.');
        text.append("\n  at ").append(location);
        if (!sourceLine.isEmpty()) {
            excerpt(text);
        }
        text.append("\n  ")
                .append(sqlState.isEmpty() ? "" : "PostgreSQL " + sqlState + ": ")
                .append(message);
        detail.ifPresent(line -> text.append("\n  Detail: ").append(line));
        hint.ifPresent(line -> text.append("\n  Hint: ").append(line));
        context.ifPresent(line -> text.append("\n  Context: ").append(line.replace("\n", "\n           ")));
        return text.toString();
    }

    /** The line with a caret under the place; of a very long line the part around it. */
    private void excerpt(StringBuilder text) {
        int[] line = sourceLine.replace('\t', ' ').codePoints().toArray();
        int column = Math.min(location.column() - 1, line.length);
        int from = line.length <= WIDTH ? 0 : Math.max(0, Math.min(column - WIDTH / 2, line.length - WIDTH));
        int to = Math.min(line.length, from + WIDTH);
        String number = String.valueOf(location.line());
        String before = from > 0 ? "… " : "";
        text.append("\n     ").append(number).append(" | ").append(before);
        text.append(new String(line, from, to - from)).append(to < line.length ? " …" : "");
        text.append("\n     ").append(" ".repeat(number.length())).append(" | ");
        text.append(" ".repeat(before.length() + column - from)).append('^');
    }

    @Override
    public String toString() {
        return describe() + "\n  Next: " + next + ".";
    }
}
