package io.migretti.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/** Asks a person. */
record Question(InputStream in, Screen screen) {

    private static final Set<String> YES = Set.of("y", "yes");

    /** Byte by byte up to the end of the line, so that what follows stays for whoever reads next. */
    boolean ask(String question) {
        screen.ask(question + " [y/N] ");
        StringBuilder answer = new StringBuilder();
        try {
            int next = in.read();
            while (next >= 0 && next != '\n') {
                answer.append((char) next);
                next = in.read();
            }
            if (next < 0) {
                screen.line("");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return YES.contains(new String(answer.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .strip()
                .toLowerCase(Locale.ROOT));
    }
}
