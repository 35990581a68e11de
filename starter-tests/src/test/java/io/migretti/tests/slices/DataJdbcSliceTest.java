package io.migretti.tests.slices;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.TestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jdbc.test.autoconfigure.DataJdbcTest;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.jdbc.test.autoconfigure.AutoConfigureTestDatabase;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** A server that connection details describe, as a container's do, and no replacement. */
@Tag("postgres")
@DataJdbcTest
@AutoConfigureTestDatabase(replace = AutoConfigureTestDatabase.Replace.NONE)
class DataJdbcSliceTest {

    @TestConfiguration(proxyBeanMethods = false)
    static class Server {
        @Bean
        JdbcConnectionDetails database() {
            String url = TestServer.shared().newDatabase().url();
            return new JdbcConnectionDetails() {
                @Override
                public String getUsername() {
                    return "postgres";
                }

                @Override
                public String getPassword() {
                    return "";
                }

                @Override
                public String getJdbcUrl() {
                    return url;
                }
            };
        }
    }

    @Test
    void repositoriesFindTheirTable(@Autowired StoredBooks books) {
        StoredBook saved = books.save(new StoredBook(null, "Emma", 3));
        assertThat(books.findAll()).containsExactly(saved);
        assertThat(saved.id()).isNotNull();
    }
}
