package io.migretti.tests.slices;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.TestServer;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.test.autoconfigure.JdbcTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A URL that the test itself registers counts as a test's database, and is not replaced. */
@Tag("postgres")
@JdbcTest
class JdbcSliceTest {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", TestServer.shared().newDatabase()::url);
    }

    /** Twice, because each test's own transaction is rolled back and the migrations are not. */
    @RepeatedTest(2)
    void theSchemaIsMigratedAndEachTestStartsWithoutRows(@Autowired JdbcClient jdbc) {
        assertThat(jdbc.sql("SELECT count(*) FROM books").query(Integer.class).single())
                .isZero();
        jdbc.sql("INSERT INTO books (title, stock) VALUES ('Emma', 3)").update();
        assertThat(jdbc.sql("SELECT status FROM _migrations ORDER BY id")
                        .query(String.class)
                        .list())
                .containsExactly("applied", "applied");
    }
}
