package io.migretti.tests.shop;

import static io.migretti.tests.Databases.applied;
import static io.migretti.tests.Databases.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.boot.autoconfigure.MigrettiAutoConfiguration;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Configuration;

/** Migrations first, then Hibernate: unless the application turns it round. */
@PostgresTest
class StartOrderTest {

    private final TestDatabase database;

    StartOrderTest(TestDatabase database) {
        this.database = database;
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        HibernateJpaAutoConfiguration.class,
        MigrettiAutoConfiguration.class
    })
    @EntityScan("io.migretti.tests.wrong")
    static class WithAWrongEntity {}

    @Test
    void anEntityThatDoesNotFitStopsTheStartAfterTheMigrations() {
        assertThatThrownBy(this::start)
                .rootCause()
                .hasMessage("Schema validation: missing column [isbn] in table [books]");
        assertThat(applied(database)).containsExactly("01", "02");
    }

    /** Spring's switch for scripts that fill the tables of Hibernate holds for whoever initialises the database. */
    @Test
    void deferredInitialisationRunsTheMigrationsAfterHibernate() {
        assertThatThrownBy(() -> start("--spring.jpa.defer-datasource-initialization=true"))
                .rootCause()
                .hasMessage("Schema validation: missing table [books]");
        assertThat(applied(database)).isEmpty();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        DataSourceAutoConfiguration.class,
        DataSourceInitializationAutoConfiguration.class,
        MigrettiAutoConfiguration.class
    })
    static class WithAScript {}

    @Test
    void scriptsOfSpringRunAfterTheMigrations() {
        new SpringApplicationBuilder(WithAScript.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.datasource.url=" + database.url(),
                        "--spring.sql.init.mode=always",
                        "--spring.sql.init.data-locations=classpath:scripts/data.sql")
                .close();
        assertThat(query(database, "SELECT title FROM books")).containsExactly("Persuasion");
    }

    private void start(String... arguments) {
        new SpringApplicationBuilder(WithAWrongEntity.class)
                .web(WebApplicationType.NONE)
                .properties(
                        "spring.main.banner-mode=off",
                        "spring.jpa.hibernate.ddl-auto=validate",
                        "spring.datasource.url=" + database.url())
                .run(arguments)
                .close();
    }
}
