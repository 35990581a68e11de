package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.Applications.analysis;
import static io.migretti.boot.autoconfigure.Applications.applied;
import static io.migretti.boot.autoconfigure.Applications.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.JavaMigration;
import io.migretti.Migretti;
import io.migretti.MigrettiHook;
import io.migretti.boot.event.BeforeApplyEvent;
import io.migretti.boot.event.MigrettiCompletedEvent;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.embedded.TestServer;
import io.migretti.plan.Plan;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;

/** Several databases in one application. */
@PostgresTest
class InstancesTest {

    private final TestDatabase database;
    private final TestDatabase archive;
    private final ApplicationContextRunner application;

    InstancesTest(TestDatabase database) {
        this.database = database;
        this.archive = TestServer.shared().newDatabase();
        this.application = Applications.on(database);
    }

    @AfterEach
    void dropTheArchive() {
        archive.close();
    }

    private ApplicationContextRunner two() {
        return application.withPropertyValues(
                "migretti.locations=classpath:migrations",
                "migretti.instances.order-archive.url=" + archive.url(),
                "migretti.instances.order-archive.locations=classpath:more-migrations");
    }

    @Test
    void eachHasItsOwnEngineAndInitializerAndEverythingWaitsForAll() {
        two().run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(context).getBeanNames(Migretti.class).containsExactly("migretti", "orderArchiveMigretti");
            assertThat(context)
                    .getBeanNames(MigrettiInitializer.class)
                    .containsExactly("migrettiInitializer", "orderArchiveMigrettiInitializer");
            assertThat(context.getBean(Migretti.class)).isSameAs(context.getBean("migretti"));
            String template = context.getBeanNamesForType(JdbcTemplate.class)[0];
            assertThat(context.getBeanFactory().getBeanDefinition(template).getDependsOn())
                    .containsExactlyInAnyOrder("migrettiInitializer", "orderArchiveMigrettiInitializer");
        });
        assertThat(applied(database)).containsExactly("01", "02");
        assertThat(applied(archive)).containsExactly("03");
    }

    private void refused(ApplicationContextRunner runner, String what, String next) {
        runner.run(context -> {
            FailureAnalysis analysis = analysis(context.getStartupFailure());
            assertThat(analysis.getDescription()).isEqualTo(what);
            assertThat(analysis.getAction()).isEqualTo(next);
        });
    }

    @Test
    void whatIsNotSetDirectlyIsNotThereBesideInstances() {
        application
                .withPropertyValues(
                        "migretti.instances.shop.locations=classpath:migrations",
                        "migretti.instances.archive.url=" + archive.url(),
                        "migretti.instances.archive.locations=classpath:more-migrations")
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .getBeanNames(Migretti.class)
                        .containsExactly("archiveMigretti", "shopMigretti"));
        assertThat(applied(database)).containsExactly("01", "02");
        assertThat(applied(archive)).containsExactly("03");
    }

    @Test
    void migrationsThatAnAddedInstanceWouldLeaveOutStopTheStart() {
        refused(
                application.withPropertyValues(
                        "migretti.instances.archive.url=" + archive.url(),
                        "migretti.instances.archive.locations=classpath:more-migrations"),
                "There are migrations in classpath:migrations, which none of the instances reads: archive.",
                "Set `migretti.locations=classpath:migrations` to have them applied besides, name the place in the"
                        + " `locations` of an instance, or move the files.");
        assertThat(Applications.tables(archive)).isEmpty();
    }

    @Test
    void theNameOfTheOneWithoutAnEntryIsTaken() {
        refused(
                application.withPropertyValues("migretti.instances.migretti.lock-id=1"),
                "`migretti.instances.migretti` is the name of the instance whose keys stand directly under `migretti`.",
                "Move its keys there, or give it another name.");
    }

    @Test
    void eachHasItsOwnSettingsAndEnvironmentsAndInheritsNothing() {
        two().withPropertyValues(
                        "migretti.lock-id=5",
                        "migretti.table=done",
                        "migretti.envs.eu.lock-id=6",
                        "migretti.instances.order-archive.envs.eu.schema=past",
                        "spring.profiles.active=eu")
                .withSystemProperties("migretti.instances.orderarchive.lockId=7")
                .run(context -> {
                    Migretti one = context.getBean("migretti", Migretti.class);
                    Migretti other = context.getBean("orderArchiveMigretti", Migretti.class);
                    assertThat(one.lockId()).isEqualTo(6);
                    assertThat(other.lockId()).isEqualTo(7);
                    assertThat(other.environment()).isEqualTo("eu");
                    assertThat(other.status().schema()).isEqualTo("past");
                });
        assertThat(query(archive, "SELECT id FROM past._migrations")).containsExactly("03");
        assertThat(query(database, "SELECT id FROM public.done ORDER BY id")).containsExactly("01", "02");
    }

    @Test
    void anEnvironmentOfAnInstanceThatIsNotDefinedIsRefused() {
        refused(
                two().withPropertyValues(
                                "migretti.instances.order-archive.env=eu",
                                "migretti.instances.order-archive.envs.us.table=x"),
                "`migretti.instances.order-archive.env` is `eu`, and `migretti.instances.order-archive.envs` does not"
                        + " define it; it defines us.",
                "Set `migretti.instances.order-archive.env` to one that is defined, define it there, or leave"
                        + " `migretti.instances.order-archive.env` out.");
    }

    @Test
    void twoHistoriesInOneTableAreRefusedWhateverTheirLocks() {
        refused(
                application.withPropertyValues(
                        "migretti.locations=classpath:migrations",
                        "migretti.instances.late.lock-id=7",
                        "migretti.instances.late.locations=classpath:more-migrations"),
                "The instances migretti and late keep their history in the same table `_migrations` of the same database,"
                        + " where each would take the other's migrations for its own.",
                "Give one of them another `table` or `schema`, or make them one instance with two `locations`.");
    }

    /** They wait for each other, which is only what one application with one engine does too. */
    @Test
    void twoTablesInOneDatabaseMayShareALock() {
        application
                .withPropertyValues(
                        "migretti.locations=classpath:migrations",
                        "migretti.instances.late.table=late",
                        "migretti.instances.late.locations=classpath:more-migrations")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(applied(database)).containsExactly("01", "02");
        assertThat(query(database, "SELECT id FROM late")).containsExactly("03");
    }

    @Configuration(proxyBeanMethods = false)
    static class Qualified {
        static final List<String> CALLS = new ArrayList<>();

        @Bean
        @Qualifier("order-archive")
        JavaMigration another() {
            return migration("04");
        }

        @Bean
        @Qualifier("migretti")
        MigrettiHook only() {
            return hook("first");
        }

        @Bean
        MigrettiHook both() {
            return hook("both");
        }

        @Bean
        @Order(2)
        MigrettiCustomizer second() {
            return (instance, builder) -> CALLS.add(instance + " 2");
        }

        @Bean
        @Order(1)
        MigrettiCustomizer first() {
            return (instance, builder) -> {
                CALLS.add(instance + " 1");
                builder.performedBy("customizer of " + instance);
            };
        }

        @EventListener
        void before(BeforeApplyEvent event) {
            CALLS.add("event " + event.plan().steps().size());
        }

        @EventListener
        void completed(MigrettiCompletedEvent event) {
            CALLS.add("completed " + event.outcome().results().size());
        }

        static MigrettiHook hook(String name) {
            return new MigrettiHook() {
                @Override
                public void before(Plan plan, Connection connection) {
                    CALLS.add(name);
                }
            };
        }
    }

    private static JavaMigration migration(String id) {
        return new JavaMigration() {
            @Override
            public String id() {
                return id;
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
        };
    }

    @Test
    void beansThatTakePartAreForAllUnlessTheyAreQualified() {
        Qualified.CALLS.clear();
        two().withUserConfiguration(Qualified.class)
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(Qualified.CALLS)
                .filteredOn(call -> !call.startsWith("event"))
                .containsExactly(
                        "migretti 1",
                        "migretti 2",
                        "first",
                        "both",
                        "order-archive 1",
                        "order-archive 2",
                        "both",
                        "completed 2",
                        "completed 2");
        assertThat(Qualified.CALLS).filteredOn(call -> call.startsWith("event")).containsExactly("event 2", "event 2");
        assertThat(applied(archive)).containsExactly("03", "04");
        assertThat(query(archive, "SELECT DISTINCT performed_by FROM _migrations_log"))
                .containsExactly("customizer of order-archive");
    }

    @Test
    void aMigrationThatIsABeanMustSayWhereItBelongs() {
        refused(
                two().withBean("stray", JavaMigration.class, () -> migration("04")),
                "The bean `stray` is a migration, and there are several databases: migretti, order-archive.",
                "Mark it with @Qualifier and the name of the one that it is for.");
    }

    @Configuration(proxyBeanMethods = false)
    static class MarkedForTheArchive {
        @Bean
        @MigrettiDataSource("order-archive")
        DataSource forTheArchive(org.springframework.core.env.Environment environment) {
            org.postgresql.ds.PGSimpleDataSource dataSource = new org.postgresql.ds.PGSimpleDataSource();
            dataSource.setUrl(environment.getRequiredProperty("test.archive"));
            return dataSource;
        }
    }

    @Test
    void aDataSourceMayBeMarkedForOneOfThem() {
        Applications.withoutDatabase()
                .withUserConfiguration(MarkedForTheArchive.class)
                .withPropertyValues(
                        "test.archive=" + archive.url(),
                        "migretti.url=" + database.url(),
                        "migretti.instances.order-archive.locations=classpath:more-migrations")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(applied(database)).containsExactly("01", "02");
        assertThat(applied(archive)).containsExactly("03");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnEngines {
        @Bean
        Migretti shop(DataSource dataSource) {
            return Migretti.on(dataSource).from("classpath:migrations").build();
        }

        @Bean
        Migretti late(DataSource dataSource) {
            return Migretti.on(dataSource)
                    .from("classpath:more-migrations")
                    .table("late")
                    .build();
        }
    }

    @Test
    void severalEnginesOfTheApplicationAreAllApplied() {
        application
                .withUserConfiguration(OwnEngines.class)
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .getBeanNames(MigrettiInitializer.class)
                        .containsExactly("shopInitializer", "lateInitializer"));
        assertThat(applied(database)).containsExactly("01", "02");
        assertThat(query(database, "SELECT id FROM late")).containsExactly("03");
    }

    @Test
    void aDurationOutOfItsRangeIsNamedByTheKeyThatDecided() {
        refused(
                application.withPropertyValues("migretti.lock.timeout=-1s"),
                "`migretti.lock.timeout` cannot be used: lockTimeout must be 0 to 20 days, and is PT-1S.",
                "Correct it.");
        refused(
                application.withPropertyValues(
                        "spring.profiles.active=eu", "migretti.lock-timeout=3s", "migretti.envs.eu.lock-timeout=30d"),
                "`migretti.envs.eu.lock-timeout` cannot be used: statementLockTimeout must be 0 to 20 days, and is PT720H.",
                "Correct it.");
        refused(
                two().withPropertyValues("migretti.instances.order-archive.statement-timeout=-2ms"),
                "`migretti.instances.order-archive.statement-timeout` cannot be used: statementTimeout must be 0 to 20"
                        + " days, and is PT-0.002S.",
                "Correct it.");
        refused(
                application.withPropertyValues("migretti.lock-attempts=0"),
                "`migretti.lock-attempts` cannot be used: lockAttempts must be 1 to 1000, and is 0.",
                "Correct it.");
    }
}
