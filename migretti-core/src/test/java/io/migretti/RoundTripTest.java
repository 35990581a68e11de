package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** How often a run waits for the server: what a start costs when the database is far away. */
@PostgresTest
class RoundTripTest {

    @TempDir
    Path directory;

    @Test
    void aStartWithNothingPendingIsOneFlight(TestDatabase database) throws Exception {
        MigrationFiles files = new MigrationFiles(directory);
        for (int i = 10; i < 60; i++) {
            files.up(i + "_m.sql", "SELECT " + i + ";");
        }
        Migretti.on(database.dataSource()).from(files.location()).build().apply();

        assertThat(flightsOfApply(database, files)).isEqualTo(1);
    }

    @Test
    void aTransactionalMigrationIsTwoFlights(TestDatabase database) throws Exception {
        MigrationFiles files = new MigrationFiles(directory);
        files.up("01_m.sql", "SELECT 1;");
        int before = flightsOfApply(database, files);
        assertThat(before)
                .as("history, pooler, lock, history again, settings, tables and their commit, migration and its commit,"
                        + " unlock and clean-up")
                .isLessThanOrEqualTo(12);

        files.up("10_m.sql", "CREATE TABLE t (x int);");
        int one = flightsOfApply(database, files);
        for (int i = 20; i < 40; i++) {
            files.up(
                    i + "_m.sql",
                    "ALTER TABLE t ADD c" + i + " int;\nINSERT INTO t (x) VALUES (1);\n".repeat(1)
                            + "SELECT pg_catalog.set_config('search_path', '', false);\n");
        }
        int twenty = flightsOfApply(database, files);

        assertThat(twenty - one).isLessThanOrEqualTo(19 * 2);
        assertThat(one).isLessThanOrEqualTo(8);
    }

    @Test
    void aFirstApplyIsTwoFlightsEachAndTwelve(TestDatabase database) throws Exception {
        MigrationFiles files = new MigrationFiles(directory);
        for (int i = 10; i < 60; i++) {
            files.up(i + "_m.sql", "CREATE TABLE t" + i + " (x int);\nINSERT INTO t" + i + " VALUES (1);");
        }
        try (TcpProxy proxy = new TcpProxy(database.url(), TcpProxy.Cut.NEVER, 0)) {
            Migretti.on(proxy.dataSource()).from(files.location()).build().apply();

            assertThat(proxy.flights()).as("with its connection").isLessThanOrEqualTo(12 + 2 * 50);
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void aSingleTransactionIsOneFlightEachAndACommit(TestDatabase database) throws Exception {
        MigrationFiles files = new MigrationFiles(directory);
        files.up("01_m.sql", "SELECT 1;");
        flightsOfApply(database, files);
        for (int i = 20; i < 40; i++) {
            files.up(i + "_m.sql", "CREATE TABLE t" + i + " (x int);");
        }
        assertThat(flights(database, files, true)).isLessThanOrEqualTo(8 + 19);
    }

    private static int flightsOfApply(TestDatabase database, MigrationFiles files) throws IOException {
        return flights(database, files, false);
    }

    /** Those after the connection was opened. */
    private static int flights(TestDatabase database, MigrationFiles files, boolean single) throws IOException {
        try (TcpProxy proxy = new TcpProxy(database.url(), TcpProxy.Cut.NEVER, 0)) {
            PGSimpleDataSource dataSource = proxy.dataSource();
            Sql.open(dataSource);
            int opening = proxy.flights();
            Migretti.on(dataSource)
                    .from(files.location())
                    .singleTransaction(single)
                    .build()
                    .apply();
            return proxy.flights() - 2 * opening;
        }
    }
}
