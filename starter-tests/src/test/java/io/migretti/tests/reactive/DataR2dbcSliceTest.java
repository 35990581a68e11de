package io.migretti.tests.reactive;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.TestServer;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.r2dbc.test.autoconfigure.DataR2dbcTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;

/** Nothing but what R2DBC is told: the migrations find the same database over JDBC. */
@Tag("postgres")
@DataR2dbcTest
class DataR2dbcSliceTest {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        UriComponents jdbc = UriComponentsBuilder.fromUriString(
                        TestServer.shared().newDatabase().url().substring("jdbc:".length()))
                .build();
        properties.add(
                "spring.r2dbc.url",
                () -> "r2dbc:postgresql://" + jdbc.getHost() + ":" + jdbc.getPort() + jdbc.getPath());
        properties.add(
                "spring.r2dbc.username",
                () -> jdbc.getQueryParams().toSingleValueMap().getOrDefault("user", "postgres"));
        properties.add(
                "spring.r2dbc.password",
                () -> jdbc.getQueryParams().toSingleValueMap().getOrDefault("password", "postgres"));
    }

    @Test
    void reactiveRepositoriesFindTheirTable(
            @Autowired ReactiveBooks books, @Autowired ObjectProvider<DataSource> dataSources) {
        StoredBook saved = books.save(new StoredBook(null, "Emma", 3)).block();
        assertThat(books.findAll().collectList().block()).containsExactly(saved);
        assertThat(dataSources.getIfAvailable()).isNull();
    }
}
