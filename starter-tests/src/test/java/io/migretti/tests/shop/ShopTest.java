package io.migretti.tests.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.TestServer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

/** JPA that validates, a filter, a raw DataSource and lazy beans, all in one application with a pool of one. */
@Tag("postgres")
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.jpa.hibernate.ddl-auto=validate",
            "spring.jpa.open-in-view=false",
            "spring.main.lazy-initialization=true",
            "spring.datasource.hikari.maximum-pool-size=1"
        })
class ShopTest {

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", TestServer.shared().newDatabase()::url);
    }

    @Test
    void whoeverAsksForTheSchemaFindsIt(@LocalServerPort int port) {
        RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .build()
                .get()
                .uri("/books")
                .exchangeSuccessfully()
                .expectBody(String.class)
                .value(body -> assertThat(body).isEqualTo("[\"1 Emma 4\"]"));
    }
}
