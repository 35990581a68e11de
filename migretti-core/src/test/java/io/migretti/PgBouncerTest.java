package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariDataSource;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.report.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Behind a pooler in transaction mode, where it is installed. */
@PostgresTest
@Tag("faults")
class PgBouncerTest {

    @TempDir
    Path directory;

    private MigrationFiles files;
    private PGSimpleDataSource direct;
    private PGSimpleDataSource pooled;
    private String url;
    private Optional<Process> pgbouncer = Optional.empty();

    @BeforeEach
    void start(TestDatabase database) throws Exception {
        start(database, "transaction");
    }

    private void start(TestDatabase database, String mode) throws Exception {
        Optional<Path> program = program();
        assumeTrue(program.isPresent(), "pgbouncer is not installed");
        files = new MigrationFiles(directory.resolve("migrations"));
        direct = database.dataSource();
        Matcher server = Pattern.compile("//([^:/]+):(\\d+)/").matcher(database.url());
        assertThat(server.find()).isTrue();
        int port = freePort();
        Path home = Files.createTempDirectory("pgbouncer");
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path settings = Files.writeString(
                home.resolve("pgbouncer.ini"), """
                [databases]
                * = host=%s port=%s user=postgres
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = %s
                ignore_startup_parameters = extra_float_digits
                """.formatted(server.group(1), server.group(2), port, mode));
        List<String> command = new ArrayList<>();
        if (Integer.valueOf(0).equals(Files.getAttribute(home, "unix:uid"))) {
            command.addAll(List.of("runuser", "-u", "nobody", "--"));
        }
        command.addAll(List.of(program.get().toString(), "-q", settings.toString()));
        pgbouncer = Optional.of(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("pgbouncer.log").toFile())
                .start());
        url = server.replaceFirst("//127.0.0.1:" + port + "/");
        pooled = new PGSimpleDataSource();
        pooled.setUrl(url);
        await().until(this::answers);
        Files.delete(settings);
        Files.delete(home);
    }

    private static Optional<Path> program() {
        return Stream.concat(
                        Stream.of("/usr/sbin", "/usr/local/sbin"),
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":")))
                .map(place -> Path.of(place, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() {
        try (Connection connection = DriverManager.getConnection(url)) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (pgbouncer.isPresent()) {
            pgbouncer.get().destroy();
            if (!pgbouncer.get().waitFor(5, TimeUnit.SECONDS)) {
                pgbouncer.get().destroyForcibly();
            }
        }
    }

    @Test
    void aLockOfTheSessionIsRefusedWithBothWaysOut() {
        files.up("01_one.sql", "CREATE TABLE t (x int);");
        Migretti migretti = Migretti.on(pooled).from(files.location()).build();
        String message = """
                The connection goes through a pooler that hands out another server session with every transaction, as PgBouncer does in transaction mode; a lock of the session protects nothing there.
                  Next: give migrations a direct connection to the server, or set the lock scope to `transaction`.""";

        assertThatThrownBy(migretti::apply)
                .isInstanceOf(DatabaseException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> migretti.whileLocked(connection -> 1))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(message);
        assertThat(Sql.value(direct, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                .isEqualTo("0");
        assertThat(migretti.plan().ids()).hasSize(1);
        assertThat(Sql.value(direct, "SELECT to_regclass('_migrations') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void withALockForEachTransactionManyProcessesApplyEachMigrationOnce() throws Exception {
        files.up("01_table.sql", "CREATE TABLE t (x int);\nSELECT pg_sleep(0.05);")
                .upWithoutTransaction(
                        "02_index.sql",
                        "CREATE INDEX CONCURRENTLY i ON t (x);\nSELECT pg_sleep(0.3);\nINSERT INTO t VALUES (2);")
                .up("03_row.sql", "INSERT INTO t VALUES (3);\nSELECT pg_sleep(0.05);")
                .up("04_row.sql", "INSERT INTO t VALUES (4);");
        Migretti migretti = Migretti.on(pooled)
                .from(files.location())
                .lockScope(LockScope.TRANSACTION)
                .build();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (ChildRun one = ChildRun.start(url, files, "", LockScope.TRANSACTION);
                ChildRun two = ChildRun.start(url, files, "", LockScope.TRANSACTION)) {
            List<Future<Outcome>> runs = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                runs.add(threads.submit(migretti::apply));
            }
            int applied = 0;
            for (Future<Outcome> run : runs) {
                applied += run.get(60, TimeUnit.SECONDS).done().size();
            }
            applied += Integer.parseInt(one.await("applied ")) + Integer.parseInt(two.await("applied "));
            assertThat(applied).isEqualTo(4);
        } finally {
            threads.shutdownNow();
        }
        assertThat(Sql.rows(direct, "SELECT x FROM t ORDER BY x")).containsExactly("2", "3", "4");
        assertThat(Sql.rows(direct, "SELECT id, status FROM _migrations ORDER BY id"))
                .containsExactly("01|applied", "02|applied", "03|applied", "04|applied");
        assertThat(Sql.value(direct, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                .isEqualTo("0");
    }

    @Test
    void settingsOfASessionAreRefusedWhereThereIsNoSession() {
        files.upWithoutTransaction("01_one.sql", "CREATE TABLE t (x int);");

        assertThatThrownBy(Migretti.on(pooled)
                        .from(files.location())
                        .schema("app")
                        .lockScope(LockScope.TRANSACTION)
                        .build()::apply)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessage("""
                        Migration 01_one was not begun; nothing was applied before it.
                          at %s
                          A pooler is in between, so that no schema and no timeout can be set for a migration without transaction
                          Next: give it a direct connection to the server, or set neither a schema nor a timeout for it.""".formatted(files.path("01_one.sql")));
        assertThat(Sql.value(direct, "SELECT count(*) FROM app._migrations")).isEqualTo("0");
    }

    @Test
    void inSessionModeASessionLockIsFineOnceASecondConnectionHasProvedIt(TestDatabase database) throws Exception {
        stop();
        files = new MigrationFiles(directory.resolve("others"));
        start(database, "session");
        files = new MigrationFiles(directory.resolve("others")).up("01_one.sql", "CREATE TABLE t (x int);");
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(pooled);
            pool.setMaximumPoolSize(1);
            pool.setConnectionTimeout(1000);
            assertThatThrownBy(Migretti.on(pool).from(files.location()).build()::apply)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageMatching("""
                            (?s)\\QThe connection goes through a pooler, and without a second connection nobody can tell whether it hands out another server session with every transaction, as PgBouncer does in transaction mode: \\E\
                            HikariPool-\\d+ - Connection is not available, request timed out after \\d+ms \\(total=1, active=1, idle=0, waiting=0\\)\\Q.
                              Next: give migrations a direct connection to the server, or a connection pool of at least two, or set the lock scope to `transaction`.\\E""");
            assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
        assertThat(Migretti.on(pooled).from(files.location()).build().apply().done())
                .hasSize(1);
    }
}
