package io.migretti.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small shell process that reads a pipe from this JVM until the pipe closes and then does what
 * {@code watchdog.sh} says. The orderly way and a {@code kill -9} of the JVM are thus one and the same way.
 */
final class Watchdog implements Guard {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    /** A session of its own, where there is a tool for it: a signal to the JVM's process group must not reach it. */
    private static final String LAUNCH = """
            if command -v setsid >/dev/null 2>&1; then exec setsid sh -c "$0" "$@"; fi
            exec sh -c "$0" "$@"
            """;

    private final Process process;

    private Watchdog(Process process) {
        this.process = process;
    }

    /**
     * @param word that only this server has on its command line
     * @param remove the directory to delete at the end, or an empty string
     */
    static Watchdog over(Path data, String word, String remove) throws IOException {
        Process process = new ProcessBuilder(
                        List.of("sh", "-c", LAUNCH, script(), "migretti-watchdog", data.toString(), word, remove))
                .directory(data.getRoot().toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return new Watchdog(process);
    }

    @Override
    public void report(Phase phase) {
        try {
            OutputStream pipe = process.getOutputStream();
            pipe.write((phase.name().toLowerCase(Locale.ROOT) + "\n").getBytes(StandardCharsets.US_ASCII));
            pipe.flush();
        } catch (IOException e) {
            throw new EmbeddedServerException(
                    "The watchdog of the PostgreSQL server (a process named sh) is gone; nothing else may end it.", e);
        }
    }

    @Override
    public boolean stop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("The watchdog ended before", e);
        }
        try {
            return process.waitFor(45, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String script() throws IOException {
        try (InputStream script = Watchdog.class.getResourceAsStream("watchdog.sh")) {
            if (script == null) {
                throw new IOException("watchdog.sh is missing from the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
