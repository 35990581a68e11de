package io.migretti.dialect;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;

/** Recognises the database: PostgreSQL from the oldest supported major on, newer ones than we know included. */
public final class PostgresDialect {

    /** The oldest major that this engine is tested on. */
    public static final int OLDEST_MAJOR = 14;

    private PostgresDialect() {}

    /**
     * Why this connection's database is none that the engine can migrate, one sentence without a full stop; empty if
     * it is one. Costs no round trip.
     */
    public static Optional<String> complaint(Connection connection) throws SQLException {
        Optional<String> version = version(connection);
        if (version.isEmpty()) {
            String product = connection.getMetaData().getDatabaseProductName();
            return Optional.of(
                    product.equals("PostgreSQL")
                            ? "the connection gives no access to the PostgreSQL driver behind it (unwrap)"
                            : "the database is " + product + ", and only PostgreSQL is supported");
        }
        return major(version.get()) < OLDEST_MAJOR
                ? Optional.of("the server is PostgreSQL " + version.get() + ", and " + OLDEST_MAJOR
                        + " is the oldest supported")
                : Optional.empty();
    }

    /**
     * What the server has told the driver of itself; empty if it is another product's driver. The driver's metadata say
     * the same, and are by far the largest class that a start would load.
     */
    private static Optional<String> version(Connection connection) throws SQLException {
        try {
            return connection.isWrapperFor(PGConnection.class)
                    ? Optional.ofNullable(connection.unwrap(PGConnection.class).getParameterStatus("server_version"))
                    : Optional.empty();
        } catch (NoClassDefFoundError e) {
            return Optional.empty(); // an application that has another product's driver only
        }
    }

    /** {@code 18beta1 (Debian)} and {@code 16.4} begin with it. */
    private static int major(String version) {
        int major = 0;
        for (int i = 0; i < version.length() && Character.isDigit(version.charAt(i)); i++) {
            major = major * 10 + Character.digit(version.charAt(i), 10);
        }
        return major;
    }
}
