package io.migretti.script;

/**
 * Something wrong with a file, found without executing it. Problems are values: all of them are collected and reported
 * at once, before the first statement runs.
 *
 * @param severity whether the run may go on
 * @param location where
 * @param what what is wrong, one sentence without a full stop
 * @param next what to write or do instead, one sentence without a full stop
 */
public record Problem(Severity severity, SourceLocation location, String what, String next) {

    /** As many characters of a text are shown in a message. */
    private static final int SHOWN = 60;

    /** What a problem does to a run. */
    public enum Severity {
        /** Nothing is executed. */
        ERROR,
        /** Shown, and the run goes on. */
        WARNING
    }

    /** One that keeps the run from starting. */
    public static Problem error(SourceLocation location, String what, String next) {
        return new Problem(Severity.ERROR, location, what, next);
    }

    /** One that is told, and stops nothing. */
    public static Problem warning(SourceLocation location, String what, String next) {
        return new Problem(Severity.WARNING, location, what, next);
    }

    /** The start of a text, for a message. */
    static String shown(String text) {
        String line = text.strip();
        return line.codePointCount(0, line.length()) <= SHOWN
                ? line
                : line.substring(0, line.offsetByCodePoints(0, SHOWN)).strip() + " …";
    }

    /** Whether it keeps the run from starting. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code file:line:column: what. Next: next.} */
    @Override
    public String toString() {
        return location + ": " + what + ". Next: " + next + ".";
    }
}
