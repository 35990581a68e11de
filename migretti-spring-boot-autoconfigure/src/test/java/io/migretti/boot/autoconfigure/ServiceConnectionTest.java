package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.Applications.applied;
import static io.migretti.boot.autoconfigure.Applications.tables;
import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.embedded.TestServer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.utility.DockerImageName;

/** Containers and Docker Compose, whose services are found by factories that Spring Boot loads by name. */
@PostgresTest
class ServiceConnectionTest {

    private final TestDatabase database;
    private final TestDatabase other = TestServer.shared().newDatabase();

    ServiceConnectionTest(TestDatabase database) {
        this.database = database;
    }

    @AfterEach
    void dropTheOther() {
        other.close();
    }

    /** Runs already, and without Docker. */
    static final class Running extends JdbcDatabaseContainer<Running> {

        private final String url;

        Running(String url) {
            super(DockerImageName.parse("postgres:18"));
            this.url = url;
        }

        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public String getDriverClassName() {
            return "org.postgresql.Driver";
        }

        @Override
        public String getJdbcUrl() {
            return url;
        }

        @Override
        public String getUsername() {
            return "postgres";
        }

        @Override
        public String getPassword() {
            return "";
        }

        @Override
        protected String getTestQueryString() {
            return "SELECT 1";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class WithContainer {
        @Bean
        @ServiceConnection
        Running container(Environment environment) {
            return new Running(environment.getRequiredProperty("test.container"));
        }
    }

    @Test
    void aContainerIsMigratedAlthoughTheProfileIsThatOfProduction() {
        Applications.on(database)
                .withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class))
                .withUserConfiguration(WithContainer.class)
                .withPropertyValues(
                        "test.container=" + other.url(),
                        "spring.profiles.active=eu",
                        "migretti.url=" + database.url(),
                        "migretti.envs.eu.url=" + database.url())
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(MigrettiConnectionDetails.class));
        assertThat(applied(other)).containsExactly("01", "02");
        assertThat(tables(database)).isEmpty();
    }

    @Test
    void aServiceOfDockerComposeIsOneOfMigrationsToo() {
        JdbcConnectionDetails service = new JdbcConnectionDetails() {
            @Override
            public String getJdbcUrl() {
                return other.url();
            }

            @Override
            public @Nullable String getUsername() {
                return "anna";
            }

            @Override
            public @Nullable String getPassword() {
                return "secret";
            }
        };
        assertThat(new ConnectionDetailsFactories(getClass().getClassLoader()).getConnectionDetails(service, false))
                .hasEntrySatisfying(MigrettiConnectionDetails.class, details -> {
                    MigrettiConnectionDetails ours = (MigrettiConnectionDetails) Objects.requireNonNull(details);
                    assertThat(ours.getJdbcUrl()).isEqualTo(other.url());
                    assertThat(ours.getUsername()).isEqualTo("anna");
                    assertThat(ours.getPassword()).isEqualTo("secret");
                    assertThat(ours.getDriverClassName()).isEqualTo("org.postgresql.Driver");
                });
        assertThat(new ConnectionDetailsFactories(new FilteredClassLoader(
                                "org.springframework.boot.testcontainers", "org.testcontainers"))
                        .getConnectionDetails(service, false))
                .containsKey(MigrettiConnectionDetails.class);
    }
}
