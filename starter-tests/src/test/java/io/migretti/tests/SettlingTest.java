package io.migretti.tests;

import static io.migretti.tests.Databases.applied;
import static io.migretti.tests.Databases.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.Migretti;
import io.migretti.boot.autoconfigure.MigrettiAutoConfiguration;
import io.migretti.boot.autoconfigure.MigrettiStartupException;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application whose start is refused settles its own database. */
@PostgresTest
class SettlingTest {

    private static final String INDEXES = """
            -- migrate: irreversible
            -- migrate: no-transaction
            -- migrate: up
            CREATE INDEX CONCURRENTLY one ON books (title);
            CREATE INDEX CONCURRENTLY two ON books (%s);
            """;

    private final TestDatabase database;

    @TempDir
    private Path migrations;

    SettlingTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void aRunnerContinuesWhatKeepsTheApplicationFromStarting() throws IOException {
        Files.writeString(migrations.resolve("01_books.sql"), """
                -- migrate: irreversible
                -- migrate: up
                CREATE TABLE books (title text);
                """);
        Path indexes = migrations.resolve("02_indexes.sql");
        Files.writeString(indexes, INDEXES.formatted("titel"));
        assertThatThrownBy(this::start).hasRootCauseMessage("ERROR: column \"titel\" does not exist");
        Files.writeString(indexes, INDEXES.formatted("title"));
        assertThatThrownBy(this::start)
                .hasStackTraceContaining(MigrettiStartupException.class.getName())
                .hasStackTraceContaining("02_indexes failed after 1 of its statements were done");

        start("--migretti.mode=none", "--shop.resume=02");

        assertThat(applied(database)).containsExactly("01", "02");
        assertThat(query(database, "SELECT indexname FROM pg_indexes WHERE tablename = 'books' ORDER BY 1"))
                .containsExactly("one", "two");
        start();
    }

    private void start(String... arguments) {
        String[] all = Stream.concat(
                        Stream.of(
                                "--spring.datasource.url=" + database.url(),
                                "--migretti.locations=" + migrations.toUri()),
                        Stream.of(arguments))
                .toArray(String[]::new);
        new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .run(all)
                .close();
    }

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({DataSourceAutoConfiguration.class, MigrettiAutoConfiguration.class})
    static class Application {

        @Bean
        @ConditionalOnProperty("shop.resume")
        ApplicationRunner resume(Migretti migretti, @Value("${shop.resume}") String id) {
            return arguments -> migretti.fix(new MigrationId(id), Request.Resolution.RESUME);
        }
    }
}
