package io.migretti.boot.autoconfigure;

import io.migretti.embedded.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ExitCodeGenerator;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** Applications to start in tests, and what to look at when they have started or failed. */
final class Applications {

    private Applications() {}

    /** One connection in the pool: migrating must not need a second one. */
    static ApplicationContextRunner on(TestDatabase database) {
        return withoutDatabase()
                .withPropertyValues(
                        "spring.datasource.url=" + database.url(), "spring.datasource.hikari.maximum-pool-size=1");
    }

    static ApplicationContextRunner withoutDatabase() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataSourceAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class,
                        MigrettiAutoConfiguration.class,
                        MigrettiEndpointAutoConfiguration.class));
    }

    /** The first column of a query, as text. */
    static List<String> query(TestDatabase database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static void execute(TestDatabase database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> applied(TestDatabase database) {
        if (!tables(database).contains("public._migrations")) {
            return List.of();
        }
        return query(database, "SELECT id FROM _migrations WHERE status = 'applied' ORDER BY id");
    }

    static List<String> tables(TestDatabase database) {
        return query(
                database,
                "SELECT schemaname || '.' || tablename FROM pg_tables"
                        + " WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1");
    }

    /** As Spring Boot finds it; 0 if there is none. */
    static int exitCode(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ExitCodeGenerator generator) {
                return generator.getExitCode();
            }
        }
        return 0;
    }

    /** What a user is shown for a failed start: from the first analyzer that knows it, as Spring Boot asks them. */
    static FailureAnalysis analysis(@Nullable Throwable failure) {
        Objects.requireNonNull(failure, "it did not fail");
        return SpringFactoriesLoader.forDefaultResourceLocation(SpringApplication.class.getClassLoader())
                .load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((message, cause) -> {}))
                .stream()
                .flatMap(analyzer -> Optional.ofNullable(analyzer.analyze(failure)).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no failure analysis", failure));
    }
}
