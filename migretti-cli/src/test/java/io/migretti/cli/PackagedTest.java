package io.migretti.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.migretti.embedded.EmbeddedServer;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process shows: streams, exit codes, signals, terminals. */
@PostgresTest
@Tag("packaged")
class PackagedTest {

    private final TestDatabase database;
    private final Path directory;
    private final Map<String, String> variables;
    private final Mgs files;

    PackagedTest(TestDatabase database, @TempDir Path directory) throws IOException {
        this.database = database;
        this.directory = directory;
        this.variables = Map.of("MG_DATABASE_URL", database.url());
        this.files = Mgs.in(directory, database);
    }

    @BeforeEach
    void isPackaged() {
        assertThat(Launched.MG).as("./mvnw package makes it").isExecutable();
    }

    private Launched mg(String... arguments) throws IOException {
        return Launched.mg(directory, variables, arguments);
    }

    /** On a pseudo-terminal, whose screen is the standard output. */
    private Launched onTerminal(Map<String, String> more, String command) throws IOException {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/script")),
                "there is no /usr/bin/script (util-linux), which makes pseudo-terminals");
        Map<String, String> all = new java.util.HashMap<>(variables);
        all.put("TERM", "xterm");
        all.putAll(more);
        return Launched.start(
                directory, all, List.of("/usr/bin/script", "-qefc", Launched.MG + " " + command, "/dev/null"));
    }

    private boolean isLocked() throws SQLException {
        return ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'") > 0;
    }

    private int ask(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void sleepingMigration() throws IOException {
        files.migration("01_users", "CREATE TABLE users (id int);", "DROP TABLE users;");
        files.migration("02_long", "CREATE TABLE half (id int);\nSELECT pg_sleep(120);", "SELECT 1;");
    }

    private void awaitSleep() {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> ask("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                + " AND query LIKE '%pg_sleep(120)%' AND state = 'active' AND pid <> pg_backend_pid()")
                        > 0);
    }

    @Test
    void resultsAndLogsAreTwoStreamsAndTheExitCodeSaysHowItWent() throws Exception {
        files.migration("01_users", "CREATE TABLE users (id int);", "DROP TABLE users;");

        try (Launched apply = mg("apply", "--json-log", "--output=json")) {
            assertThat(apply.exit()).isZero();
            assertThat(Parsed.document(apply.out()).get("success").getAsBoolean())
                    .isTrue();
            assertThat(Parsed.lines(apply.err())).hasSize(2);
        }
        try (Launched status = mg("status", "--check")) {
            assertThat(status.exit()).isZero();
            assertThat(status.err()).isEmpty();
        }
        files.migration("02_wrong", "CREATE TABEL t ();", "SELECT 1;");
        try (Launched apply = mg("apply")) {
            assertThat(apply.exit()).isEqualTo(1);
            assertThat(apply.err()).startsWith("Error: Migration 02_wrong failed and was rolled back;");
        }
        try (Launched wrong = mg("aply")) {
            assertThat(wrong.exit()).isEqualTo(2);
            assertThat(wrong.err())
                    .isEqualTo(
                            "Error: `mg` has no command `aply`.\n  Next: did you mean `apply`? `mg --help` shows how it"
                                    + " is used.\n");
        }
    }

    @Test
    void theJarRunsWithoutTheLauncher() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        try (Launched jar =
                Launched.start(directory, variables, List.of(java, "-jar", Launched.JAR.toString(), "--version"))) {
            assertThat(jar.exit()).isZero();
            assertThat(jar.out()).matches("mg \\d+\\.\\d+\\.\\d+.*\n");
            assertThat(jar.err()).isEmpty();
        }
    }

    @Test
    void lettersThatAreNotAsciiAreWrittenWhateverTheLocale() throws Exception {
        files.file(
                "migrations/01_users.sql", "-- migrate: up\nSELECT 'größer' FROM nichts;\n-- migrate: down\nSELECT 1;");

        try (Launched apply =
                Launched.mg(directory, Map.of("MG_DATABASE_URL", database.url(), "LC_ALL", "C"), "apply")) {
            assertThat(apply.exit()).isEqualTo(1);
            assertThat(apply.err()).contains("2 | SELECT 'größer' FROM nichts;");
        }
    }

    @Test
    void variablesArgumentsAndFilesMayHaveOtherLettersWhateverTheLocale() throws Exception {
        files.file("größen/migrations/01_größe.sql", "-- migrate: up\nSELECT 1;\n-- migrate: down\nSELECT 1;");
        files.file("größen/mg.yaml", "hooks: { pre_apply: 'echo \"${GREETING} ü\"' }");

        for (Map<String, String> locale :
                List.<Map<String, String>>of(Map.of("LC_ALL", "C"), Map.of("LANG", "xx_XX.UTF-8"), Map.of())) {
            Map<String, String> all = new java.util.HashMap<>(locale);
            all.put("MG_DATABASE_URL", database.url());
            all.put("GREETING", "grüß");
            try (Launched apply = Launched.mg(directory, all, "apply", "--directory", "größen");
                    Launched down = after(apply, all)) {
                assertThat(apply.exit()).isZero();
                assertThat(apply.err()).isEqualTo("pre-apply: grüß ü\n");
                assertThat(apply.out()).contains("01  applied  größe");
                assertThat(down.exit()).isZero();
            }
        }
    }

    private Launched after(Launched first, Map<String, String> variables) throws Exception {
        first.exit();
        return Launched.mg(directory, variables, "down", "--directory", "größen");
    }

    @Test
    void aResultThatCannotBeWrittenIsAFailureThatSaysSo() throws Exception {
        assumeTrue(Files.isWritable(Path.of("/dev/full")), "there is no /dev/full, which is a disk without room");

        try (Launched list =
                Launched.start(directory, variables, List.of("sh", "-c", Launched.MG + " list > /dev/full"))) {
            assertThat(list.exit()).isEqualTo(1);
            assertThat(list.err()).isEqualTo("Error: The result could not be written: No space left on device.\n");
        }
        Files.writeString(directory.resolve("schema.sql"), "CREATE TABLE unseen (id int);");
        try (Launched diff = Launched.start(
                directory, variables, List.of("sh", "-c", Launched.MG + " diff EMPTY schema.sql > /dev/full"))) {
            assertThat(diff.exit()).isEqualTo(1);
            assertThat(diff.err()).isEqualTo("Error: The result could not be written: No space left on device.\n");
        }
        try (Launched help = Launched.start(
                directory, variables, List.of("sh", "-c", "(sleep 1; " + Launched.MG + " --help) | true"))) {
            assertThat(help.exit()).isZero();
            assertThat(help.err()).isEmpty();
        }
    }

    @Test
    void ctrlCCancelsTheStatementRollsBackAndReleasesTheLock() throws Exception {
        sleepingMigration();
        try (Launched apply = mg("apply")) {
            awaitSleep();
            assertThat(isLocked()).isTrue();

            new ProcessBuilder("kill", "-INT", String.valueOf(apply.pid()))
                    .start()
                    .waitFor();

            assertThat(apply.exit()).isEqualTo(130);
            assertThat(apply.err())
                    .startsWith(
                            "Error: Interrupted. Migration 02_long failed and was rolled back; 1 of 2 migrations was"
                                    + " applied before it and stays.\n")
                    .endsWith("  Next: run it again; what is applied is not repeated.\n");
        }
        assertThat(isLocked()).isFalse();
        assertThat(ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(120)%' AND state = 'active'"
                        + " AND datname = current_database() AND pid <> pg_backend_pid()"))
                .isZero();
        assertThat(ask("SELECT count(*) FROM pg_tables WHERE tablename IN ('users', 'half')"))
                .isEqualTo(1);
        assertThat(ask("SELECT count(*) FROM _migrations")).isEqualTo(1);
    }

    @Test
    void ctrlCWithoutATransactionLeavesTheAdviceForWhatIsHalfDone() throws Exception {
        files.file("migrations/01_long.sql", """
                -- migrate: no-transaction
                -- migrate: irreversible
                -- migrate: up
                CREATE TABLE half (id int);
                SELECT pg_sleep(120);
                """);
        try (Launched apply = mg("apply")) {
            awaitSleep();

            new ProcessBuilder("kill", "-INT", String.valueOf(apply.pid()))
                    .start()
                    .waitFor();

            assertThat(apply.exit()).isEqualTo(130);
            assertThat(apply.err())
                    .startsWith("Error: Interrupted. Migration 01_long failed without a transaction: 1 of its 2"
                            + " statements done, and its row says so; nothing was applied before it.\n")
                    .contains("`mg fix 01 --resume`; or finish it by hand and say `mg fix 01 --applied`;")
                    .doesNotContain("run it again");
        }
    }

    @Test
    void ctrlCWhileWaitingForTheLockEndsTheWaiting() throws Exception {
        sleepingMigration();
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(894321)");
            try (Launched apply = mg("apply")) {
                await().atMost(60, TimeUnit.SECONDS)
                        .until(() -> apply.err().contains("Waiting for the migration lock"));

                new ProcessBuilder("kill", "-INT", String.valueOf(apply.pid()))
                        .start()
                        .waitFor();

                assertThat(apply.exit()).isEqualTo(130);
                assertThat(apply.err())
                        .contains("Error: Interrupted. Interrupted while waiting for the migration lock.");
            }
        }
    }

    @Test
    void aTerminalShowsWhichMigrationAndStatementRunsAndCtrlCEndsIt() throws Exception {
        sleepingMigration();
        try (Launched apply = onTerminal(Map.of(), "apply")) {
            awaitSleep();
            await().atMost(30, TimeUnit.SECONDS)
                    .until(() -> apply.out().contains("2/2 · 02_long · statements 1 to 2 of 2 · "));

            apply.type("\u0003");

            assertThat(apply.exit()).isEqualTo(130);
            assertThat(apply.out()).contains("\u001b[31mError: \u001b[0mInterrupted. Migration 02_long failed");
        }
        await().atMost(30, TimeUnit.SECONDS).until(() -> !isLocked());
        assertThat(ask("SELECT count(*) FROM pg_tables WHERE tablename = 'half'"))
                .isZero();
    }

    @Test
    void progressAndColourAreForTerminalsOnly() throws Exception {
        files.migration("01_users", "CREATE TABLE users (id int);", "DROP TABLE users;");
        files.migration("02_more", "SELECT pg_sleep(0.1);", "SELECT 1;");

        try (Launched apply = onTerminal(Map.of(), "apply --to 01 2> err.txt")) {
            assertThat(apply.exit()).isZero();
            assertThat(apply.out()).contains("\u001b[32mapplied\u001b[0m").doesNotContain("\u001b[K");
            assertThat(files.read("err.txt")).isEmpty();
        }
        try (Launched apply = onTerminal(Map.of("NO_COLOR", "1"), "apply")) {
            assertThat(apply.exit()).isZero();
            assertThat(apply.out()).contains("1/1 · 02_more").doesNotContain("\u001b[32m");
        }
    }

    @Test
    void aTerminalIsAskedBeforeSeveralAreRolledBack() throws Exception {
        files.migration("01_users", "CREATE TABLE users (id int);", "DROP TABLE users;");
        files.migration("02_orders", "CREATE TABLE orders (id int);", "DROP TABLE orders;");
        try (Launched apply = mg("apply")) {
            assertThat(apply.exit()).isZero();
        }

        try (Launched no = onTerminal(Map.of(), "rollback 2")) {
            await().atMost(60, TimeUnit.SECONDS).until(() -> no.out().contains("Go on? [y/N] "));
            no.type("n\n");
            assertThat(no.exit()).isZero();
            assertThat(no.out()).contains("Cancelled; nothing was changed.");
        }
        assertThat(ask("SELECT count(*) FROM _migrations")).isEqualTo(2);
        try (Launched yes = onTerminal(Map.of(), "rollback 2")) {
            await().atMost(60, TimeUnit.SECONDS).until(() -> yes.out().contains("Go on? [y/N] "));
            yes.type("y\n");
            assertThat(yes.exit()).isZero();
        }
        assertThat(ask("SELECT count(*) FROM _migrations")).isZero();
    }

    @Test
    void ctrlCAtAQuestionEndsItAtOnce() throws Exception {
        files.migration("01_users", "CREATE TABLE users (id int);", "DROP TABLE users;");
        files.file("mg.yaml", "envs: { production: {} }");

        try (Launched apply = onTerminal(Map.of("MG_ENV", "production"), "apply")) {
            await().atMost(60, TimeUnit.SECONDS).until(() -> apply.out().contains("Go on? [y/N] "));
            apply.type("\u0003");
            // Less than it would wait for a statement that does not end.
            await().atMost(8, TimeUnit.SECONDS).until(apply::isOver);
            assertThat(apply.exit()).isEqualTo(130);
        }
        assertThat(ask("SELECT count(*) FROM pg_tables WHERE tablename = 'users'"))
                .isZero();
    }

    @Test
    void aWrongPasswordIsToldAndNeverShown() throws Exception {
        Path rules = Files.writeString(
                directory.resolve("pg_hba.conf"),
                "host all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n");
        Files.setPosixFilePermissions(directory, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        try (EmbeddedServer server =
                EmbeddedServer.builder().setting("hba_file", rules.toString()).start()) {
            try (Connection connection = DriverManager.getConnection(server.jdbcUrl("postgres"));
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE ROLE app LOGIN PASSWORD 'right'");
            }
            String url = "postgresql://app:sesame@127.0.0.1:" + server.port() + "/postgres";
            List<String> outputs = new ArrayList<>();
            for (String log : List.of("--color=never", "--verbose", "--json-log")) {
                try (Launched status =
                        Launched.mg(directory, Map.of("MG_DATABASE_URL", url), "status", "--output=json", log)) {
                    assertThat(status.exit()).isEqualTo(1);
                    outputs.add(status.out() + status.err());
                }
            }
            assertThat(outputs)
                    .allSatisfy(text -> assertThat(text)
                            .contains("password authentication failed for user")
                            .doesNotContain("sesame"));
        }
    }

    @Test
    void theLauncherWorksWhereItCanWriteNothingAndFromAnywhere() throws Exception {
        Path link = Files.createSymbolicLink(directory.resolve("mg-link"), Launched.MG);

        try (Launched version =
                Launched.start(directory, Map.of("HOME", "/nonexistent"), List.of(link.toString(), "--version"))) {
            assertThat(version.exit()).isZero();
            assertThat(version.out()).startsWith("mg ");
            assertThat(version.err()).isEmpty();
        }
    }

    @Test
    void theLauncherFindsItsJarWhateverTheShellIsTold() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.copy(Launched.MG, other.resolve("mg"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(Launched.JAR, other.resolve("mg.jar"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);

        try (Launched version = Launched.start(
                directory, Map.of("CDPATH", directory.toString()), List.of("sh", "-c", "other/mg --version"))) {
            assertThat(version.exit()).isZero();
            assertThat(version.out()).startsWith("mg ");
            assertThat(version.err()).isEmpty();
        }
    }

    @Test
    void anArchiveThatDoesNotFitIsPassedOverInSilence() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        Files.copy(Launched.MG, other.resolve("mg"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(Launched.JAR, other.resolve("mg.jar"), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(other.resolve("mg.jsa"), "not an archive");

        try (Launched version =
                Launched.start(directory, Map.of(), List.of(other.resolve("mg").toString(), "--version"))) {
            assertThat(version.exit()).isZero();
            assertThat(version.out()).startsWith("mg ");
            assertThat(version.err()).isEmpty();
        }
    }

    @Test
    void theFirstRunOnATerminalMakesAnArchive() throws Exception {
        Path other = Files.createDirectory(directory.resolve("other"));
        for (String file : List.of("mg", "mg.jar", "mg.classes")) {
            Files.copy(
                    Launched.MG.resolveSibling(file),
                    other.resolve(file),
                    java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "there is no /usr/bin/script (util-linux)");

        try (Launched version = Launched.start(
                directory,
                Map.of(),
                List.of("/usr/bin/script", "-qefc", other.resolve("mg") + " --version", "/dev/null"))) {
            assertThat(version.exit()).isZero();
            assertThat(version.out()).startsWith("mg ");
        }

        try (var archives = Files.list(directory.resolve(".cache/migretti"))) {
            assertThat(archives)
                    .singleElement()
                    .satisfies(archive -> assertThat(archive).isNotEmptyFile());
        }
    }
}
