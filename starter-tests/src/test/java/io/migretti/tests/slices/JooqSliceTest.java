package io.migretti.tests.slices;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.TestServer;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jooq.test.autoconfigure.JooqTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@Tag("postgres")
@JooqTest
class JooqSliceTest {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", TestServer.shared().newDatabase()::url);
    }

    @Test
    void queriesFindTheMigratedTables(@Autowired DSLContext jooq) {
        jooq.execute("INSERT INTO books (title, stock) VALUES ('Emma', 3)");
        assertThat(jooq.select(DSL.field("stock", Integer.class))
                        .from("books")
                        .where(DSL.field("title", String.class).eq("Emma"))
                        .fetchOne(0, Integer.class))
                .isEqualTo(3);
    }
}
