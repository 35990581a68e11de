package io.migretti;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;

/** An advisory lock that a test holds, so that a statement waits exactly there. */
final class Gate implements AutoCloseable {

    /** Waits until the gate is open. */
    static final String STATEMENT = "SELECT pg_advisory_lock(1), pg_advisory_unlock(1);";

    private final DataSource dataSource;
    private final Connection connection;

    Gate(DataSource dataSource) throws SQLException {
        this.dataSource = dataSource;
        this.connection = dataSource.getConnection();
        execute("SELECT pg_advisory_lock(1)");
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The server's session that waits here. */
    String waiting() {
        String sql = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 1 AND NOT granted AND database ="
                + " (SELECT oid FROM pg_database WHERE datname = current_database())";
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Sql.rows(dataSource, sql).size() == 1);
        return Sql.value(dataSource, sql);
    }

    void open() throws SQLException {
        execute("SELECT pg_advisory_unlock(1)");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
