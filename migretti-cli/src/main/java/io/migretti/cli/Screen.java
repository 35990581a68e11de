package io.migretti.cli;

import java.io.PrintStream;

/** The stream beside the results: lines that stay, and on a terminal one line below them that changes. */
final class Screen {

    private static final String CLEAR_LINE = "\r\u001b[K";

    /** Cut at the terminal's edge: of a line that wraps only the last part could be cleared. */
    private static final String CUT = "\u001b[?7l%s\u001b[?7h";

    private final PrintStream err;
    private String changing = "";

    Screen(PrintStream err) {
        this.err = err;
    }

    /** A line that stays, above the changing one. */
    synchronized void line(String text) {
        clear();
        err.print(text + "\n");
        err.print(changing);
        err.flush();
    }

    /** Replaces the changing line; an empty one removes it. */
    synchronized void change(String text) {
        clear();
        changing = text.isEmpty() ? "" : CUT.formatted(text);
        err.print(changing);
        err.flush();
    }

    /** A question: the answer goes behind it. */
    synchronized void ask(String question) {
        change("");
        err.print(question);
        err.flush();
    }

    private void clear() {
        if (!changing.isEmpty()) {
            err.print(CLEAR_LINE);
        }
    }
}
