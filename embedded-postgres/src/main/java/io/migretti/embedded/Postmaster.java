package io.migretti.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What {@code postmaster.pid} claims: a server with this process id listens on this port. The file stays behind
 * when the machine goes down, so the claim has to be checked.
 */
record Postmaster(long pid, int port) {

    private static final Logger LOG = LoggerFactory.getLogger(Postmaster.class);

    String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?user=" + DataDirectory.SUPERUSER;
    }

    /** Whether the process exists and is a server of that directory, not another one that got the same number. */
    boolean serves(Path data) {
        try {
            // Readable whoever owns the process, other than what ProcessHandle looks at.
            byte[] commandLine = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "cmdline"));
            return new String(commandLine, StandardCharsets.UTF_8).contains(data.toString());
        } catch (IOException e) {
            return ProcessHandle.of(pid)
                    .filter(ProcessHandle::isAlive)
                    .map(p -> p.info()
                            .commandLine()
                            .map(c -> c.contains(data.toString()))
                            .orElse(true))
                    .orElse(false);
        }
    }

    /** Whether a connection succeeds and finds that directory behind it. */
    boolean answersFor(Path data) {
        String url = jdbcUrl("postgres") + "&connectTimeout=2&socketTimeout=5";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW data_directory")) {
            return row.next() && data.equals(Path.of(row.getString(1)));
        } catch (SQLException e) {
            LOG.debug("No server yet or any more at port {}: {}", port, e.toString());
            return false;
        }
    }
}
