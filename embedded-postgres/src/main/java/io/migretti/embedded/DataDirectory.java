package io.migretti.embedded;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything one server has on disk.
 *
 * <pre>
 * home/
 *   data/         PostgreSQL's own directory
 *   initdb-…/     the same while initdb works on it; moved when it is complete
 *   server.log    of the latest run
 *   programs.log  output of initdb and pg_ctl
 *   start.lock    held while a server is being started
 * </pre>
 */
record DataDirectory(Path home, boolean temporary) {

    static final String SUPERUSER = "postgres";

    /** A name only: the directory is to be created when there is somebody to delete it. */
    static DataDirectory newTemporary() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();
        return new DataDirectory(parent.resolve("migretti-postgres-" + UUID.randomUUID()), true);
    }

    static DataDirectory kept(Path home) throws IOException {
        return new DataDirectory(Files.createDirectories(home).toRealPath(), false);
    }

    Path data() {
        return home.resolve("data");
    }

    Path serverLog() {
        return home.resolve("server.log");
    }

    Path programsLog() {
        return home.resolve("programs.log");
    }

    Path startLock() {
        return home.resolve("start.lock");
    }

    private Path postmasterPid() {
        return data().resolve("postmaster.pid");
    }

    boolean isInitialized() {
        return Files.exists(data());
    }

    /** Empty if there is no file, or not yet a complete one. */
    Optional<Postmaster> postmaster() throws IOException {
        if (!Files.exists(postmasterPid())) {
            return Optional.empty();
        }
        // Line 1 is the process id, line 4 the port (PostgreSQL manual, "Database File Layout").
        List<String> lines = Files.readAllLines(postmasterPid());
        if (lines.size() < 4) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Postmaster(
                    Long.parseLong(lines.get(0).strip()),
                    Integer.parseInt(lines.get(3).strip())));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    void forgetPostmaster() throws IOException {
        Files.deleteIfExists(postmasterPid());
    }

    /** Creates the database files; complete or not at all. */
    void initialize(Programs programs) throws IOException {
        try (DirectoryStream<Path> abandoned = Files.newDirectoryStream(home, "initdb-*")) {
            for (Path directory : abandoned) {
                Binaries.deleteTree(directory);
            }
        }
        // A name of its own: an initdb that was abandoned may still be at work.
        Path unfinished = home.resolve("initdb-" + UUID.randomUUID());
        List<String> arguments = List.of(
                "--pgdata=" + unfinished,
                "--username=" + SUPERUSER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                temporary ? "--no-sync" : "--no-instructions");
        Programs.Result result = programs.run("initdb", arguments);
        if (result.exitCode() != 0) {
            throw new EmbeddedServerException("initdb failed with exit code " + result.exitCode() + " in " + home
                    + ":\n" + result.output().strip());
        }
        Files.move(unfinished, data());
    }

    /** Refuses files of another major version, which PostgreSQL cannot open. */
    void requireMajor(int major) throws IOException {
        String found = major();
        if (!found.equals(Integer.toString(major))) {
            throw new EmbeddedServerException(
                    home + " holds data of PostgreSQL " + found + ", but the server to start is " + major
                            + ". Delete that directory (its data is lost), or use another directory.");
        }
    }

    String major() throws IOException {
        Path file = data().resolve("PG_VERSION");
        return Files.exists(file) ? Files.readString(file).strip() : "an unknown version";
    }

    /** The end of the server's log, for a message. */
    String logTail() throws IOException {
        if (!Files.exists(serverLog())) {
            return "(no log was written)";
        }
        List<String> lines = Files.readAllLines(serverLog());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
}
