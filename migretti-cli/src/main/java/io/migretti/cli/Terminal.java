package io.migretti.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which of the three streams a person sits at. */
record Terminal(boolean in, boolean out, boolean err) {

    /** Set by the launcher: three letters, {@code y} or {@code n}, for the three streams in their order. */
    static final String PROPERTY = "mg.terminal";

    static final Terminal NONE = new Terminal(false, false, false);

    /** Without the launcher only Linux tells; elsewhere it is assumed that nobody is there. */
    static Terminal ofProcess() {
        String told = System.getProperty(PROPERTY, "");
        if (told.matches("[yn]{3}")) {
            return new Terminal(told.charAt(0) == 'y', told.charAt(1) == 'y', told.charAt(2) == 'y');
        }
        return new Terminal(isTerminal(0), isTerminal(1), isTerminal(2));
    }

    private static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Whether a question can be seen and answered. */
    boolean canAsk() {
        return in && err;
    }

    /** Whether a line that changes can be shown: if a result or a log is read by a program, it disturbs. */
    boolean canShowProgress() {
        return out && err;
    }
}
