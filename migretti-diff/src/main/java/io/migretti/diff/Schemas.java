package io.migretti.diff;

import io.migretti.diff.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Reads schemas from databases. */
public final class Schemas {

    private Schemas() {}

    /** What {@link #read(DataSource, DiffOptions)} finds in a new database: the schema {@code public} only if it is asked for. */
    public static Schema empty(DiffOptions options) {
        return Schema.empty(options::covers);
    }

    /**
     * Borrows one connection. See {@link #read(Connection, DiffOptions)}.
     *
     * @throws DiffException also if there is no connection
     */
    public static Schema read(DataSource dataSource, DiffOptions options) {
        try (Connection connection = dataSource.getConnection()) {
            return read(connection, options);
        } catch (SQLException e) {
            throw CatalogReader.failed(e);
        }
    }

    /**
     * Reads the catalogs at one moment, in a transaction that can only read. A connection that is in a transaction of its
     * own is read as that sees the database, and stays in it. Needs no right but to connect. Nothing is locked but the
     * catalogs, against nobody's DDL.
     *
     * @throws DiffException if the server is no PostgreSQL from 14 on, or refuses a query
     */
    public static Schema read(Connection connection, DiffOptions options) {
        return new CatalogReader(connection, options).read();
    }
}
