package io.migretti.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of scratch databases when the process that made them ends before its time. */
@Tag("packaged")
@PostgresTest
class PackagedDiffTest {

    private final TestDatabase database;
    private final Path directory;

    PackagedDiffTest(TestDatabase database, @TempDir Path directory) throws IOException {
        this.database = database;
        this.directory = directory;
        Mgs.in(directory, database)
                .file("long.sql", "CREATE TABLE users (id int);\nSELECT pg_sleep(120);")
                .file("short.sql", "CREATE TABLE users (id int);");
    }

    private Launched mg(String... arguments) throws IOException {
        return Launched.mg(directory, Map.of("MG_DATABASE_URL", database.url()), arguments);
    }

    private int ask(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private int scratchDatabases() throws SQLException {
        return ask("SELECT count(*) FROM pg_database WHERE datname LIKE 'migretti\\_scratch\\_%'");
    }

    private void awaitSleep() {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> ask("SELECT count(*) FROM pg_stat_activity WHERE datname LIKE 'migretti\\_scratch\\_%'"
                                + " AND query LIKE '%pg_sleep(120)%' AND state = 'active'")
                        > 0);
    }

    @Test
    void aDifferenceIsFoundAndTheExitCodeSaysSo() throws Exception {
        try (Launched diff = mg("diff", "EMPTY", "short.sql")) {
            assertThat(diff.exit()).as(diff.err()).isEqualTo(2);
            assertThat(diff.out()).isEqualTo("CREATE TABLE public.users (\n    id integer\n);\n");
            assertThat(diff.err()).isEmpty();
        }
        assertThat(scratchDatabases()).isZero();
    }

    @Test
    void ctrlCCancelsTheStatementAndDropsTheScratchDatabase() throws Exception {
        try (Launched diff = mg("diff", "EMPTY", "long.sql")) {
            awaitSleep();

            new ProcessBuilder("kill", "-INT", String.valueOf(diff.pid()))
                    .start()
                    .waitFor();

            assertThat(diff.exit()).isEqualTo(130);
            assertThat(diff.out()).isEmpty();
            assertThat(diff.err()).startsWith("Error: Interrupted. TO: long.sql could not be executed\n");
        }
        assertThat(scratchDatabases()).isZero();
    }

    @Test
    void whatAKilledProcessHasLeftTheNextOneDrops() throws Exception {
        try (Launched diff = mg("diff", "EMPTY", "long.sql")) {
            awaitSleep();

            new ProcessBuilder("kill", "-KILL", String.valueOf(diff.pid()))
                    .start()
                    .waitFor();

            assertThat(diff.exit()).isEqualTo(137);
        }
        assertThat(scratchDatabases()).isEqualTo(1);
        // The server notices that the owner is gone as soon as it reads from its connection.
        await().atMost(30, TimeUnit.SECONDS)
                .until(() -> ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") == 0);

        try (Launched next = mg("diff", "EMPTY", "short.sql")) {
            assertThat(next.exit()).as(next.err()).isEqualTo(2);
            assertThat(next.err())
                    .matches("Dropped migretti_scratch_[0-9]{14}_[0-9a-f]{8}, which an interrupted run had left\n");
        }
        assertThat(scratchDatabases()).isZero();
    }
}
