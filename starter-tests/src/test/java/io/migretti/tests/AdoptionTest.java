package io.migretti.tests;

import static io.migretti.tests.Databases.applied;
import static io.migretti.tests.Databases.execute;
import static io.migretti.tests.Databases.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.boot.autoconfigure.MigrettiAutoConfiguration;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Databases that are older than this application, or newer. */
@PostgresTest
class AdoptionTest {

    private static final String FLYWAYS_OWN = """
            CREATE TABLE flyway_schema_history (
                installed_rank integer NOT NULL PRIMARY KEY,
                version        varchar(50),
                description    varchar(200) NOT NULL,
                type           varchar(20) NOT NULL,
                script         varchar(1000) NOT NULL,
                checksum       integer,
                installed_by   varchar(100) NOT NULL,
                installed_on   timestamp NOT NULL DEFAULT now(),
                execution_time integer NOT NULL,
                success        boolean NOT NULL
            );
            INSERT INTO flyway_schema_history
            VALUES (1, '1', 'create books', 'SQL', 'V1__create_books.sql', 1, 'shop', DEFAULT, 5, true),
                   (2, '2', 'add stock', 'SQL', 'V2__add_stock.sql', 2, 'shop', DEFAULT, 5, true);
            """;

    private final TestDatabase database;
    private final ApplicationContextRunner application;

    AdoptionTest(TestDatabase database) {
        this.database = database;
        this.application = new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(DataSourceAutoConfiguration.class, MigrettiAutoConfiguration.class))
                .withPropertyValues("spring.datasource.url=" + database.url());
    }

    @Test
    void aDatabaseOfFlywayIsAdoptedWithoutExecutingWhatItHas() {
        execute(database, FLYWAYS_OWN);
        execute(
                database,
                "CREATE TABLE books (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text NOT NULL)");
        execute(database, "ALTER TABLE books ADD COLUMN stock integer NOT NULL DEFAULT 0");
        execute(database, "INSERT INTO books (title, stock) VALUES ('Emma', 3)");

        for (int start = 1; start <= 2; start++) {
            migrate("migretti.baseline=02", "migretti.locations=classpath:migrations,classpath:newer-migrations");
        }

        assertThat(applied(database)).containsExactly("01", "02", "03");
        assertThat(query(database, "SELECT title || stock || shelf FROM books")).containsExactly("Emma30");
        assertThat(query(database, "SELECT count(*) FROM pg_indexes WHERE indexname = 'books_stock_idx'"))
                .containsExactly("0");
        assertThat(query(database, "SELECT count(*) FROM flyway_schema_history"))
                .containsExactly("2");
    }

    @Test
    void onANewDatabaseTheBaselineIsExecutedLikeEverythingElse() {
        migrate("migretti.baseline=02", "migretti.locations=classpath:migrations,classpath:newer-migrations");
        assertThat(applied(database)).containsExactly("01", "02", "03");
        assertThat(query(database, "SELECT count(*) FROM pg_indexes WHERE indexname = 'books_stock_idx'"))
                .containsExactly("1");
    }

    @Test
    void anOlderReleaseStartsOnANewerDatabaseInEachMode() {
        migrate("migretti.locations=classpath:migrations,classpath:newer-migrations");
        for (String mode : new String[] {"apply", "verify", "wait"}) {
            migrate("migretti.mode=" + mode, "migretti.wait-timeout=0s");
        }
        assertThat(applied(database)).containsExactly("01", "02", "03");
    }

    private void migrate(String... properties) {
        application
                .withPropertyValues(properties)
                .run(context -> assertThat(context).hasNotFailed());
    }
}
