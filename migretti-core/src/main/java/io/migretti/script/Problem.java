package io.migretti.script;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

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

    /** A file that cannot be read, or a place that cannot be listed. */
    public static Problem unreadable(SourceLocation location, String what, Exception reason) {
        return error(location, what + ": " + words(reason), "make it readable");
    }

    /** The message of most exceptions of the file system is but the file's name. */
    private static String words(Exception reason) {
        Throwable failure = reason instanceof UncheckedIOException unchecked && unchecked.getCause() != null
                ? unchecked.getCause()
                : reason;
        if (failure instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (failure instanceof AccessDeniedException) {
            return "access is denied";
        }
        boolean onlyAName = failure instanceof FileSystemException system && system.getReason() == null;
        return onlyAName || failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** The first words of a text that may have several lines. Of every statement of every file, so without patterns. */
    static String onOneLine(String text) {
        StringBuilder line = new StringBuilder();
        boolean space = false;
        for (int i = 0; i < text.length() && line.length() <= 2 * SHOWN + 2; i++) {
            char c = text.charAt(i);
            if (c == ' ' || c >= '\t' && c <= '\r') {
                space = true;
            } else {
                if (space && line.length() > 0) {
                    line.append(' ');
                }
                space = false;
                line.append(c);
            }
        }
        return shown(line.toString());
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
