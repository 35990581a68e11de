package io.migretti.cli;

import io.migretti.cli.config.DatabaseConnection;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.slf4j.LoggerFactory;

/** Opens connections, and remembers them for whoever has to end what they are doing. */
final class Database implements DataSource {

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(Database.class);

    /** The driver logs on its own, past ours; what matters of it is thrown as well. Kept, or it would be forgotten. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    private final DatabaseConnection settings;
    private final List<Connection> opened = new CopyOnWriteArrayList<>();

    Database(DatabaseConnection settings) {
        this.settings = settings;
        DRIVER.setLevel(Level.OFF);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Properties properties = new Properties();
        properties.putAll(settings.properties());
        properties.putIfAbsent("ApplicationName", "mg");
        // A statement may take hours without a byte on the wire, and whoever is in between must not forget it.
        properties.putIfAbsent("tcpKeepAlive", "true");
        // Not by way of the DriverManager, which searches the class path for others first.
        Connection connection = new Driver().connect(settings.url(), properties);
        if (connection == null) {
            throw new SQLException("the driver does not take the address for its own");
        }
        opened.add(connection);
        return connection;
    }

    /** Asks the server to cancel what is being executed; its transaction then fails. */
    void cancel() {
        for (Connection connection : opened) {
            try {
                if (!connection.isClosed()) {
                    connection.unwrap(PGConnection.class).cancelQuery();
                }
            } catch (SQLException e) {
                LOG.debug("The server could not be asked to cancel", e);
            }
        }
    }

    /** Cuts the connections; the server rolls back and frees the lock when it notices. */
    void abort() {
        for (Connection connection : opened) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException e) {
                LOG.debug("A connection could not be cut", e);
            }
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("user and password come from the configuration");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("no log");
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("no log");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the driver's properties say it");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no logger");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("nothing is wrapped");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
