package io.migretti.embedded;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The guard where there is no {@code sh}: ends the server when the JVM exits, but not when it is killed. */
final class ExitHook implements Guard {

    private static final Logger LOG = LoggerFactory.getLogger(ExitHook.class);

    private final DataDirectory directory;
    private final Programs programs;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private ExitHook(DataDirectory directory, Programs programs) {
        this.directory = directory;
        this.programs = programs;
    }

    static ExitHook over(DataDirectory directory, Programs programs) {
        ExitHook hook = new ExitHook(directory, programs);
        Runtime.getRuntime().addShutdownHook(new Thread(hook::stop, "embedded-postgres-exit"));
        return hook;
    }

    @Override
    public void report(Phase phase) {
        LOG.debug("{}: {}", directory.home(), phase);
    }

    @Override
    public boolean stop() {
        if (stopped.getAndSet(true)) {
            return true;
        }
        try {
            Optional<Postmaster> running = directory.postmaster().filter(p -> p.serves(directory.data()));
            if (running.isPresent()) {
                List<String> fast = List.of("stop", "-D", directory.data().toString(), "-m", "fast", "-w", "-t", "30");
                if (programs.run("pg_ctl", fast).exitCode() != 0) {
                    return false;
                }
            }
            if (directory.temporary()) {
                Binaries.deleteTree(directory.home());
            }
            return true;
        } catch (IOException e) {
            LOG.warn("Could not clean up {}: {}", directory.home(), e.toString());
            return false;
        }
    }
}
