package io.migretti.sample;

import io.migretti.embedded.EmbeddedServer;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** A PostgreSQL server of our own, if no other one is configured; its data stays for the next start. */
@Configuration(proxyBeanMethods = false)
@Conditional(EmbeddedDatabase.WithoutUrl.class)
class EmbeddedDatabase {

    private static final String NAME = "book_shop";

    /** Closed after the connection pool, which depends on it by way of the connection details. */
    @Bean
    EmbeddedServer embeddedServer(@Value("${sample.postgres.directory}") Path directory) {
        EmbeddedServer server = EmbeddedServer.builder().keepData(directory).start();
        server.createDatabase(NAME);
        return server;
    }

    @Bean
    JdbcConnectionDetails embeddedConnectionDetails(EmbeddedServer server) {
        return new JdbcConnectionDetails() {

            @Override
            public String getJdbcUrl() {
                return server.jdbcUrl(NAME);
            }

            @Override
            public String getUsername() {
                return "postgres";
            }

            @Override
            public String getPassword() {
                return "";
            }
        };
    }

    static final class WithoutUrl extends NoneNestedConditions {

        WithoutUrl() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnProperty("spring.datasource.url")
        static final class WithUrl {}
    }
}
