package io.migretti.diff.cases;

import io.migretti.diff.DiffOptions;
import io.migretti.diff.Schemas;
import io.migretti.diff.schema.Schema;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * A database at one moment, as the engine and each of the judges see it.
 *
 * @param dump empty if no {@code pg_dump} can read this server
 */
record Portrait(
        Schema schema,
        NavigableSet<String> facts,
        NavigableSet<String> privileges,
        Optional<NavigableSet<String>> dump,
        Contents contents) {

    static Portrait of(String url, Connection connection, DiffOptions options, boolean privileges) throws SQLException {
        Schema schema = Schemas.read(connection, options);
        int major = connection.getMetaData().getDatabaseMajorVersion();
        return new Portrait(
                schema,
                Facts.catalog(connection),
                Facts.privileges(connection),
                PgDump.ifPossible(major, url, privileges),
                Contents.of(connection));
    }
}
