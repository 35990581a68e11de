package io.migretti.dialect;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Optional;

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
        DatabaseMetaData database = connection.getMetaData();
        String product = database.getDatabaseProductName();
        if (!product.equals("PostgreSQL")) {
            return Optional.of("the database is " + product + ", and only PostgreSQL is supported");
        }
        if (database.getDatabaseMajorVersion() < OLDEST_MAJOR) {
            return Optional.of("the server is PostgreSQL " + database.getDatabaseProductVersion() + ", and "
                    + OLDEST_MAJOR + " is the oldest supported");
        }
        return Optional.empty();
    }
}
