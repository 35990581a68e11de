package io.migretti.cli;

import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.util.Optional;

/** Remembers why something could not be written: a {@link java.io.PrintStream} forgets it. */
final class Written extends FilterOutputStream {

    private Optional<String> failure = Optional.empty();

    Written(FileOutputStream to) {
        super(to);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        try {
            out.write(bytes, from, count);
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    @Override
    public void write(int value) throws IOException {
        try {
            out.write(value);
        } catch (IOException e) {
            throw remembered(e);
        }
    }

    private IOException remembered(IOException e) {
        failure = Optional.of(String.valueOf(e.getMessage()));
        return e;
    }

    /** Why, in the system's words; empty if everything arrived, or if the reader, as {@code head}, has seen enough. */
    Optional<String> failure() {
        return failure.filter(reason -> !reason.equals("Broken pipe"));
    }
}
