package io.migretti.embedded;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** An empty database of the shared test server; parameter of a test, test class constructor or lifecycle method. */
public final class TestDatabase implements AutoCloseable {

    private final TestServer server;
    private final String name;

    private TestDatabase(TestServer server, String name) {
        this.server = server;
        this.name = name;
    }

    static TestDatabase create(TestServer server, String name) {
        execute(server, "CREATE DATABASE " + name);
        return new TestDatabase(server, name);
    }

    public String name() {
        return name;
    }

    public String url() {
        return server.url(name);
    }

    /** Opens a new connection on every request. */
    public PGSimpleDataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url());
        return dataSource;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url());
    }

    /** Drops the database, ending the connections that are still open. */
    @Override
    public void close() {
        execute(server, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private static void execute(TestServer server, String sql) {
        try (Connection connection = DriverManager.getConnection(server.maintenanceUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new EmbeddedServerException(sql + " failed: " + e.getMessage(), e);
        }
    }
}
