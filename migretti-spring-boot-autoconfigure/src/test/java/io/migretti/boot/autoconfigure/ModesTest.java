package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.Applications.analysis;
import static io.migretti.boot.autoconfigure.Applications.applied;
import static io.migretti.boot.autoconfigure.Applications.execute;
import static io.migretti.boot.autoconfigure.Applications.exitCode;
import static io.migretti.boot.autoconfigure.Applications.query;
import static io.migretti.boot.autoconfigure.Applications.tables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.Migretti;
import io.migretti.boot.event.MigrettiCompletedEvent;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;

/** What a start does with the database in each mode, and when the database is not there. */
@PostgresTest
@ExtendWith(OutputCaptureExtension.class)
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ModesTest {

    private final TestDatabase database;
    private final ApplicationContextRunner application;

    ModesTest(TestDatabase database) {
        this.database = database;
        this.application = Applications.on(database);
    }

    private Migretti otherProcess() {
        return Migretti.on(database.dataSource()).from("classpath:migrations").build();
    }

    private void refused(String what, String next, int exitCode, ApplicationContextRunner runner) {
        runner.run(context -> {
            assertThat(context).hasFailed();
            assertThat(analysis(context.getStartupFailure()).getDescription()).isEqualTo(what);
            assertThat(analysis(context.getStartupFailure()).getAction()).isEqualTo(next);
            assertThat(exitCode(context.getStartupFailure())).isEqualTo(exitCode);
        });
    }

    // ---- verify

    @Configuration(proxyBeanMethods = false)
    static class Completed {
        static final List<Integer> APPLIED = new ArrayList<>();

        @EventListener
        void completed(MigrettiCompletedEvent event) {
            APPLIED.add(event.outcome().done().size());
        }
    }

    @Test
    void verifyStartsIfEverythingIsAppliedAndChangesNothing(CapturedOutput output) {
        otherProcess().apply();
        Completed.APPLIED.clear();
        application
                .withUserConfiguration(Completed.class)
                .withPropertyValues("migretti.mode=verify", "migretti.seed=true")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Completed.APPLIED).containsExactly(0);
        assertThat(query(database, "SELECT title FROM books")).isEmpty();
        assertThat(output.getAll().lines().filter(line -> line.contains("Verified the migrations")))
                .singleElement()
                .asString()
                .containsPattern("Verified the migrations in \\d+.*: nothing is pending, failed or changed"
                        + " \\(environment default, schema public, head 02\\)$");
    }

    @Test
    void verifyRefusesToStartIfAnythingIsPending() {
        refused(
                "The database is not what this release needs, and with migretti.mode=verify the application changes"
                        + " nothing\n  pending: 01_create_books, 02_index_books",
                "Let whoever applies the migrations do so, then start again.",
                71,
                application.withPropertyValues("migretti.mode=verify"));
        assertThat(tables(database)).isEmpty();
    }

    @Test
    void verifyRefusesToStartIfAnythingFailedOrChanged() {
        otherProcess().apply();
        execute(database, "UPDATE _migrations SET status = 'failed' WHERE id = '02'");
        application.withPropertyValues("migretti.mode=verify").run(context -> {
            assertThat(analysis(context.getStartupFailure()).getDescription())
                    .startsWith(
                            "The database is not what this release needs, and with migretti.mode=verify the"
                                    + " application changes nothing\n  the database is in a dirty state: 02_index_books failed");
            assertThat(exitCode(context.getStartupFailure())).isEqualTo(71);
        });
        execute(database, "UPDATE _migrations SET status = 'applied', checksum = 'x' WHERE id = '02'");
        application
                .withPropertyValues("migretti.mode=verify")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .startsWith("The database is not what this release needs, and with migretti.mode=verify the"
                                + " application changes nothing\n  ")
                        .contains("02_index_books"));
    }

    @Test
    void verifyAndWaitExplainAFileThatIsWrong(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("01_a.sql"), "SELECT 1;\n");
        for (String mode : List.of("verify", "wait")) {
            refused(
                    "The files of this release are wrong\n  " + folder
                            + "/01_a.sql:1:1: a statement stands before the first section\n"
                            + "      write `-- migrate: up` on a line of its own before it",
                    "Correct the files; nothing was changed.",
                    65,
                    application.withPropertyValues("migretti.mode=" + mode, "migretti.locations=file:" + folder));
        }
    }

    // ---- wait

    @Test
    void waitGoesOnWhenAnotherProcessHasAppliedEverything(CapturedOutput output) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> other = thread.submit(() -> {
                until(output, "Waiting for another process to apply 01_create_books, 02_index_books;");
                otherProcess().apply();
                return null;
            });
            application
                    .withPropertyValues("migretti.mode=wait", "migretti.seed=true")
                    .run(context -> assertThat(context).hasNotFailed());
            other.get();
        } finally {
            thread.shutdownNow();
        }
        assertThat(output)
                .containsPattern(
                        "Everything is applied, after .* \\(environment default, schema public," + " head 02\\)");
        assertThat(query(database, "SELECT title FROM books")).isEmpty();
    }

    private static void until(CapturedOutput output, String text) throws InterruptedException {
        while (!output.getAll().contains(text)) {
            Thread.sleep(20);
        }
    }

    /** A row says failed also while another process continues it. */
    @Test
    void waitGoesOnWhenAFailedMigrationWasResumed(CapturedOutput output) throws Exception {
        otherProcess().apply();
        execute(database, "UPDATE _migrations SET status = 'failed' WHERE id = '02'");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<?> other = thread.submit(() -> {
                until(output, "Waiting for another process to apply 02_index_books (failed);");
                execute(database, "UPDATE _migrations SET status = 'applied' WHERE id = '02'");
                return null;
            });
            application
                    .withPropertyValues("migretti.mode=wait")
                    .run(context -> assertThat(context).hasNotFailed());
            other.get();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void waitEndsWithWhatIsStillMissing() {
        otherProcess().up();
        refused(
                "No other process has applied everything within 0s; still missing: 02_index_books.",
                "Look at the process that applies the migrations; start again when it is done, or wait longer with"
                        + " `migretti.wait-timeout`.",
                75,
                application.withPropertyValues("migretti.mode=wait", "migretti.wait-timeout=0s"));
        execute(
                database,
                "INSERT INTO _migrations SELECT '02', 'index_books', applied_at, checksum, 'failed'"
                        + " FROM _migrations");
        refused(
                "No other process has applied everything within 100ms; still missing: 02_index_books (failed).",
                "Look at the process that applies the migrations; start again when it is done, or wait longer with"
                        + " `migretti.wait-timeout`.",
                75,
                application.withPropertyValues("migretti.mode=wait", "migretti.wait-timeout=100ms"));
    }

    @Test
    void waitDoesNotWaitForWhatCannotPass() {
        otherProcess().up();
        execute(database, "UPDATE _migrations SET checksum = 'x'");
        application.withPropertyValues("migretti.mode=wait").run(context -> {
            assertThat(analysis(context.getStartupFailure()).getDescription())
                    .startsWith(
                            "The database is not what this release needs, and with migretti.mode=wait the application"
                                    + " changes nothing\n  ");
            assertThat(exitCode(context.getStartupFailure())).isEqualTo(71);
        });
    }

    // ---- none, early, and no migrations

    @Test
    void noneDoesNotEvenConnect(CapturedOutput output) throws Exception {
        application
                .withPropertyValues(
                        "migretti.mode=none",
                        "spring.datasource.url=jdbc:postgresql://localhost:" + closedPort() + "/x")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Migretti.class));
        assertThat(output).contains("The migrations are left alone (migretti.mode=none)");
    }

    @Configuration(proxyBeanMethods = false)
    static class LooksWhileItIsCreated {
        static final List<Integer> TABLES = new ArrayList<>();

        @Bean
        String aaa(DataSource dataSource) throws Exception {
            try (Connection connection = dataSource.getConnection();
                    var rows = connection.getMetaData().getTables(null, "public", "books", null)) {
                TABLES.add(rows.next() ? 1 : 0);
            }
            return "looked";
        }
    }

    @Test
    void itNeedNotBeEarly() {
        LooksWhileItIsCreated.TABLES.clear();
        application
                .withUserConfiguration(LooksWhileItIsCreated.class)
                .withPropertyValues("migretti.early=false")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(LooksWhileItIsCreated.TABLES).containsExactly(0);
        assertThat(applied(database)).containsExactly("01", "02");
    }

    @Test
    void aPlaceWithoutMigrationsStopsTheStartInEveryMode(@TempDir Path folder) {
        for (String mode : List.of("apply", "verify", "wait")) {
            refused(
                    "There is no migration in " + folder + ".",
                    "Put the first one there, or set `migretti.locations` to the place where they are; an application"
                            + " without migrations has migretti.enabled=false.",
                    65,
                    application.withPropertyValues("migretti.mode=" + mode, "migretti.locations=file:" + folder));
        }
        assertThat(tables(database)).isEmpty();
    }

    @Test
    void whereNoMigrationIsKnownNothingIsCalledVerified(@TempDir Path folder) {
        otherProcess().apply();
        for (String mode : List.of("verify", "wait")) {
            application
                    .withPropertyValues("migretti.mode=" + mode, "migretti.locations=file:" + folder)
                    .run(context -> {
                        assertThat(analysis(context.getStartupFailure()).getDescription())
                                .isEqualTo("There is no migration in " + folder + ".");
                        assertThat(exitCode(context.getStartupFailure())).isEqualTo(65);
                    });
        }
    }

    @Test
    void anExistingDatabaseWithoutHistoryIsAdoptedUpToTheBaseline() {
        execute(database, "CREATE TABLE books (id int PRIMARY KEY, title text NOT NULL)");
        application.withPropertyValues("migretti.baseline=1 or 2").run(context -> {
            assertThat(analysis(context.getStartupFailure()).getDescription())
                    .isEqualTo(
                            "`migretti.baseline` cannot be used: baseline must be an id of 1 to 26 letters and digits,"
                                    + " and is `1 or 2`.");
            assertThat(exitCode(context.getStartupFailure())).isEqualTo(78);
        });
        application
                .withPropertyValues("migretti.baseline=01")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(applied(database)).containsExactly("01", "02");
        assertThat(query(database, "SELECT indexname FROM pg_indexes WHERE indexname = 'books_title'"))
                .containsExactly("books_title");
    }

    // ---- a database that is not there

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aDatabaseThatDoesNotAnswerIsTriedAgainUntilTheTimeIsOver(CapturedOutput output) throws Exception {
        int port = closedPort();
        String what = "No connection to the database: Connection to localhost:" + port
                + " refused. Check that the hostname and port are correct and that the postmaster is accepting TCP/IP"
                + " connections.";
        ApplicationContextRunner nobody =
                application.withPropertyValues("spring.datasource.url=jdbc:postgresql://localhost:" + port + "/x");
        refused(
                what,
                "Check that it runs, and its address, user and password.",
                69,
                nobody.withPropertyValues("migretti.connect-timeout=0s"));
        assertThat(output).doesNotContain("Trying again");

        nobody.withPropertyValues("migretti.connect-timeout=4s").run(context -> {
            assertThat(analysis(context.getStartupFailure()).getDescription())
                    .matches(java.util.regex.Pattern.quote(what) + "\n  \\(the last of \\d+ attempts within 4s\\)");
            assertThat(analysis(context.getStartupFailure()).getAction())
                    .isEqualTo("Check that it runs, and its address, user and password; `migretti.connect-timeout` says"
                            + " how long to try again.");
            assertThat(exitCode(context.getStartupFailure())).isEqualTo(69);
        });
        assertThat(output)
                .containsPattern("Trying again for .* of at most 4s\\. No connection to the database: .* refused");
    }

    /** Is told to end as soon as it waits. */
    static final class Impatient {
        public static void main(String[] arguments) {
            Thread main = Thread.currentThread();
            Thread end = new Thread(() -> {
                while (Arrays.stream(main.getStackTrace())
                        .noneMatch(frame -> frame.getMethodName().equals("sleep")
                                || frame.getClassName().equals("io.migretti.Polling")
                                        && frame.getMethodName().equals("await"))) {
                    Thread.onSpinWait();
                }
                System.exit(3);
            });
            end.setDaemon(true);
            end.start();
            SpringApplication.run(ExampleApplication.class, arguments);
        }
    }

    @Test
    void aProcessThatIsToldToEndDoesNotGoOnWaitingForTheDatabase(@TempDir Path folder) throws Exception {
        ExampleProcess process = ExampleProcess.run(
                folder,
                List.of(),
                System.getProperty("java.class.path"),
                Impatient.class.getName(),
                List.of(
                        "--spring.datasource.url=jdbc:postgresql://localhost:1/none",
                        "--spring.docker.compose.enabled=false",
                        "--migretti.connect-timeout=1h"));
        assertThat(process.exitCode()).as(process.output()).isEqualTo(3);
        assertThat(process.output()).contains("Trying again", "Interrupted while waiting for the database");
    }

    @Test
    void aProcessThatIsToldToEndDoesNotGoOnWaitingForTheLock(@TempDir Path folder) throws Exception {
        try (Connection holder = database.dataSource().getConnection();
                Statement lock = holder.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(894321)");
            ExampleProcess process = ExampleProcess.run(
                    folder,
                    List.of(),
                    System.getProperty("java.class.path"),
                    Impatient.class.getName(),
                    List.of(
                            "--spring.datasource.url=" + database.url(),
                            "--spring.docker.compose.enabled=false",
                            "--migretti.lock.timeout=1h"));
            assertThat(process.exitCode()).as(process.output()).isEqualTo(3);
            assertThat(process.output())
                    .contains("Waiting for the migration lock", "Interrupted while waiting for the migration lock");
        }
    }

    @Test
    void aDatabaseThatComesUpLaterIsFound(CapturedOutput output) throws Exception {
        String role = "late_" + database.name();
        execute(database, "CREATE ROLE " + role + " LOGIN CONNECTION LIMIT 0");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            execute(database, "GRANT ALL ON SCHEMA public TO " + role);
            Future<?> other = thread.submit(() -> {
                until(output, "Trying again");
                execute(database, "ALTER ROLE " + role + " CONNECTION LIMIT 5");
                return null;
            });
            application
                    .withPropertyValues("spring.datasource.url=" + as(role))
                    .run(context -> assertThat(context).hasNotFailed());
            other.get();
            assertThat(applied(database)).containsExactly("01", "02");
        } finally {
            thread.shutdownNow();
            execute(database, "DROP OWNED BY " + role);
            execute(database, "DROP ROLE " + role);
        }
    }

    private String as(String role) {
        return database.url().replaceAll("user=\\w+", "user=" + role);
    }

    @Test
    void aDatabaseThatIsNotThereIsNotTriedAgain(CapturedOutput output) {
        refused(
                "No connection to the database: PostgreSQL 3D000: database \"nowhere\" does not exist.",
                "Check that it runs, and its address, user and password.",
                69,
                application.withPropertyValues(
                        "spring.datasource.url=" + database.url().replace(database.name(), "nowhere")));
        assertThat(output).doesNotContain("Trying again");
    }

    @Test
    void aRoleThatMayNotIsAdvisedToHaveAnother() {
        String role = "weak_" + database.name();
        execute(database, "CREATE ROLE " + role + " LOGIN");
        try {
            application.withPropertyValues("spring.datasource.url=" + as(role)).run(context -> {
                assertThat(analysis(context.getStartupFailure()).getDescription())
                        .isEqualTo("The database refused a statement of the engine itself: PostgreSQL 42501: permission"
                                + " denied for schema public.");
                assertThat(analysis(context.getStartupFailure()).getAction())
                        .isEqualTo("Grant the role what it lacks, or give migrations a role that owns the schema;"
                                + " `migretti.username` and `migretti.password` give migrations a role of their own.");
                assertThat(exitCode(context.getStartupFailure())).isEqualTo(69);
            });
        } finally {
            execute(database, "DROP ROLE " + role);
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        JdbcTemplateAutoConfiguration.class,
        MigrettiAutoConfiguration.class
    })
    static class WithJdbcTemplate {}

    /** Spring has two messages for a cycle; this is the one that no analyzer of its own explains. */
    @Test
    void aBeanThatTheMigrationsWaitForAndThatWaitsForThemIsExplained(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(WithJdbcTemplate.class)
                        .web(WebApplicationType.NONE)
                        .initializers(context -> context.addBeanFactoryPostProcessor(beans ->
                                beans.getBeanDefinition("migrettiInitializer").setDependsOn("jdbcTemplate")))
                        .run("--spring.datasource.url=" + database.url()))
                .hasStackTraceContaining("Circular depends-on relationship");
        assertThat(output)
                .contains(
                        "The migrations depend on the bean `jdbcTemplate`, which depends on them.",
                        "Let it use the connection that it is given, or a DataSource; ask for beans that use the schema"
                                + " through an ObjectProvider after the start, or listen to MigrettiCompletedEvent.");
        assertThat(tables(database)).isEmpty();
    }

    @Test
    void aValueThatCannotBeReadIsAConfigurationError() {
        for (String value : List.of(
                "migretti.mode=later", "migretti.lock-id=many", "migretti.lok-id=1", "migretti.hooks.timeout=soon")) {
            application.withPropertyValues(value).run(context -> {
                assertThat(context).hasFailed();
                assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains(value.substring(0, value.indexOf('=')));
                assertThat(exitCode(context.getStartupFailure())).isEqualTo(78);
            });
        }
        application
                .withPropertyValues("spring.datasource.hikari.maximum-pool-size=many")
                .run(context ->
                        assertThat(exitCode(context.getStartupFailure())).isZero());
    }
}
