package io.migretti.script;

import java.util.Objects;

/**
 * A place in a file, as an editor shows it.
 *
 * @param file the file as the user would name it: a path, or {@code classpath:migrations/…}
 * @param line 1-based; 0 means the file as a whole
 * @param column 1-based, in characters (Unicode code points); 0 if {@code line} is 0
 */
public record SourceLocation(String file, int line, int column) implements Comparable<SourceLocation> {

    public SourceLocation {
        Objects.requireNonNull(file);
        if (line < 0 || column < 0 || (line == 0) != (column == 0)) {
            throw new IllegalArgumentException("no such place: line " + line + ", column " + column);
        }
    }

    /** The file as a whole. */
    public static SourceLocation of(String file) {
        return new SourceLocation(file, 0, 0);
    }

    @Override
    public int compareTo(SourceLocation other) {
        int byFile = file.compareTo(other.file);
        int byLine = byFile != 0 ? byFile : Integer.compare(line, other.line);
        return byLine != 0 ? byLine : Integer.compare(column, other.column);
    }

    /** {@code file:line:column}, or just the file. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
