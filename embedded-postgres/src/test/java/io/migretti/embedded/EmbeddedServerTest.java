package io.migretti.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("postgres")
class EmbeddedServerTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String REMEMBER =
            "DROP TABLE IF EXISTS remembered; CREATE TABLE remembered AS SELECT 42 AS answer";
    private static final String RECALL = "SELECT answer FROM remembered";

    /** Initialized by the first test that needs it; every test leaves it without a server. */
    @TempDir
    private static Path kept;

    @TempDir
    private Path directory;

    @AfterEach
    void removeTheLinkThatJUnitWouldWarnAbout() throws IOException {
        Files.deleteIfExists(directory.resolve(Binaries.parent().getFileName()));
    }

    @Test
    void aTemporaryServerServesAndLeavesNothingBehind() throws SQLException {
        EmbeddedServer server = EmbeddedServer.builder().setting("fsync", "off").start();
        try (server) {
            server.createDatabase("shop");
            server.createDatabase("shop");
            assertThat(ask(server.jdbcUrl("shop"), "SELECT current_database()")).isEqualTo("shop");
            assertThat(ask(server.jdbcUrl("shop"), "SHOW fsync")).isEqualTo("off");
            assertThat(ask(server.jdbcUrl("shop"), "SHOW server_encoding")).isEqualTo("UTF8");
            assertThat(ask(server.jdbcUrl("shop"), "SELECT 'B' < 'a'"))
                    .as("locale C")
                    .isEqualTo("t");
            assertThat(server.isAttached()).isFalse();
        }
        assertThat(ChildJvm.isRunning(server.pid())).isFalse();
        assertThat(server.directory()).doesNotExist();
        server.close();
    }

    @Test
    void aStandbyFollowsItsServerAndTakesNoChanges() throws SQLException {
        EmbeddedServer standby;
        try (EmbeddedServer primary =
                EmbeddedServer.builder().setting("fsync", "off").start()) {
            primary.createDatabase("before");
            EmbeddedServer.Builder builder = EmbeddedServer.builder().standbyOf(primary);
            standby = builder.start();
            try (standby) {
                assertThat(ask(standby.jdbcUrl("before"), "SELECT pg_is_in_recovery()"))
                        .isEqualTo("t");
                primary.createDatabase("after");
                String known = "SELECT count(*) FROM pg_database WHERE datname = 'after'";
                await().atMost(SOON).until(() -> ask(standby.jdbcUrl("postgres"), known), "1"::equals);
                assertThatThrownBy(() -> standby.createDatabase("refused"))
                        .isInstanceOf(EmbeddedServerException.class)
                        .hasMessage("CREATE DATABASE \"refused\" failed: ERROR: cannot execute CREATE DATABASE in a"
                                + " read-only transaction");
            }
            Path home = directory.resolve("standby");
            assertThatThrownBy(builder.keepData(home)::start)
                    .isInstanceOf(EmbeddedServerException.class)
                    .hasMessage("A standby is temporary: leave keepData out.");
            assertThat(home).doesNotExist();
        }
        assertThat(ChildJvm.isRunning(standby.pid())).isFalse();
        assertThat(standby.directory()).doesNotExist();
    }

    @Test
    void aServerWithOpenConnectionsEndsToo() throws SQLException {
        EmbeddedServer server = EmbeddedServer.builder().setting("fsync", "off").start();
        try (Connection open = DriverManager.getConnection(server.jdbcUrl("postgres"))) {
            assertThat(open.isValid(1)).isTrue();
            server.close();
            assertThat(ChildJvm.isRunning(server.pid())).isFalse();
        }
    }

    @Test
    void aKilledJvmLeavesNeitherServerNorTemporaryData() throws IOException, InterruptedException, SQLException {
        try (ChildJvm child = ChildJvm.start(withBinaries(directory))) {
            ChildJvm.Held held = child.awaitServer();
            assertThat(ask(held.url(), "SELECT 1")).isEqualTo("1");
            assertThat(held.directory()).exists();

            child.kill();

            await().atMost(SOON).until(() -> !held.isRunning());
            await().atMost(SOON).until(() -> !Files.exists(held.directory()));
        }
    }

    /** Long after the binaries are unpacked and the JVM is up, around initdb and the start of the server. */
    @ParameterizedTest
    @ValueSource(ints = {0, 100, 500})
    void aJvmKilledDuringTheStartLeavesNothingEither(int millisIntoTheStart) throws IOException, InterruptedException {
        try (ChildJvm child = ChildJvm.start(withBinaries(directory))) {
            await().atMost(SOON)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> !serverDirectories().isEmpty());
            Thread.sleep(millisIntoTheStart);

            child.kill();

            // For a while: an initdb that goes on would make its directory anew.
            await().atMost(SOON)
                    .during(Duration.ofSeconds(1))
                    .until(() -> serverDirectories().isEmpty()
                            && processesBelow(directory).isEmpty());
        }
    }

    @Test
    void rootRunsItAsNobodyWhereUserNamespacesAreForbidden() throws Exception {
        assumeTrue(Integer.valueOf(0).equals(Files.getAttribute(directory, "unix:uid")), "only root needs this");
        Path unshare = Files.writeString(directory.resolve("unshare"), "#!/bin/sh\nexit 1\n");
        assertThat(unshare.toFile().setExecutable(true)).isTrue();

        try (ChildJvm child = ChildJvm.startWithPrograms(directory, temporary())) {
            ChildJvm.Held held = child.awaitServer();
            assertThat(ask(held.url(), "SELECT 1")).isEqualTo("1");
            assertThat(ProcessHandle.of(held.pid()).flatMap(p -> p.info().user()))
                    .isNotEqualTo(Optional.of("root"));

            child.kill();

            await().atMost(SOON).until(() -> !held.isRunning() && !Files.exists(held.directory()));
        }
    }

    @Test
    void keptDataSurvivesARestart() throws SQLException {
        try (EmbeddedServer first = EmbeddedServer.builder().keepData(kept).start()) {
            first.createDatabase("shop");
            run(first.jdbcUrl("shop"), REMEMBER);
        }
        try (EmbeddedServer second = EmbeddedServer.builder().keepData(kept).start()) {
            assertThat(second.isAttached()).isFalse();
            assertThat(ask(second.jdbcUrl("shop"), RECALL)).isEqualTo("42");
            assertThat(ask(second.jdbcUrl("shop"), "SHOW fsync")).isEqualTo("on");
        }
    }

    @Test
    void keptDataSurvivesAKilledJvm() throws Exception {
        try (ChildJvm child = ChildJvm.start(temporary(), kept)) {
            ChildJvm.Held held = child.awaitServer();
            run(held.url(), REMEMBER);
            child.kill();
            await().atMost(SOON).until(() -> !held.isRunning());
        }
        try (EmbeddedServer next = EmbeddedServer.builder().keepData(kept).start()) {
            assertThat(next.isAttached()).isFalse();
            assertThat(ask(next.jdbcUrl("postgres"), RECALL)).isEqualTo("42");
        }
    }

    @Test
    void aSecondJvmAttachesAndClosingItStopsNothing() throws Exception {
        try (ChildJvm owner = ChildJvm.start(temporary(), kept)) {
            ChildJvm.Held held = owner.awaitServer();
            try (EmbeddedServer attached =
                    EmbeddedServer.builder().keepData(kept).start()) {
                assertThat(attached.isAttached()).isTrue();
                assertThat(attached.pid()).isEqualTo(held.pid());
                assertThat(attached.jdbcUrl("postgres")).isEqualTo(held.url());
            }
            assertThat(ask(held.url(), "SELECT 1")).isEqualTo("1");

            owner.finish();
            assertThat(held.isRunning()).isFalse();
        }
    }

    @Test
    void twoJvmsStartingAtOnceShareOneServer() throws IOException, SQLException {
        Path home = directory.resolve("kept");
        long server;
        try (ChildJvm one = ChildJvm.start(temporary(), home);
                ChildJvm two = ChildJvm.start(temporary(), home)) {
            ChildJvm.Held first = one.awaitServer();
            ChildJvm.Held second = two.awaitServer();

            assertThat(first.pid()).isEqualTo(second.pid());
            assertThat(first.attached()).isNotEqualTo(second.attached());
            assertThat(ask(first.url(), "SELECT 1")).isEqualTo("1");
            server = first.pid();
        }
        await().atMost(SOON).until(() -> !ChildJvm.isRunning(server));
    }

    @Test
    void aCrashedServerStartsAgain() throws SQLException {
        EmbeddedServer crashed = EmbeddedServer.builder().keepData(kept).start();
        run(crashed.jdbcUrl("postgres"), REMEMBER);
        ProcessHandle.of(crashed.pid()).orElseThrow().destroyForcibly();
        await().atMost(SOON).until(() -> !ChildJvm.isRunning(crashed.pid()));
        assertThat(kept.resolve("data/postmaster.pid")).exists();

        try (EmbeddedServer next = EmbeddedServer.builder().keepData(kept).start()) {
            assertThat(ask(next.jdbcUrl("postgres"), RECALL)).isEqualTo("42");

            crashed.close();
            assertThat(ask(next.jdbcUrl("postgres"), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aPidFileThatNamesAnotherProcessIsNoServer() throws IOException, SQLException {
        EmbeddedServer.builder().keepData(kept).start().close();
        long innocent = ProcessHandle.current().pid();
        Files.write(
                kept.resolve("data/postmaster.pid"),
                List.of(Long.toString(innocent), kept.resolve("data").toString(), "1", "5432"));

        try (EmbeddedServer server = EmbeddedServer.builder().keepData(kept).start()) {
            assertThat(server.isAttached()).isFalse();
            assertThat(ask(server.jdbcUrl("postgres"), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void dataOfAnotherMajorIsRefused() throws IOException {
        Path home = directory.toRealPath();
        Files.writeString(Files.createDirectory(home.resolve("data")).resolve("PG_VERSION"), "13\n");

        assertThatThrownBy(() -> EmbeddedServer.builder().keepData(home).start())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessage(
                        "%s holds data of PostgreSQL 13, but the server to start is 18."
                                + " Delete that directory (its data is lost), or use another directory.",
                        home);
    }

    @Test
    void aSettingThatPostgresRefusesIsReportedInItsOwnWords() throws IOException {
        Path home = directory.resolve("kept");
        assertThatThrownBy(() -> EmbeddedServer.builder()
                        .keepData(home)
                        .setting("max_connections", "a few")
                        .start())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessageContaining("PostgreSQL did not start in " + home)
                .hasMessageContaining("invalid value for parameter \"max_connections\": \"a few\"");
        assertThat(processesBelow(home)).isEmpty();
    }

    @Test
    void theBinariesMayComeFromAJar() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.builder()
                .binaries(binariesJar())
                .setting("fsync", "off")
                .start()) {
            assertThat(ask(server.jdbcUrl("postgres"), "SELECT version()")).startsWith("PostgreSQL ");
        }
    }

    @Test
    void aJarWithoutBinariesIsRefused() throws Exception {
        Path jar = Path.of(
                Test.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        assertThatThrownBy(() -> EmbeddedServer.builder().binaries(jar).start())
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessage("%s holds no .txz archive, so it is not a jar of PostgreSQL binaries.", jar);
    }

    private static Path binariesJar() throws Exception {
        String url = String.valueOf(EmbeddedServer.class.getResource("/" + Platform.archiveName()));
        return Path.of(URI.create(url.substring("jar:".length(), url.indexOf('!'))));
    }

    /** Spares a child with a temporary directory of its own the unpacking. */
    private static Path withBinaries(Path temporary) throws IOException {
        Binaries.onClassPath();
        Files.createSymbolicLink(temporary.resolve(Binaries.parent().getFileName()), Binaries.parent());
        return temporary;
    }

    private static Path temporary() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    private List<Path> serverDirectories() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(e -> e.getFileName().toString().matches("migretti-postgres-[0-9a-f]{8}-.*"))
                    .toList();
        }
    }

    private static List<ProcessHandle> processesBelow(Path data) throws IOException {
        return ProcessHandle.allProcesses()
                .filter(p -> p.info().commandLine().orElse("").contains("pgdata=" + data)
                        || p.info().commandLine().orElse("").contains("-D " + data))
                .toList();
    }

    private static String ask(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }

    private static void run(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
