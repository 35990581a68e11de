package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.Applications.analysis;
import static io.migretti.boot.autoconfigure.Applications.applied;
import static io.migretti.boot.autoconfigure.Applications.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.Migretti;
import io.migretti.MigrettiBuilder;
import io.migretti.MigrettiHook;
import io.migretti.boot.event.AfterApplyEvent;
import io.migretti.boot.event.AfterMigrationEvent;
import io.migretti.boot.event.BeforeApplyEvent;
import io.migretti.boot.event.BeforeMigrationEvent;
import io.migretti.boot.event.MigrationFailedEvent;
import io.migretti.boot.event.MigrettiApplicationEvent;
import io.migretti.boot.event.MigrettiCompletedEvent;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;

/** What listeners are told, and when: each line of {@link #HEARD} names the listener, the event and what is applied. */
@PostgresTest
class EventsTest {

    private static final List<String> HEARD = new ArrayList<>();

    private final TestDatabase database;
    private final ApplicationContextRunner application;

    EventsTest(TestDatabase database) {
        this.database = database;
        this.application = Applications.on(database);
    }

    @BeforeEach
    void forget() {
        HEARD.clear();
    }

    private static synchronized void heard(String listener, MigrettiApplicationEvent event) {
        String state = "";
        if (event instanceof BeforeApplyEvent before) {
            state = " of " + before.plan().ids() + " with " + countOn(before.connection());
        } else if (event instanceof AfterApplyEvent after) {
            state = " of " + after.outcome().done().size() + " with " + countOn(after.connection());
        } else if (event instanceof BeforeMigrationEvent before) {
            state = " of " + before.step().id() + ", " + before.number() + "/" + before.total();
        } else if (event instanceof AfterMigrationEvent after) {
            state = " of " + after.step().id() + ", " + after.result().direction();
        } else if (event instanceof MigrationFailedEvent failed) {
            state = " of " + failed.step().id() + ": " + failed.failure().message();
        } else if (event instanceof MigrettiCompletedEvent completed) {
            state = " of " + completed.outcome().done().size();
        }
        HEARD.add(listener + ": " + event.getClass().getSimpleName() + " in " + event.environment() + state);
    }

    /** For those that another thread adds to. */
    private static synchronized List<String> soFar() {
        return List.copyOf(HEARD);
    }

    /** How many migrations have a row; the table itself comes after the listeners. */
    private static String countOn(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            boolean tableExists;
            try (ResultSet row = statement.executeQuery("SELECT to_regclass('_migrations') IS NOT NULL")) {
                row.next();
                tableExists = row.getBoolean(1);
            }
            if (!tableExists) {
                return "0";
            }
            try (ResultSet row = statement.executeQuery("SELECT count(*) FROM _migrations")) {
                row.next();
                return row.getString(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static final class BeforeListener implements ApplicationListener<BeforeApplyEvent> {
        @Override
        public void onApplicationEvent(BeforeApplyEvent event) {
            heard("class", event);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ListenerBeans {
        @Bean
        BeforeListener before() {
            return new BeforeListener();
        }

        @Bean
        ApplicationListener<AfterApplyEvent> after() {
            return event -> heard("lambda", event);
        }

        @Bean
        ApplicationListener<MigrettiApplicationEvent> all() {
            return new ApplicationListener<>() {
                @Override
                public void onApplicationEvent(MigrettiApplicationEvent event) {
                    heard("all", event);
                }
            };
        }
    }

    @Test
    void listenerBeansHearBeforeAndAfterAndThatAllIsDone() {
        application
                .withUserConfiguration(ListenerBeans.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(HEARD)
                .containsExactly(
                        "class: BeforeApplyEvent in default of [01, 02] with 0",
                        "all: BeforeApplyEvent in default of [01, 02] with 0",
                        "all: BeforeMigrationEvent in default of 01, 1/2",
                        "all: AfterMigrationEvent in default of 01, UP",
                        "all: BeforeMigrationEvent in default of 02, 2/2",
                        "all: AfterMigrationEvent in default of 02, UP",
                        "lambda: AfterApplyEvent in default of 2 with 2",
                        "all: AfterApplyEvent in default of 2 with 2",
                        "all: MigrettiCompletedEvent in default of 2");
    }

    @Configuration(proxyBeanMethods = false)
    static class WrittenDown {
        @Bean
        ApplicationListener<MigrettiApplicationEvent> log() {
            return new ApplicationListener<>() {
                @Override
                public void onApplicationEvent(MigrettiApplicationEvent event) {
                    HEARD.add(event.toString());
                }
            };
        }
    }

    @Test
    void anEventSaysInALogWhatItIsAbout() {
        application
                .withUserConfiguration(WrittenDown.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(HEARD)
                .containsExactly(
                        "BeforeApplyEvent[environment=default, [01, 02]]",
                        "BeforeMigrationEvent[environment=default, 01_create_books (1 statement)]",
                        "AfterMigrationEvent[environment=default, 01_create_books (1 statement)]",
                        "BeforeMigrationEvent[environment=default, 02_index_books (1 statement, no transaction)]",
                        "AfterMigrationEvent[environment=default, 02_index_books (1 statement, no transaction)]",
                        "AfterApplyEvent[environment=default, [01, 02]]",
                        "MigrettiCompletedEvent[environment=default, [01, 02]]");
    }

    @Configuration(proxyBeanMethods = false)
    static class ListenerMethods {
        @EventListener
        @Order(2)
        void second(BeforeApplyEvent event) {
            heard("second", event);
        }

        @EventListener
        @Order(1)
        void first(BeforeApplyEvent event) {
            heard("first", event);
        }

        @EventListener({AfterApplyEvent.class, ContextRefreshedEvent.class})
        void byName(ApplicationEvent event) {
            if (event instanceof AfterApplyEvent after) {
                heard("byName", after);
            }
        }

        @EventListener(BeforeApplyEvent.class)
        @Order(3)
        void withoutArgument() {
            HEARD.add("withoutArgument");
        }

        @EventListener
        void completed(MigrettiCompletedEvent event) {
            heard("completed", event);
        }
    }

    @Test
    void listenerMethodsHearBeforeTheFirstStatementEachOnce() {
        application
                .withUserConfiguration(ListenerMethods.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(HEARD)
                .containsExactly(
                        "first: BeforeApplyEvent in default of [01, 02] with 0",
                        "second: BeforeApplyEvent in default of [01, 02] with 0",
                        "withoutArgument",
                        "byName: AfterApplyEvent in default of 2 with 2",
                        "completed: MigrettiCompletedEvent in default of 2");
    }

    @Test
    void ifNothingIsPendingOnlyTheEndIsTold() {
        application.run(context -> assertThat(context).hasNotFailed());
        application
                .withUserConfiguration(ListenerMethods.class, ListenerBeans.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(HEARD)
                .containsExactlyInAnyOrder(
                        "completed: MigrettiCompletedEvent in default of 0",
                        "all: MigrettiCompletedEvent in default of 0");
    }

    @Configuration(proxyBeanMethods = false)
    static class EachMigration {
        @EventListener
        void before(BeforeMigrationEvent event) {
            heard("method", event);
            throw new IllegalStateException("nobody minds");
        }

        @EventListener
        void after(AfterMigrationEvent event) {
            heard("method", event);
        }

        @EventListener
        void failed(MigrationFailedEvent event) {
            heard("method", event);
        }
    }

    @Test
    void eachMigrationIsToldAndWhatFailsTooButNobodyCanStopIt() {
        application
                .withUserConfiguration(EachMigration.class)
                .withPropertyValues("migretti.locations=classpath:migrations,classpath:broken", "migretti.seed=true")
                .run(context -> assertThat(context).hasFailed());
        assertThat(HEARD)
                .containsExactly(
                        "method: BeforeMigrationEvent in default of 01, 1/3",
                        "method: AfterMigrationEvent in default of 01, UP",
                        "method: BeforeMigrationEvent in default of 02, 2/3",
                        "method: AfterMigrationEvent in default of 02, UP",
                        "method: BeforeMigrationEvent in default of 03, 3/3",
                        "method: MigrationFailedEvent in default of 03: type \"txt\" does not exist");
    }

    @Test
    void seedsAreNoMigrations() {
        application
                .withUserConfiguration(EachMigration.class)
                .withPropertyValues("migretti.locations=classpath:migrations", "migretti.seed=true")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(HEARD).hasSize(4);
    }

    /** Hibernate's bean is created before all others that are not part of the context itself. */
    @Test
    void inAnApplicationWithJpaListenersHearItBeforeHibernateLooksAtTheSchema() {
        application
                .withConfiguration(AutoConfigurations.of(HibernateJpaAutoConfiguration.class))
                .withUserConfiguration(ListenerMethods.class, WithEntities.class)
                .withPropertyValues("spring.jpa.hibernate.ddl-auto=validate")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(EntityManagerFactory.class));
        assertThat(HEARD)
                .containsExactly(
                        "first: BeforeApplyEvent in default of [01, 02] with 0",
                        "second: BeforeApplyEvent in default of [01, 02] with 0",
                        "withoutArgument",
                        "byName: AfterApplyEvent in default of 2 with 2",
                        "completed: MigrettiCompletedEvent in default of 2");
    }

    @AutoConfigurationPackage
    static class WithEntities {}

    @Entity
    @Table(name = "books")
    static class Book {
        @Id
        private int id;
    }

    /** Asynchronous delivery is for later: an event of a run must be over before the run goes on. */
    @Test
    void aMulticasterWithThreadsOfItsOwnDoesNotDelayWhatIsToldEarly() {
        application
                .withUserConfiguration(OtherThreads.class, ListenerBeans.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(soFar())
                .startsWith(
                        "class: BeforeApplyEvent in default of [01, 02] with 0",
                        "all: BeforeApplyEvent in default of [01, 02] with 0");
        assertThat(soFar()).contains("lambda: AfterApplyEvent in default of 2 with 2");
    }

    @Test
    void aContextAboveHearsItTooAndOnce() {
        application
                .withUserConfiguration(ListenerBeans.class)
                .withPropertyValues("migretti.enabled=false")
                .run(parent -> application
                        .withParent(parent)
                        .withUserConfiguration(ListenerMethods.class)
                        // The parent's environment is merged into this one.
                        .withPropertyValues("migretti.enabled=true")
                        .run(context -> assertThat(context).hasNotFailed()));
        assertThat(HEARD)
                .containsExactlyInAnyOrder(
                        "first: BeforeApplyEvent in default of [01, 02] with 0",
                        "second: BeforeApplyEvent in default of [01, 02] with 0",
                        "withoutArgument",
                        "class: BeforeApplyEvent in default of [01, 02] with 0",
                        "all: BeforeApplyEvent in default of [01, 02] with 0",
                        "all: BeforeMigrationEvent in default of 01, 1/2",
                        "all: AfterMigrationEvent in default of 01, UP",
                        "all: BeforeMigrationEvent in default of 02, 2/2",
                        "all: AfterMigrationEvent in default of 02, UP",
                        "byName: AfterApplyEvent in default of 2 with 2",
                        "lambda: AfterApplyEvent in default of 2 with 2",
                        "all: AfterApplyEvent in default of 2 with 2",
                        "completed: MigrettiCompletedEvent in default of 2",
                        "all: MigrettiCompletedEvent in default of 2");
    }

    @Test
    void aContextBelowDoesNotMigrateOnceMore() {
        application.withUserConfiguration(ListenerMethods.class).run(parent -> {
            HEARD.clear();
            application
                    .withParent(parent)
                    .withUserConfiguration(ListenerBeans.class)
                    .run(context -> assertThat(context).hasNotFailed());
            assertThat(HEARD).isEmpty();
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class ListensToEverything {
        @Bean
        ApplicationListener<ApplicationEvent> everything(JdbcTemplate jdbc) {
            return new ApplicationListener<>() {
                @Override
                public void onApplicationEvent(ApplicationEvent event) {
                    if (event instanceof MigrettiApplicationEvent ours) {
                        heard("everything " + jdbc.queryForObject("SELECT count(*) FROM books", Integer.class), ours);
                    }
                }
            };
        }
    }

    @Test
    void aListenerOfEverythingThatNeedsTheSchemaDoesNotBreakTheStart() {
        application
                .withUserConfiguration(ListensToEverything.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(HEARD).containsExactly("everything 0: MigrettiCompletedEvent in default of 2");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class WebApplication {
        @Bean
        Filter filter(JdbcTemplate jdbc) {
            HEARD.add("filter created with " + jdbc.queryForObject("SELECT count(*) FROM books", Integer.class));
            return new Filter() {
                @Override
                public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                        throws IOException, ServletException {
                    chain.doFilter(request, response);
                }
            };
        }

        @EventListener
        void before(BeforeApplyEvent event) {
            heard("method", event);
        }

        @Bean
        BeforeListener listener() {
            return new BeforeListener();
        }
    }

    /** Filters are created with the web server, before Spring has registered a single listener. */
    @Test
    void aServletFilterThatNeedsTheSchemaStartsTheMigrationsAndListenersStillHearOfItBefore() {
        new SpringApplicationBuilder(WebApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--spring.datasource.hikari.maximum-pool-size=1",
                        "--spring.datasource.url=" + database.url())
                .close();
        assertThat(HEARD)
                .containsExactly(
                        "class: BeforeApplyEvent in default of [01, 02] with 0",
                        "method: BeforeApplyEvent in default of [01, 02] with 0",
                        "filter created with 0");
    }

    @Test
    void listenersThatWereAddedToTheApplicationHearItOnce() {
        new SpringApplicationBuilder(ListenerMethodsOnly.class)
                .web(WebApplicationType.NONE)
                .listeners(new BeforeListener())
                .run("--spring.main.banner-mode=off", "--spring.datasource.url=" + database.url())
                .close();
        assertThat(HEARD)
                .containsExactly(
                        "class: BeforeApplyEvent in default of [01, 02] with 0",
                        "method: AfterApplyEvent in default of 2 with 2");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class ListenerMethodsOnly {
        @EventListener
        void after(AfterApplyEvent event) {
            heard("method", event);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OtherThreads {
        @Bean
        ApplicationEventMulticaster applicationEventMulticaster() {
            SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
            Executor executor = new SimpleAsyncTaskExecutor();
            multicaster.setTaskExecutor(executor);
            return multicaster;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Veto {
        @EventListener
        void not(BeforeApplyEvent event) {
            throw new IllegalStateException("not on a Friday");
        }
    }

    @Test
    void aListenerThatThrowsVetoesTheRunAndTheLockIsReleased() {
        application
                .withUserConfiguration(Veto.class, OtherThreads.class)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessage("not on a Friday"));
        assertThat(applied(database)).isEmpty();
        assertThat(query(database, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                .containsExactly("0");
        application.run(context -> assertThat(context).hasNotFailed());
        assertThat(applied(database)).containsExactly("01", "02");
    }

    @Configuration(proxyBeanMethods = false)
    static class WrongStatement {
        @EventListener
        void not(BeforeApplyEvent event) throws SQLException {
            try (Statement statement = event.connection().createStatement()) {
                statement.execute("SELECT nothing");
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class MissingClass {
        @EventListener
        void not(BeforeApplyEvent event) {
            throw new NoClassDefFoundError("org/example/Gone");
        }
    }

    @Test
    void whatAListenerThrowsIsSaidInItsOwnWordsWhateverItsType() {
        application
                .withUserConfiguration(WrongStatement.class)
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .isEqualTo("Nothing was executed, a migration hook stopped the run: PostgreSQL 42703: column"
                                + " \"nothing\" does not exist."));
        application
                .withUserConfiguration(MissingClass.class)
                .run(context -> assertThat(analysis(context.getStartupFailure()).getDescription())
                        .isEqualTo("Nothing was executed, a migration hook stopped the run:"
                                + " java.lang.NoClassDefFoundError: org/example/Gone."));
        assertThat(applied(database)).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    static class ComplaintAfterwards {
        @EventListener
        void not(AfterApplyEvent event) {
            throw new IllegalStateException("too late");
        }
    }

    @Test
    void aListenerThatThrowsAfterwardsStopsTheStartAndWhatIsAppliedStays() {
        application
                .withUserConfiguration(ComplaintAfterwards.class)
                .run(context -> assertThat(context).getFailure().rootCause().hasMessage("too late"));
        assertThat(applied(database)).containsExactly("01", "02");
    }

    @Test
    void lazyInitialisationChangesNothing() {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(LazyApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.main.lazy-initialization=true",
                        "--spring.main.banner-mode=off",
                        "--spring.datasource.url=" + database.url())) {
            assertThat(context.isActive()).isTrue();
        }
        assertThat(HEARD)
                .containsExactly(
                        "first: BeforeApplyEvent in default of [01, 02] with 0",
                        "second: BeforeApplyEvent in default of [01, 02] with 0",
                        "withoutArgument",
                        "class: BeforeApplyEvent in default of [01, 02] with 0",
                        "all: BeforeApplyEvent in default of [01, 02] with 0",
                        "all: BeforeMigrationEvent in default of 01, 1/2",
                        "all: AfterMigrationEvent in default of 01, UP",
                        "all: BeforeMigrationEvent in default of 02, 2/2",
                        "all: AfterMigrationEvent in default of 02, UP",
                        "lambda: AfterApplyEvent in default of 2 with 2",
                        "all: AfterApplyEvent in default of 2 with 2",
                        "byName: AfterApplyEvent in default of 2 with 2",
                        "all: MigrettiCompletedEvent in default of 2",
                        "completed: MigrettiCompletedEvent in default of 2");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @org.springframework.context.annotation.Import({ListenerBeans.class, ListenerMethods.class})
    static class LazyApplication {}

    @Test
    void aRunAfterTheStartIsToldTheUsualWay(@TempDir Path folder) throws IOException {
        application
                .withUserConfiguration(ListenerMethods.class, ListenerBeans.class)
                .withPropertyValues("migretti.locations=classpath:migrations,file:" + folder)
                .run(context -> {
                    HEARD.clear();
                    Files.writeString(folder.resolve("03_late.sql"), "-- migrate: up\nCREATE TABLE late ();\n");
                    context.getBean(Migretti.class).apply();
                });
        assertThat(HEARD)
                .containsExactlyInAnyOrder(
                        "class: BeforeApplyEvent in default of [03] with 2",
                        "first: BeforeApplyEvent in default of [03] with 2",
                        "second: BeforeApplyEvent in default of [03] with 2",
                        "withoutArgument",
                        "all: BeforeApplyEvent in default of [03] with 2",
                        "all: BeforeMigrationEvent in default of 03, 1/1",
                        "all: AfterMigrationEvent in default of 03, UP",
                        "lambda: AfterApplyEvent in default of 1 with 3",
                        "all: AfterApplyEvent in default of 1 with 3",
                        "byName: AfterApplyEvent in default of 1 with 3");
    }

    @Configuration(proxyBeanMethods = false)
    static class NeedsTheSchema {
        @Bean
        ApplicationListener<BeforeApplyEvent> backup(JdbcTemplate jdbc) {
            return event -> HEARD.add("backup " + jdbc);
        }
    }

    @Test
    void aListenerThatNeedsTheSchemaTooEarlyIsExplained() {
        application.withUserConfiguration(NeedsTheSchema.class).run(context -> {
            assertThat(context).hasFailed();
            tooEarly("backup", analysis(context.getStartupFailure()));
        });
        application.withUserConfiguration(HookNeedsTheSchema.class).run(context -> {
            assertThat(context).hasFailed();
            tooEarly("hook", analysis(context.getStartupFailure()));
        });
        assertThat(Applications.tables(database)).doesNotContain("public.books");
    }

    @Configuration(proxyBeanMethods = false)
    static class HookNeedsTheSchema {
        @Bean
        MigrettiHook hook(JdbcTemplate jdbc) {
            HEARD.add("hook " + jdbc);
            return new MigrettiHook() {};
        }
    }

    private static void tooEarly(String bean, FailureAnalysis analysis) {
        assertThat(analysis.getDescription())
                .isEqualTo(
                        "The bean `" + bean + "` takes part in migrations, and needs a bean that is created only when"
                                + " the migrations are done.");
        assertThat(analysis.getAction())
                .isEqualTo(
                        "Let it use the connection that it is given, or a DataSource; ask for beans that use the schema"
                                + " through an ObjectProvider after the start, or listen to MigrettiCompletedEvent.");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnEngineWithHooks {
        @Bean
        Migretti migretti(DataSource dataSource, ObjectProvider<MigrettiHook> hooks) {
            MigrettiBuilder builder =
                    Migretti.on(dataSource).from("classpath:migrations").environment("own");
            hooks.orderedStream().forEach(builder::hook);
            return builder.build();
        }
    }

    @Test
    void anEngineOfTheApplicationTellsListenersIfItIsGivenTheHooks() {
        application
                .withUserConfiguration(OwnEngineWithHooks.class, ListenerMethodsOnly.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(HEARD).containsExactly("method: AfterApplyEvent in own of 2 with 2");
    }

    @Configuration(proxyBeanMethods = false)
    static class Conditional {
        @EventListener(condition = "@environment.acceptsProfiles('prod')")
        void maybe(BeforeApplyEvent event) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Answering {
        @EventListener
        String answer(BeforeApplyEvent event) {
            return "an event of its own";
        }
    }

    @Test
    void aMethodThatSpringWouldCallInAWayThatIsNotPossibleYetIsRefused() {
        application.withUserConfiguration(Conditional.class).run(context -> {
            assertThat(context).hasFailed();
            assertThat(analysis(context.getStartupFailure()).getDescription())
                    .isEqualTo("`io.migretti.boot.autoconfigure.EventsTest$Conditional.maybe` listens to an event from"
                            + " before the application is ready, when its condition cannot be evaluated.");
            assertThat(analysis(context.getStartupFailure()).getAction())
                    .isEqualTo("Let the method decide itself what to do and return nothing, or listen to"
                            + " MigrettiCompletedEvent.");
        });
        application
                .withUserConfiguration(Answering.class)
                .run(
                        context -> assertThat(
                                        analysis(context.getStartupFailure()).getDescription())
                                .isEqualTo(
                                        "`io.migretti.boot.autoconfigure.EventsTest$Answering.answer` listens to an event from"
                                                + " before the application is ready, when what it returns cannot be published."));
        assertThat(applied(database)).isEmpty();
    }
}
