package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.Applications.analysis;
import static io.migretti.boot.autoconfigure.Applications.applied;
import static io.migretti.boot.autoconfigure.Applications.execute;
import static io.migretti.boot.autoconfigure.Applications.query;
import static io.migretti.boot.autoconfigure.Applications.tables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.JavaMigration;
import io.migretti.Migretti;
import io.migretti.MigrettiHook;
import io.migretti.boot.actuate.MigrettiEndpoint;
import io.migretti.boot.event.MigrettiCompletedEvent;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.plan.Plan;
import io.migretti.report.MigrettiListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
@ExtendWith(OutputCaptureExtension.class)
class StartTest {

    private final TestDatabase database;
    private final ApplicationContextRunner application;

    StartTest(TestDatabase database) {
        this.database = database;
        this.application = Applications.on(database);
    }

    private static void started(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed();
    }

    @Test
    void pendingMigrationsAreAppliedAtTheStartAndNotRepeated(CapturedOutput output) {
        application.run(StartTest::started);
        assertThat(applied(database)).containsExactly("01", "02");
        assertThat(output.getAll().lines().filter(line -> line.contains("io.migretti.Migretti")))
                .last()
                .asString()
                .containsPattern("Applied 2 migrations in .* \\(waited .* for the lock, environment default,"
                        + " schema public, head 02\\)$");

        application.run(StartTest::started);
        assertThat(applied(database)).containsExactly("01", "02");
        assertThat(output.getAll().lines().filter(line -> line.contains("Nothing pending")))
                .singleElement()
                .asString()
                .containsPattern("Nothing pending \\(.*, environment default, schema public, head 02\\)$");
    }

    @Test
    void everyPropertyHasItsEffect(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("04_last.sql"), "-- migrate: irreversible\n-- migrate: up\nCREATE TABLE last ();\n");
        application
                .withPropertyValues(
                        "migretti.locations=classpath:migrations,classpath*:more-migrations,file:" + folder,
                        "migretti.schema=shop",
                        "migretti.table=done",
                        "migretti.lock-id=-9223372036854775808")
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(context.getBean(Migretti.class).lockId()).isEqualTo(Long.MIN_VALUE);
                    assertThat(context.getBean(Migretti.class).environment()).isEqualTo("default");
                });
        assertThat(query(database, "SELECT id FROM shop.done ORDER BY id")).containsExactly("01", "02", "03", "04");
        assertThat(tables(database))
                .containsExactly("shop.books", "shop.done", "shop.done_log", "shop.last", "shop.orders");
    }

    @Test
    void itCanBeSwitchedOffInEveryWordForNoAndSaysSo(CapturedOutput output) {
        for (String off : List.of("false", "FALSE", "no", "off", "0")) {
            application
                    .withPropertyValues("migretti.enabled=" + off)
                    .run(context -> assertThat(context)
                            .hasNotFailed()
                            .doesNotHaveBean(Migretti.class)
                            .doesNotHaveBean(MigrettiInitializer.class));
            assertThat(output).contains("Migrations are switched off by migretti.enabled=" + off);
        }
        assertThat(tables(database)).isEmpty();
    }

    @Test
    void noOtherWordSwitchesItOff() {
        for (String on : List.of("true", "TRUE", "yes", "on", "1")) {
            application
                    .withPropertyValues("migretti.enabled=" + on)
                    .run(context -> assertThat(context).hasNotFailed().hasSingleBean(MigrettiInitializer.class));
        }
        assertThat(applied(database)).containsExactly("01", "02");
        for (String unclear : List.of("flase", "")) {
            application
                    .withPropertyValues("migretti.enabled=" + unclear)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining(
                                    unclear.isEmpty()
                                            ? "null value cannot be assigned"
                                            : "Invalid boolean value 'flase'"));
        }
    }

    @Test
    void anUnknownKeyIsNamedWithThoseThatExist() {
        application
                .withPropertyValues("migretti.lok-id=5", "migretti.envs.eu.schma=x")
                .run(context -> {
                    FailureAnalysis analysis = analysis(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .contains(
                                    "`migretti.lok-id` is not a setting", "`migretti.envs.eu.schma` is not a setting");
                    assertThat(analysis.getAction())
                            .isEqualTo(
                                    "Use one of allow-out-of-order, baseline, confirm-production, connect-timeout, dry-run, early,"
                                            + " enabled, endpoint.roles, endpoint.show-sql, endpoint.smart-dry-run, env, envs, hooks.post-apply, hooks.post-rollback, hooks.pre-apply,"
                                            + " hooks.pre-rollback, hooks.timeout, instances, locations, lock-attempts,"
                                            + " lock-id, lock-timeout, lock.scope, lock.timeout, mode, password, schema,"
                                            + " seed, seed-locations, single-transaction, statement-timeout, table, url,"
                                            + " username, verify-checksums, wait-timeout; under"
                                            + " `migretti.instances.<name>` also env, envs; there and under `migretti.envs.<name>`"
                                            + " one of allow-out-of-order, baseline, confirm-production, connect-timeout, dry-run,"
                                            + " early, hooks.post-apply, hooks.post-rollback, hooks.pre-apply,"
                                            + " hooks.pre-rollback, hooks.timeout, locations, lock-attempts, lock-id,"
                                            + " lock-timeout, lock.scope, lock.timeout, mode, password, schema, seed,"
                                            + " seed-locations, single-transaction, statement-timeout, table, url,"
                                            + " username, verify-checksums, wait-timeout.");
                });
    }

    @Test
    void productionNeedsAConfirmationIfSomethingIsPending() {
        ApplicationContextRunner production = application.withPropertyValues("spring.profiles.active=cloud,Production");
        production.run(context -> {
            FailureAnalysis analysis = analysis(context.getStartupFailure());
            assertThat(analysis.getDescription()).contains("executing SQL there needs a confirmation");
            assertThat(analysis.getAction()).contains("migretti.confirm-production=true");
        });
        assertThat(tables(database)).isEmpty();
        production.withPropertyValues("migretti.confirm-production=true").run(StartTest::started);
        assertThat(applied(database)).containsExactly("01", "02");
        production.run(StartTest::started);
    }

    @Test
    void migrationsThatAreBeansTakeTheirTurnAmongTheFiles() {
        application
                .withBean(JavaMigration.class, () -> new JavaMigration() {
                    @Override
                    public String id() {
                        return "015";
                    }

                    @Override
                    public String name() {
                        return "a_class";
                    }

                    @Override
                    public void up(Connection connection) throws Exception {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("CREATE TABLE made_by_a_class ()");
                        }
                    }
                })
                .run(StartTest::started);
        assertThat(applied(database)).containsExactly("01", "015", "02");
        assertThat(tables(database)).contains("public.made_by_a_class");
    }

    @Test
    void timeoutsAndTheOrderReachTheMigrations(@TempDir Path folder) throws Exception {
        String show =
                "-- migrate: irreversible\n-- migrate: up\nCREATE TABLE t%s AS SELECT current_setting('lock_timeout'),"
                        + " current_setting('statement_timeout') AS statement;\n";
        Files.writeString(folder.resolve("02_b.sql"), show.formatted("2"));
        ApplicationContextRunner runner =
                Applications.on(database).withPropertyValues("migretti.locations=file:" + folder);
        runner.withPropertyValues("migretti.lock-timeout=1500ms", "migretti.statement-timeout=2m")
                .run(StartTest::started);
        assertThat(query(database, "SELECT current_setting || ' ' || statement FROM t2"))
                .containsExactly("1500ms 2min");

        Files.writeString(folder.resolve("01_a.sql"), show.formatted("1"));
        runner.run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues("migretti.allow-out-of-order=true").run(StartTest::started);
        assertThat(applied(database)).containsExactly("01", "02");

        Files.writeString(folder.resolve("03_c.sql"), show.formatted("3"));
        try (Connection holder = database.connect();
                Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + Migretti.DEFAULT_LOCK_ID + ")");
            runner.withPropertyValues("migretti.lock.timeout=0s").run(context -> {
                assertThat(context).hasFailed();
                assertThat(analysis(context.getStartupFailure()).getDescription())
                        .startsWith("The migration lock 894321 was not free within ");
            });
        }
    }

    @Test
    void aChangedFileIsAWarningIfChecksumsAreNotVerified(@TempDir Path folder, CapturedOutput output) throws Exception {
        Files.writeString(folder.resolve("1_a.sql"), "-- migrate: up\nCREATE TABLE a ();\n");
        ApplicationContextRunner runner = application.withPropertyValues("migretti.locations=file:" + folder);
        runner.run(StartTest::started);
        Files.writeString(folder.resolve("1_a.sql"), "-- migrate: up\nCREATE TABLE b ();\n");
        Files.writeString(folder.resolve("2_b.sql"), "-- migrate: up\nCREATE TABLE c ();\n");
        runner.run(context -> assertThat(context).hasFailed());
        runner.withPropertyValues("migretti.verify-checksums=false").run(StartTest::started);
        assertThat(applied(database)).containsExactly("1", "2");
        assertThat(output.getAll().lines().filter(line -> line.contains(" WARN ")))
                .anyMatch(line -> line.contains("1_a"));
    }

    @Test
    void theLockMayBeHeldByTransactionsAndAllOrNothingBeAsked(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("1_a.sql"), "-- migrate: up\nCREATE TABLE a ();\n");
        Files.writeString(folder.resolve("2_b.sql"), "-- migrate: up\nCREATE TABLE a ();\n");
        ApplicationContextRunner runner = application.withPropertyValues("migretti.locations=file:" + folder);
        runner.withPropertyValues("migretti.single-transaction=true")
                .run(context -> assertThat(context).hasFailed());
        assertThat(applied(database)).isEmpty();
        runner.withPropertyValues("migretti.lock.scope=transaction")
                .run(context -> assertThat(context).hasFailed());
        assertThat(applied(database)).containsExactly("1");
        runner.withPropertyValues("migretti.lock.scope=for-ever")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .contains("migretti.lock.scope", "for-ever"));
    }

    @Test
    void howOftenItIsTriedReachesTheMigrations() throws Exception {
        execute(database, "CREATE TABLE books (id int)");
        try (Connection holder = database.connect();
                Statement statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE books");
            application
                    .withPropertyValues(
                            "migretti.locations=classpath:contended",
                            "migretti.lock-attempts=1",
                            "migretti.lock-timeout=10ms")
                    .run(context -> assertThat(
                                    analysis(context.getStartupFailure()).getDescription())
                            .contains("55P03")
                            .doesNotContain("attempts"));
        }
    }

    /** With ahead-of-time processing the bean is there although the property says no. */
    @Test
    void itCanBeSwitchedOffAlsoWhereTheBeansAreFixed() {
        application.run(context -> {
            Migretti broken =
                    Migretti.on(database.dataSource()).from("classpath:nowhere").build();
            MigrettiInitializer initializer = new MigrettiInitializer(broken, false, new MigrettiSettings(), context);
            initializer.afterPropertiesSet();
            initializer.afterSingletonsInstantiated();
        });
    }

    @Test
    void withoutADataSourceThereIsNothing() {
        new ApplicationContextRunner()
                .withConfiguration(org.springframework.boot.autoconfigure.AutoConfigurations.of(
                        PropertyPlaceholderAutoConfiguration.class,
                        MigrettiAutoConfiguration.class,
                        MigrettiEndpointAutoConfiguration.class))
                .withPropertyValues("management.endpoints.web.exposure.include=*")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(Migretti.class)
                        .doesNotHaveBean(MigrettiInitializer.class)
                        .doesNotHaveBean(MigrettiEndpoint.class));
    }

    @Test
    void beansThatUseTheSchemaDependOnTheMigrations() {
        application.run(context -> {
            for (Class<?> type : List.of(JdbcTemplate.class, JdbcClient.class)) {
                String name = context.getBeanNamesForType(type)[0];
                assertThat(context.getBeanFactory().getBeanDefinition(name).getDependsOn())
                        .containsExactly("migrettiInitializer");
            }
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class UsesTheDataSourceWhileItIsCreated {
        @Bean
        String aaa(DataSource dataSource) throws Exception {
            try (Connection connection = dataSource.getConnection()) {
                connection.createStatement().execute("INSERT INTO books VALUES (1, 'SICP')");
            }
            return "used";
        }
    }

    @Test
    void beansThatSpringDoesNotRecogniseFindTheSchemaMigratedToo() {
        application
                .withUserConfiguration(UsesTheDataSourceWhileItIsCreated.class)
                .run(StartTest::started);
        assertThat(query(database, "SELECT title FROM books")).containsExactly("SICP");
    }

    @Test
    void lazyInitialisationDoesNotPutItOff() {
        new SpringApplicationBuilder(Empty.class)
                .web(WebApplicationType.NONE)
                .run("--spring.main.lazy-initialization=true", "--spring.datasource.url=" + database.url())
                .close();
        assertThat(applied(database)).containsExactly("01", "02");
    }

    /** Where no other bean asks for the initializer: Spring Boot exempts what wants to hear that all singletons exist. */
    @Test
    void norDoesItWithoutTheEarlyStart() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, MigrettiAutoConfiguration.class))
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withPropertyValues("spring.datasource.url=" + database.url(), "migretti.early=false")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(applied(database)).containsExactly("01", "02");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnEngine {
        @Bean
        Migretti mine(DataSource dataSource) {
            return Migretti.on(dataSource)
                    .from("classpath:more-migrations")
                    .environment("mine")
                    .build();
        }
    }

    @Test
    void anEngineOfTheApplicationIsAppliedInsteadOfOurs() {
        List<String> completed = new ArrayList<>();
        application
                .withUserConfiguration(OwnEngine.class)
                .withInitializer(context -> context.addApplicationListener(event -> {
                    if (event instanceof MigrettiCompletedEvent done) {
                        completed.add(done.environment());
                    }
                }))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Migretti.class));
        assertThat(applied(database)).containsExactly("03");
        assertThat(completed).containsExactly("mine");
    }

    @Configuration(proxyBeanMethods = false)
    static class EngineBesideOurs {
        @Bean(defaultCandidate = false)
        Migretti report(DataSource dataSource) {
            return Migretti.on(dataSource)
                    .from("classpath:more-migrations")
                    .table("_report")
                    .build();
        }
    }

    @Test
    void anEngineThatIsNotInjectedForItsTypeReplacesNothingAndIsAppliedToo() {
        application.withUserConfiguration(EngineBesideOurs.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(Migretti.class)).isSameAs(context.getBean("migretti"));
        });
        assertThat(applied(database)).containsExactly("01", "02");
        assertThat(query(database, "SELECT id FROM _report")).containsExactly("03");
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(MigrettiProperties.class)
    static class Settings {}

    @Test
    void anApplicationMayEnableTheSettingsItself() {
        application
                .withUserConfiguration(Settings.class)
                .withPropertyValues("migretti.table=done")
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(MigrettiProperties.class);
                    assertThat(context.getBean(MigrettiProperties.class).getTable())
                            .isEqualTo("done");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class HooksAndListeners {
        static final List<String> CALLS = Collections.synchronizedList(new ArrayList<>());

        @Bean
        @Order(2)
        MigrettiHook second() {
            return hook("second");
        }

        @Bean
        @Order(1)
        MigrettiHook first() {
            return hook("first");
        }

        @Bean
        MigrettiListener listener() {
            return event -> CALLS.add(event.getClass().getSimpleName());
        }

        private static MigrettiHook hook(String name) {
            return new MigrettiHook() {
                @Override
                public void before(Plan plan, Connection connection) {
                    CALLS.add(name);
                }
            };
        }
    }

    @Test
    void hooksAndListenersOfTheEngineMayBeBeans() {
        HooksAndListeners.CALLS.clear();
        application.withUserConfiguration(HooksAndListeners.class).run(StartTest::started);
        assertThat(HooksAndListeners.CALLS)
                .containsSubsequence("Planned", "first", "second", "MigrationStarted", "MigrationDone", "Finished");
    }

    @Test
    void twoApplicationsThatStartTogetherApplyEachMigrationOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Callable<Boolean> start = () -> {
                Applications.on(database)
                        .withPropertyValues("migretti.locations=classpath:migrations,classpath:more-migrations")
                        .run(StartTest::started);
                return true;
            };
            for (Future<Boolean> started : threads.invokeAll(List.of(start, start))) {
                assertThat(started.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(query(database, "SELECT migration_id FROM _migrations_log ORDER BY id"))
                .containsExactly("01", "02", "03");
        assertThat(query(database, "SELECT id FROM orders")).containsExactly("1");
    }

    /** Read by name, as Spring Boot reads them: a class that is missing must not be needed for that. */
    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        MigrettiAutoConfiguration.class,
        MigrettiEndpointAutoConfiguration.class
    })
    static class WithoutActuator {}

    @Test
    void actuatorIsOptional() {
        new ApplicationContextRunner()
                .withUserConfiguration(WithoutActuator.class)
                .withPropertyValues(
                        "spring.datasource.url=" + database.url(), "management.endpoints.web.exposure.include=*")
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(MigrettiInitializer.class)
                        .doesNotHaveBean("migrettiEndpoint"));
        assertThat(applied(database)).containsExactly("01", "02");
    }

    @Test
    void theEndpointIsThereIfItIsExposed() {
        application.run(context -> assertThat(context).doesNotHaveBean(MigrettiEndpoint.class));
        application
                .withPropertyValues("management.endpoints.web.exposure.include=migretti")
                .run(context -> assertThat(context).hasSingleBean(MigrettiEndpoint.class));
    }

    // ---- what stops a start

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class Empty {}

    @Test
    void aMistakeInAMigrationStopsTheStartAndIsExplained(CapturedOutput output) {
        SpringApplication failing = new SpringApplicationBuilder(Empty.class)
                .web(WebApplicationType.NONE)
                .build();
        List<Integer> exitCodes = new ArrayList<>();
        failing.addListeners(event -> {
            if (event instanceof org.springframework.boot.ExitCodeEvent exit) {
                exitCodes.add(exit.getExitCode());
            }
        });
        assertThatThrownBy(() -> failing.run(
                        "--spring.datasource.url=" + database.url() + "&password=hunter2",
                        "--migretti.locations=classpath:migrations,classpath:broken"))
                .isInstanceOf(RuntimeException.class);
        assertThat(output).doesNotContain("hunter2");
        assertThat(output.getOut().substring(output.getOut().indexOf("***************************")))
                .isEqualToNormalizingNewlines("""
                        ***************************
                        APPLICATION FAILED TO START
                        ***************************

                        Description:

                        Migration 03_add_email failed and was rolled back; 2 of 3 migrations were applied before it and stay.
                          at classpath:broken/03_add_email.sql:3:20
                             3 |   ADD COLUMN email txt NOT NULL;
                               |                    ^
                          PostgreSQL 42704: type "txt" does not exist

                        Action:

                        Correct the file and start again; what is applied is not repeated.

                        """);
        assertThat(exitCodes).containsExactly(70);
    }

    @Test
    void theExitCodeIsNotLostWhereTheMigrationsWaitForAUserOfTheDatabase(CapturedOutput output) {
        List<Integer> exitCodes = new ArrayList<>();
        for (String location : List.of("classpath:nowhere", "nowhere")) {
            SpringApplication failing = new SpringApplicationBuilder(Empty.class)
                    .web(WebApplicationType.NONE)
                    .build();
            failing.addListeners(event -> {
                if (event instanceof org.springframework.boot.ExitCodeEvent exit) {
                    exitCodes.add(exit.getExitCode());
                }
            });
            assertThatThrownBy(() -> failing.run(
                            "--spring.datasource.url=" + database.url(),
                            "--migretti.early=false",
                            "--migretti.locations=" + location))
                    .isInstanceOf(RuntimeException.class);
        }
        assertThat(exitCodes).containsExactly(65, 78);
        assertThat(output).doesNotContain("Unable to close ApplicationContext");
    }

    @Test
    void everyReasonHasAnExitCode(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("1_a.sql"), "-- migrate: up\nCREATE TABLE a ();\n");
        ApplicationContextRunner fromFolder = application.withPropertyValues("migretti.locations=file:" + folder);
        assertThat(exitCode(application.withPropertyValues("migretti.locations=nowhere")))
                .isEqualTo(78);
        assertThat(exitCode(application.withPropertyValues("migretti.locations=classpath:nowhere")))
                .isEqualTo(65);
        assertThat(exitCode(Applications.withoutDatabase()
                        .withPropertyValues(
                                "spring.datasource.url=jdbc:postgresql://localhost:1/none",
                                "spring.datasource.hikari.connection-timeout=250",
                                "migretti.connect-timeout=0")))
                .isEqualTo(69);
        try (Connection connection = database.connect()) {
            connection.createStatement().execute("SELECT pg_advisory_lock(894321)");
            assertThat(exitCode(application.withUserConfiguration(ImpatientEngine.class)))
                    .isEqualTo(75);
        }
        fromFolder.run(StartTest::started);
        Files.writeString(folder.resolve("1_a.sql"), "-- migrate: up\nCREATE TABLE b ();\n");
        Files.writeString(folder.resolve("2_b.sql"), "-- migrate: up\nCREATE TABLE c ();\n");
        assertThat(exitCode(fromFolder)).isEqualTo(71);
    }

    @Configuration(proxyBeanMethods = false)
    static class ImpatientEngine {
        @Bean
        Migretti impatient(DataSource dataSource) {
            return Migretti.on(dataSource)
                    .from("classpath:migrations")
                    .lockTimeout(Duration.ZERO)
                    .build();
        }
    }

    /** As Spring Boot finds it. */
    private static int exitCode(ApplicationContextRunner runner) {
        int[] code = new int[1];
        runner.run(context -> {
            for (Throwable t = context.getStartupFailure(); t != null && code[0] == 0; t = t.getCause()) {
                code[0] = t instanceof ExitCodeGenerator generator ? generator.getExitCode() : 0;
            }
        });
        return code[0];
    }

    private void refused(String what, String next, ApplicationContextRunner runner) {
        runner.run(context -> {
            assertThat(context).hasFailed();
            assertThat(analysis(context.getStartupFailure()).getDescription()).isEqualTo(what);
            assertThat(analysis(context.getStartupFailure()).getAction()).isEqualTo(next);
        });
        assertThat(tables(database)).isEmpty();
    }

    @Test
    void aPlaceThatDoesNotExistIsRefused() {
        refused(
                "There is a problem with the migrations\n  classpath:nowhere: there is no such place\n"
                        + "      create it, or set the location of the migrations to theirs",
                "Correct the files; nothing was executed.",
                application.withPropertyValues("migretti.locations=classpath:nowhere"));
    }

    @Test
    void aLocationThatIsNoneIsRefused() {
        refused(
                "`migrations` in `migretti.locations` is not a place for migrations.",
                "Begin it with classpath:, classpath*: or file:.",
                application.withPropertyValues("migretti.locations=migrations"));
        refused(
                "`classpath:/` in `migretti.locations` is not a place for migrations: it names no folder.",
                "Write the folder behind the colon.",
                application.withPropertyValues("migretti.locations=classpath:/"));
        refused(
                "`file:` in `migretti.locations` is not a place for migrations: it names no folder.",
                "Write the folder behind the colon.",
                application.withPropertyValues("migretti.locations=file:"));
        refused(
                "`classpath*:*/migrations` in `migretti.locations` is not a place for migrations: it holds a wildcard.",
                "List the folders one by one.",
                application.withPropertyValues("migretti.locations=classpath*:*/migrations"));
        refused(
                "`migretti.locations` is empty.",
                "Set it to the places of the migrations, or leave it out for classpath:migrations.",
                application.withPropertyValues("migretti.locations="));
    }

    @Test
    void aValueThatTheEngineRefusesIsRefused() {
        refused(
                "`migretti.schema` cannot be used: schema must be 1 to 63 bytes, and is ``.",
                "Correct it.",
                application.withPropertyValues("migretti.schema="));
        refused(
                "`migretti.table` cannot be used: table must be 1 to 59 bytes, and is `" + "x".repeat(60) + "`.",
                "Correct it.",
                application.withPropertyValues("migretti.table=" + "x".repeat(60)));
        for (String key : List.of("migretti.schema", "migretti.table")) {
            refused(
                    "`" + key + "` cannot be used: nothing has a value for the placeholder in ${NOBODY_SETS_THIS}.",
                    "Correct it.",
                    application.withPropertyValues(key + "=${NOBODY_SETS_THIS}"));
        }
    }

    @Test
    void aTimeBelowZeroIsRefusedInEveryMode() {
        refused(
                "`migretti.wait-timeout` cannot be used: it must be 0 or more, and is PT-1S.",
                "Correct it.",
                application.withPropertyValues("migretti.wait-timeout=-1s"));
        refused(
                "`migretti.connect-timeout` cannot be used: it must be 0 or more, and is PT-1S.",
                "Correct it.",
                application.withPropertyValues("migretti.connect-timeout=-1s", "migretti.mode=none"));
    }

    @Test
    void aKeyWithoutAValueIsNotCalledUnknown() {
        for (String key : List.of("migretti.mode", "migretti.lock.timeout", "migretti.envs.eu.statement-timeout")) {
            application.withPropertyValues(key + "=").run(context -> {
                assertThat(analysis(context.getStartupFailure()).getDescription())
                        .startsWith("`" + key + "` has no value; it stands in \"" + key + "\" from property source");
                assertThat(analysis(context.getStartupFailure()).getAction())
                        .isEqualTo("Give it one, or leave it out for its default.");
                assertThat(Applications.exitCode(context.getStartupFailure())).isEqualTo(78);
            });
        }
        application
                .withPropertyValues("migretti.moed=")
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .startsWith("`migretti.moed` is not a setting; it stands in"));
    }

    @Test
    void aKeyThatIsNotKnownIsRefusedAndAValueOfTheWrongType() {
        application.withPropertyValues("migretti.lokc-id=1").run(context -> {
            assertThat(context).hasFailed();
            assertThat(analysis(context.getStartupFailure()).getDescription()).contains("migretti.lokc-id");
        });
        application.withPropertyValues("migretti.lock-id=many").run(context -> {
            assertThat(context).hasFailed();
            assertThat(analysis(context.getStartupFailure()).getDescription()).contains("migretti.lock-id", "many");
        });
        application.withPropertyValues("migretti.envs.prod.lokc-id=1").run(context -> {
            assertThat(context).hasFailed();
            assertThat(analysis(context.getStartupFailure()).getDescription()).contains("migretti.envs.prod.lokc-id");
        });
        assertThat(tables(database)).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoDataSources {
        @Bean
        DataSource orders(org.springframework.core.env.Environment environment) {
            return dataSource(environment);
        }

        @Bean
        DataSource archive(org.springframework.core.env.Environment environment) {
            return dataSource(environment);
        }

        static DataSource dataSource(org.springframework.core.env.Environment environment) {
            org.postgresql.ds.PGSimpleDataSource dataSource = new org.postgresql.ds.PGSimpleDataSource();
            dataSource.setUrl(environment.getRequiredProperty("spring.datasource.url"));
            return dataSource;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class APrimaryOne {
        @Bean
        @Primary
        DataSource main(org.springframework.core.env.Environment environment) {
            return TwoDataSources.dataSource(environment);
        }
    }

    @Test
    void severalDataSourcesAreRefusedUnlessOneIsPrimary() {
        refused(
                "There are several DataSource beans, and none of them is primary: archive, orders.",
                "Mark the one to migrate with @MigrettiDataSource, or with @Primary, or the others with"
                        + " @Bean(defaultCandidate = false); or set `migretti.url`, or define a bean of type Migretti.",
                application.withUserConfiguration(TwoDataSources.class));
        application
                .withUserConfiguration(TwoDataSources.class, APrimaryOne.class)
                .run(StartTest::started);
        assertThat(applied(database)).containsExactly("01", "02");
    }
}
