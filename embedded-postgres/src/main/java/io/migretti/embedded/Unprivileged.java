package io.migretti.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How root runs PostgreSQL, whose programs all refuse root. Everybody else just runs them. */
final class Unprivileged {

    private static final String NOBODY = "65534";

    private Unprivileged() {}

    /**
     * What to put before a command, so that it may work on the files in {@code home}.
     *
     * @throws EmbeddedServerException if this is root and there is no way to be somebody else
     */
    static List<String> prefix(Path home) throws IOException {
        if (Platform.WINDOWS || !runsAsRoot(home)) {
            return List.of();
        }
        // A user namespace: still root outside, with access to root's files, but nobody in the program's own eyes.
        List<String> namespace = List.of("unshare", "-U");
        if (succeeds(namespace, "true")) {
            return namespace;
        }
        // Containers commonly forbid namespaces.
        List<String> nobody = List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        if (succeeds(nobody, "true") && succeeds(List.of("chown", "-R", NOBODY + ":" + NOBODY), home.toString())) {
            return nobody;
        }
        throw new EmbeddedServerException(
                "PostgreSQL does not run as root, and neither `unshare -U` nor `setpriv` works"
                        + " here. Run this as another user, or set the URL of a server that runs already.");
    }

    /** Tells by a file that this process has just created. */
    private static boolean runsAsRoot(Path home) throws IOException {
        Path probe = Files.createTempFile(home, "owner", "");
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(probe, "unix:uid"));
        } finally {
            Files.delete(probe);
        }
    }

    private static boolean succeeds(List<String> command, String argument) {
        List<String> all = new ArrayList<>(command);
        all.add(argument);
        try {
            Process process = new ProcessBuilder(all)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
