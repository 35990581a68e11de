package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.Applications.analysis;
import static io.migretti.boot.autoconfigure.Applications.applied;
import static io.migretti.boot.autoconfigure.Applications.execute;
import static io.migretti.boot.autoconfigure.Applications.query;
import static io.migretti.boot.autoconfigure.Applications.tables;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.migretti.Migretti;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.embedded.TestServer;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.net.URI;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.jdbc.SchemaManagement;
import org.springframework.boot.jdbc.SchemaManagementProvider;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

/** Which database is migrated; {@code other} is where the one that is asked about goes. */
@PostgresTest
@ExtendWith(OutputCaptureExtension.class)
class DataSourceChoiceTest {

    private final TestDatabase database;
    private final TestDatabase other = TestServer.shared().newDatabase();
    private final ApplicationContextRunner application;
    private final ApplicationContextRunner withoutDataSource =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(MigrettiAutoConfiguration.class));

    DataSourceChoiceTest(TestDatabase database) {
        this.database = database;
        this.application = Applications.on(database);
    }

    @AfterEach
    void dropTheOther() {
        other.close();
    }

    private static void started(AssertableApplicationContext context) {
        assertThat(context).hasNotFailed();
    }

    private void onlyTheOtherIsMigrated() {
        assertThat(applied(other)).containsExactly("01", "02");
        assertThat(tables(database)).isEmpty();
    }

    private static void refused(ApplicationContextRunner runner, String what, String next) {
        runner.run(context -> {
            FailureAnalysis analysis = analysis(context.getStartupFailure());
            assertThat(analysis.getDescription()).isEqualTo(what);
            assertThat(analysis.getAction()).isEqualTo(next);
        });
    }

    private static ApplicationContextRunner marked(
            ApplicationContextRunner runner, String name, DataSource dataSource) {
        return runner.withBean(name, Marked.class, () -> new Marked(dataSource));
    }

    @MigrettiDataSource
    static final class Marked extends org.springframework.jdbc.datasource.DelegatingDataSource {
        Marked(DataSource target) {
            super(target);
        }
    }

    private record Service(
            String url, @Nullable String username, @Nullable String password) implements MigrettiConnectionDetails {
        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public @Nullable String getUsername() {
            return username;
        }

        @Override
        public @Nullable String getPassword() {
            return password;
        }
    }

    private static JdbcConnectionDetails jdbc(String url) {
        return new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return url;
            }

            @Override
            public @Nullable String getUsername() {
                return null;
            }

            @Override
            public @Nullable String getPassword() {
                return null;
            }
        };
    }

    // ---- a url of their own

    @Test
    void aUrlBeatsTheApplicationsDataSourceAndNothingStaysOpen() {
        application.withPropertyValues("migretti.url=" + other.url()).run(context -> {
            started(context);
            assertThat(query(database, "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + other.name() + "'"))
                    .containsExactly("0");
        });
        onlyTheOtherIsMigrated();
    }

    @Test
    void aUrlIsEnoughWithoutADataSource() {
        withoutDataSource.withPropertyValues("migretti.url=" + other.url()).run(DataSourceChoiceTest::started);
        onlyTheOtherIsMigrated();
    }

    @Test
    void aUrlInAnEnvironmentOrAnInstanceIsEnoughToo() {
        withoutDataSource
                .withPropertyValues("migretti.envs.eu.url=" + other.url(), "spring.profiles.active=eu")
                .run(DataSourceChoiceTest::started);
        withoutDataSource
                .withPropertyValues(
                        "migretti.instances.a.url=" + other.url(),
                        "migretti.instances.a.locations=classpath:migrations")
                .run(DataSourceChoiceTest::started);
        onlyTheOtherIsMigrated();
    }

    @Test
    void anEnvironmentThatIsNotActiveLeavesNoDataSource() {
        refused(
                withoutDataSource.withPropertyValues("migretti.envs.eu.url=" + other.url()),
                "There is no DataSource for the migrations.",
                "Set `spring.datasource.url`, or `migretti.url` for a connection of their own, or define a DataSource bean;"
                        + " or switch migrations off with `migretti.enabled=false`.");
    }

    @Test
    void aUrlMayBeOneOfLibpq() {
        URI address = URI.create(other.url().substring("jdbc:".length()));
        application
                .withPropertyValues("migretti.url=postgresql://postgres@" + address.getHost() + ":" + address.getPort()
                        + address.getPath() + "?application_name=migrating")
                .run(DataSourceChoiceTest::started);
        onlyTheOtherIsMigrated();
    }

    @Test
    void aUrlThatCannotBeReadIsNamedByItsKeyAndNotShown(CapturedOutput output) {
        String next = "Write jdbc:postgresql://host:port/database or postgresql://user:password@host:port/database.";
        refused(
                application.withPropertyValues("migretti.url=postgres:anna:hunter2@db"),
                "`migretti.url` cannot be used: it begins neither with postgresql:// nor with jdbc:.",
                next);
        refused(
                application.withPropertyValues(
                        "spring.profiles.active=eu", "migretti.envs.eu.url=postgresql://a:hunter2@%2Ftmp/x"),
                "`migretti.envs.eu.url` cannot be used: its host is a Unix socket, which the driver cannot use.",
                next);
        refused(
                application.withPropertyValues("migretti.instances.b.url=postgresql://a:hunter2@db:0/x"),
                "`migretti.instances.b.url` cannot be used: a port is no number from 1 to 65535.",
                next);
        for (String other : List.of("jdbc:mysql://db/x?password=hunter2", "jdbc:nobody:hunter2")) {
            refused(
                    application.withPropertyValues("migretti.url=" + other),
                    "`migretti.url` cannot be used: the application has no JDBC driver for such an address.",
                    next);
        }
        assertThat(output).doesNotContain("hunter2");
    }

    // ---- a user of their own

    @Test
    void aUserAloneConnectsToTheApplicationsDatabase() {
        withRole(role -> application
                .withPropertyValues("migretti.username=" + role, "migretti.password=secret")
                .run(DataSourceChoiceTest::started));
    }

    @Test
    void aUserAloneIsDerivedFromADataSourceBean() {
        withRole(role -> new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(MigrettiAutoConfiguration.class))
                .withBean(HikariDataSource.class, () -> {
                    HikariDataSource pool = new HikariDataSource();
                    pool.setJdbcUrl(database.url());
                    return pool;
                })
                .withPropertyValues("migretti.username=" + role)
                .run(DataSourceChoiceTest::started));
    }

    private void withRole(java.util.function.Consumer<String> test) {
        String role = "owner_" + database.name();
        execute(database, "CREATE ROLE " + role + " LOGIN SUPERUSER");
        try {
            test.accept(role);
            assertThat(query(database, "SELECT tableowner FROM pg_tables WHERE tablename = 'books'"))
                    .containsExactly(role);
        } finally {
            execute(database, "DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    @Test
    void aUserAloneWithoutADataSourceIsNotEnough() {
        withoutDataSource
                .withPropertyValues("migretti.username=anna")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Migretti.class));
    }

    @Test
    void aUserWithoutANameIsRefused() {
        for (String more : List.of("migretti.early=true", "migretti.url=" + other.url())) {
            refused(
                    application.withPropertyValues("migretti.username=", "migretti.password=x", more),
                    "`migretti.username` is empty.",
                    "Set it to the user that migrates, or leave it out.");
        }
    }

    // ---- a DataSource that is marked

    @Test
    void aMarkedDataSourceBeatsEverything() {
        marked(application, "forMigrations", other.dataSource())
                .withBean(
                        MigrettiConnectionDetails.class,
                        () -> new Service("jdbc:postgresql://localhost:1/x", null, null))
                .withPropertyValues("migretti.url=jdbc:postgresql://localhost:1/x")
                .run(DataSourceChoiceTest::started);
        onlyTheOtherIsMigrated();
    }

    @Test
    void severalMarkedOnesAreRefused() {
        refused(
                marked(marked(application, "one", other.dataSource()), "two", other.dataSource()),
                "There are several DataSource beans marked with @MigrettiDataSource: one, two.",
                "Leave the mark on the one to migrate.");
    }

    // ---- a service

    @Test
    void aServiceBeatsEveryPropertyAndEnvironment() {
        application
                .withBean(MigrettiConnectionDetails.class, () -> new Service(other.url(), null, null))
                .withPropertyValues(
                        "spring.profiles.active=eu",
                        "migretti.url=jdbc:postgresql://localhost:1/x",
                        "migretti.username=nobody",
                        "migretti.envs.eu.url=jdbc:postgresql://localhost:1/y")
                .run(DataSourceChoiceTest::started);
        onlyTheOtherIsMigrated();
    }

    @Test
    void aServiceIsEnoughWithoutADataSource() {
        withoutDataSource
                .withBean(MigrettiConnectionDetails.class, () -> new Service(other.url(), null, null))
                .run(DataSourceChoiceTest::started);
        onlyTheOtherIsMigrated();
    }

    @Test
    void severalServicesAreRefusedUnlessOneIsPrimary() {
        ApplicationContextRunner two = application
                .withBean("one", MigrettiConnectionDetails.class, () -> new Service(other.url(), null, null))
                .withBean("two", MigrettiConnectionDetails.class, () -> new Service(database.url(), null, null));
        refused(
                two.withPropertyValues("migretti.url=" + other.url()),
                "There are several MigrettiConnectionDetails beans for the migrations: one, two.",
                "Mark the one to migrate with @Primary, or each with @Qualifier and the name of its instance.");
        assertThat(tables(other)).isEmpty();
        two.withInitializer(context -> context.addBeanFactoryPostProcessor(
                        beans -> beans.getBeanDefinition("one").setPrimary(true)))
                .run(DataSourceChoiceTest::started);
        onlyTheOtherIsMigrated();
    }

    @Test
    void aServiceOfJdbcIsEnoughWithoutADataSource() {
        withoutDataSource
                .withBean(JdbcConnectionDetails.class, () -> jdbc(other.url()))
                .run(DataSourceChoiceTest::started);
        onlyTheOtherIsMigrated();
    }

    @Test
    void aUrlBeatsAServiceOfJdbc() {
        withoutDataSource
                .withBean(JdbcConnectionDetails.class, () -> jdbc(database.url()))
                .withPropertyValues("migretti.url=" + other.url())
                .run(DataSourceChoiceTest::started);
        onlyTheOtherIsMigrated();
    }

    // ---- R2DBC

    private static ApplicationContextRunner r2dbc(
            ApplicationContextRunner runner, ConnectionFactoryOptions.Builder options) {
        return runner.withBean(R2dbcConnectionDetails.class, () -> options::build);
    }

    private ConnectionFactoryOptions.Builder optionsOfOther() {
        URI address = URI.create(other.url().substring("jdbc:".length()));
        return ConnectionFactoryOptions.builder()
                .option(ConnectionFactoryOptions.DRIVER, "pool")
                .option(ConnectionFactoryOptions.PROTOCOL, "postgresql")
                .option(ConnectionFactoryOptions.HOST, address.getHost())
                .option(ConnectionFactoryOptions.PORT, address.getPort())
                .option(ConnectionFactoryOptions.DATABASE, other.name())
                .option(ConnectionFactoryOptions.USER, "postgres");
    }

    @Test
    void whatR2dbcConnectsToIsMigratedByJdbc() {
        r2dbc(
                        withoutDataSource,
                        optionsOfOther()
                                .option(Option.valueOf("schema"), "shop")
                                .option(Option.valueOf("options"), Map.of("application_name", "with a space")))
                .withPropertyValues("migretti.schema=shop")
                .run(DataSourceChoiceTest::started);
        assertThat(query(other, "SELECT id FROM shop._migrations ORDER BY id")).containsExactly("01", "02");
    }

    @Test
    void theApplicationsDataSourceBeatsR2dbc() {
        r2dbc(application, optionsOfOther()).run(DataSourceChoiceTest::started);
        assertThat(applied(database)).containsExactly("01", "02");
        assertThat(tables(other)).isEmpty();
    }

    @Test
    void whatJdbcCannotConnectToIsRefused() {
        String what = "The R2DBC connection of the application cannot be translated for JDBC, which migrations need: ";
        String next = "Set `migretti.url` to the JDBC URL of the database to migrate, with `migretti.username` and"
                + " `migretti.password`.";
        refused(
                r2dbc(
                        withoutDataSource,
                        ConnectionFactoryOptions.builder().option(ConnectionFactoryOptions.DRIVER, "mysql")),
                what + "it is of `mysql`, not of PostgreSQL.",
                next);
        refused(
                r2dbc(
                        withoutDataSource,
                        ConnectionFactoryOptions.builder().option(ConnectionFactoryOptions.DRIVER, "postgresql")),
                what + "it names no host.",
                next);
        refused(
                r2dbc(
                        withoutDataSource,
                        ConnectionFactoryOptions.builder()
                                .option(ConnectionFactoryOptions.DRIVER, "postgresql")
                                .option(ConnectionFactoryOptions.HOST, "db")),
                what + "it names no database.",
                next);
        refused(
                r2dbc(withoutDataSource, optionsOfOther().option(Option.valueOf("socket"), "/tmp/x")),
                what + "it names a Unix socket.",
                next);
        refused(
                r2dbc(withoutDataSource, optionsOfOther().option(Option.valueOf("sslMode"), "TUNNEL")),
                what + "its sslMode is `tunnel`.",
                next);
    }

    // ---- none that is PostgreSQL

    @Test
    void anEmbeddedDatabaseInThePlaceOfTheApplicationsIsExplained() {
        refused(
                withoutDataSource.withBean(
                        DataSource.class,
                        () -> new EmbeddedDatabaseBuilder()
                                .setType(EmbeddedDatabaseType.H2)
                                .generateUniqueName(true)
                                .build()),
                "The DataSource is an embedded database in memory, and only PostgreSQL can be migrated: there is no"
                        + " `spring.datasource.url`, or a test slice, such as @JdbcTest or @DataJpaTest, has put it in the"
                        + " place of the application's own.",
                "Give the test a PostgreSQL container with @ServiceConnection, keep the application's DataSource with"
                        + " @AutoConfigureTestDatabase(replace = Replace.NONE), or switch migrations off with"
                        + " `migretti.enabled=false`.");
    }

    @Test
    void anotherDatabaseIsNamed() {
        refused(
                withoutDataSource.withPropertyValues("migretti.url=jdbc:h2:mem:none"),
                "The database is H2, and only PostgreSQL is supported.",
                "Give migrations a PostgreSQL, or switch them off here.");
    }

    // ---- what may be missing

    @Test
    void noneOfTheOptionalPartsIsNeeded() {
        application
                .withClassLoader(new FilteredClassLoader(
                        "com.zaxxer.hikari",
                        "org.springframework.boot.r2dbc.autoconfigure",
                        "io.r2dbc",
                        "org.springframework.boot.testcontainers",
                        "org.testcontainers",
                        "org.springframework.boot.docker"))
                .withPropertyValues("spring.datasource.type=org.springframework.jdbc.datasource.SimpleDriverDataSource")
                .run(DataSourceChoiceTest::started);
        assertThat(applied(database)).containsExactly("01", "02");
    }

    // ---- JPA is told

    @Test
    void theSchemaOfAMigratedDataSourceIsManaged() {
        application.run(context -> {
            SchemaManagementProvider provider = context.getBean(SchemaManagementProvider.class);
            assertThat(provider.getSchemaManagement(context.getBean(DataSource.class)))
                    .isEqualTo(SchemaManagement.MANAGED);
            assertThat(provider.getSchemaManagement(other.dataSource())).isEqualTo(SchemaManagement.UNMANAGED);
        });
        application
                .withPropertyValues("migretti.url=" + other.url())
                .run(context -> assertThat(context.getBean(SchemaManagementProvider.class)
                                .getSchemaManagement(context.getBean(DataSource.class)))
                        .isEqualTo(SchemaManagement.UNMANAGED));
    }
}
