package io.migretti.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way from a directory to a server that answers: attach to the one that runs there, or start one. */
final class ServerStart {

    private static final Logger LOG = LoggerFactory.getLogger(ServerStart.class);
    private static final Duration STARTUP = Duration.ofSeconds(60);
    private static final int PORTS_TO_TRY = 5;

    private final Binaries binaries;
    private final DataDirectory directory;
    private final Map<String, String> settings;
    private final Optional<EmbeddedServer> primary;
    private final String word = "migretti-" + UUID.randomUUID();

    /** @param primary whose standby is to be started; empty for a server of its own */
    ServerStart(
            Binaries binaries,
            DataDirectory directory,
            Map<String, String> settings,
            Optional<EmbeddedServer> primary) {
        this.binaries = binaries;
        this.directory = directory;
        this.settings = settings;
        this.primary = primary;
    }

    EmbeddedServer run() throws IOException {
        if (directory.temporary()) {
            return launch();
        }
        // Longer than a start may take, so that the second of two waits for the first instead of giving up.
        return StartLock.holding(directory.startLock(), STARTUP.multipliedBy(2), this::attachOrLaunch);
    }

    private EmbeddedServer attachOrLaunch() throws IOException {
        if (directory.isInitialized()) {
            directory.requireMajor(Programs.of(binaries, directory).major());
            Optional<Postmaster> running = running();
            if (running.isPresent()) {
                LOG.info(
                        "Using the PostgreSQL that runs in {}, port {}",
                        directory.home(),
                        running.get().port());
                return new EmbeddedServer(running.get(), directory, Optional.empty());
            }
        }
        return launch();
    }

    /** The server that already runs in the directory; waits for one that is coming up or going down. */
    private Optional<Postmaster> running() throws IOException {
        long deadline = System.nanoTime() + STARTUP.toNanos();
        while (true) {
            Optional<Postmaster> postmaster = directory.postmaster();
            if (postmaster.isEmpty()) {
                return postmaster;
            }
            if (!postmaster.get().serves(directory.data())) {
                LOG.info("Found the postmaster.pid of a server that is gone in {}", directory.data());
                directory.forgetPostmaster();
                return Optional.empty();
            }
            if (postmaster.get().answersFor(directory.data())) {
                return postmaster;
            }
            if (System.nanoTime() - deadline > 0) {
                throw new EmbeddedServerException("The PostgreSQL that runs in " + directory.home() + " (pid "
                        + postmaster.get().pid() + ") has not answered for " + STARTUP.toSeconds()
                        + " s. End that process, then try again.");
            }
            pause();
        }
    }

    private EmbeddedServer launch() throws IOException {
        long begun = System.nanoTime();
        Guard guard = guard();
        boolean complete = false;
        try {
            if (directory.temporary()) {
                Files.createDirectory(directory.home());
            }
            if (primary.isPresent()) {
                BaseBackup.forStandby(primary.get(), directory.data());
            }
            // After the copy, which is to belong to whoever runs the programs.
            Programs programs = Programs.of(binaries, directory);
            if (!directory.isInitialized()) {
                directory.initialize(programs);
            }
            guard.report(Guard.Phase.STARTING);
            Postmaster postmaster = startPostmaster(programs, guard);
            guard.report(Guard.Phase.READY);
            complete = true;
            LOG.info(
                    "PostgreSQL {} started in {} ms: port {}, {} {}",
                    directory.major(),
                    Duration.ofNanos(System.nanoTime() - begun).toMillis(),
                    postmaster.port(),
                    directory.temporary() ? "temporary data in" : "data kept in",
                    directory.home());
            return new EmbeddedServer(postmaster, directory, Optional.of(guard));
        } finally {
            if (!complete) {
                guard.stop();
            }
        }
    }

    private Guard guard() throws IOException {
        if (Platform.WINDOWS) {
            return ExitHook.over(directory, Programs.of(binaries, directory));
        }
        return Watchdog.over(
                directory.data(), word, directory.temporary() ? directory.home().toString() : "");
    }

    private Postmaster startPostmaster(Programs programs, Guard guard) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Files.deleteIfExists(directory.serverLog());
            Programs.Result result = programs.run(
                    "pg_ctl",
                    List.of(
                            "start",
                            "--pgdata=" + directory.data(),
                            "--log=" + directory.serverLog(),
                            "--wait",
                            "--timeout=" + STARTUP.toSeconds(),
                            "--silent",
                            "--options=" + options(freePort())));
            Optional<Postmaster> postmaster = directory.postmaster();
            if (result.exitCode() == 0 && postmaster.isPresent()) {
                return postmaster.get();
            }
            String log = directory.logTail();
            // Somebody else took the port between our look and the server's.
            boolean taken = log.contains("could not bind");
            if (!taken || attempt == PORTS_TO_TRY) {
                guard.report(Guard.Phase.FAILED);
                throw new EmbeddedServerException(
                        "PostgreSQL did not start in " + directory.home() + " (pg_ctl exit code "
                                + result.exitCode() + "). "
                                + result.output().strip() + "\nIts log ends with:\n" + log);
            }
        }
    }

    private String options(int port) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("port", Integer.toString(port));
        all.put("listen_addresses", "127.0.0.1");
        if (!Platform.WINDOWS) {
            all.put("unix_socket_directories", "");
        }
        all.put("cluster_name", word);
        primary.ifPresent(server -> {
            all.put("hot_standby", "on");
            all.put("primary_conninfo", "host=127.0.0.1 port=" + server.port() + " user=" + DataDirectory.SUPERUSER);
        });
        return all.entrySet().stream()
                .map(e -> "-c " + e.getKey() + "=" + quoted(e.getValue()))
                .collect(Collectors.joining(" "));
    }

    /** As one word of the shell that pg_ctl hands the options to. */
    private static String quoted(String value) {
        return Platform.WINDOWS ? "\"" + value + "\"" : "'" + value.replace("'", "'\\''") + "'";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedServerException("Interrupted while waiting for PostgreSQL", e);
        }
    }
}
