package io.migretti.tests.slices;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.TestServer;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.boot.jpa.test.autoconfigure.TestEntityManager;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@Tag("postgres")
@DataJpaTest(properties = "spring.jpa.hibernate.ddl-auto=validate")
class DataJpaSliceTest {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", TestServer.shared().newDatabase()::url);
    }

    @Test
    void entitiesFitTheMigratedTables(@Autowired TestEntityManager entities) {
        EntityBook book = EntityBook.of("Emma", 3);
        entities.persistAndFlush(book);
        entities.clear();
        assertThat(entities.find(EntityBook.class, Objects.requireNonNull(book.id())))
                .extracting(EntityBook::title, EntityBook::stock)
                .containsExactly("Emma", 3);
    }
}
