package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.EmbeddedServer;
import io.migretti.migration.MigrationId;
import io.migretti.report.MigrationState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that follows another one: it can be read, and takes no changes. */
@Tag("postgres")
class StandbyTest {

    @TempDir
    Path directory;

    private static EmbeddedServer.Builder server(Path data) {
        EmbeddedServer.Builder server =
                EmbeddedServer.builder().setting("fsync", "off").keepData(data);
        String jar = System.getProperty("test.postgres.binaries", "");
        return jar.isBlank() ? server : server.binaries(Path.of(jar));
    }

    private static PGSimpleDataSource dataSource(EmbeddedServer server) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.jdbcUrl("postgres"));
        return dataSource;
    }

    @Test
    void aStandbyIsReadAndEverythingThatWritesSaysWhatItIs() throws Exception {
        Path data = directory.resolve("server");
        MigrationFiles files = new MigrationFiles(directory.resolve("migrations"));
        files.up("01_a.sql", "CREATE TABLE a (x int);");
        try (EmbeddedServer primary = server(data).start()) {
            Migretti.on(dataSource(primary)).from(files.location()).build().apply();
        }
        files.up("02_b.sql", "CREATE TABLE b (x int);");
        Files.createFile(data.resolve("data").resolve("standby.signal"));
        try (EmbeddedServer standby = server(data).start()) {
            Migretti migretti =
                    Migretti.on(dataSource(standby)).from(files.location()).build();

            assertThat(migretti.status().in(MigrationState.PENDING)).hasSize(1);
            assertThat(migretti.verify().isValid()).isTrue();
            assertThat(migretti.plan().ids()).containsExactly(new MigrationId("02"));
            for (ThrowingCallable write : List.<ThrowingCallable>of(
                    migretti::apply,
                    migretti::dryRun,
                    migretti::down,
                    () -> migretti.squash("x"),
                    () -> migretti.whileLocked(connection -> 1))) {
                assertThatThrownBy(write).isInstanceOf(DatabaseException.class).hasMessage("""
                                The database is a standby, which takes no changes.
                                  Next: connect to the primary.""");
            }
            assertThat(Sql.value(dataSource(standby), "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                    .isEqualTo("0");
        }
    }
}
