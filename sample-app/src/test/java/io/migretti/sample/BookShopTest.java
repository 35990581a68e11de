package io.migretti.sample;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.EmbeddedServer;
import io.migretti.embedded.TestServer;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.client.RestTestClient;

@Tag("postgres")
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class BookShopTest {

    private static final String BEAN = "$.contexts['book-shop'].migrettiBeans.migretti";

    private final RestTestClient client;
    private final ObjectProvider<EmbeddedServer> embedded;

    @Autowired
    BookShopTest(@LocalServerPort int port, ObjectProvider<EmbeddedServer> embedded) {
        this.client = RestTestClient.bindToServer()
                .baseUrl("http://localhost:" + port)
                .build();
        this.embedded = embedded;
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        properties.add("spring.datasource.url", TestServer.shared().newDatabase()::url);
    }

    @Test
    void aConfiguredDatabaseNeedsNoEmbeddedServer() {
        assertThat(embedded.getIfAvailable()).isNull();
    }

    @Test
    void booksAreSeededByAMigration() {
        client.get()
                .uri("/books")
                .exchangeSuccessfully()
                .expectBody()
                .jsonPath("$.length()")
                .isEqualTo(7)
                .jsonPath("$[6].title")
                .isEqualTo("Wuthering Heights")
                .jsonPath("$[6].author")
                .isEqualTo("Emily Brontë");
        client.get()
                .uri("/books/1")
                .exchangeSuccessfully()
                .expectBody()
                .jsonPath("$.isbn")
                .isEqualTo("9780140447934");
    }

    @Test
    void ordersAreSummedUpByAView() {
        client.get()
                .uri("/orders")
                .exchangeSuccessfully()
                .expectBody()
                .jsonPath("$[0].customer")
                .isEqualTo("Ada")
                .jsonPath("$[0].status")
                .isEqualTo("shipped")
                .jsonPath("$[0].books")
                .isEqualTo(2)
                .jsonPath("$[0].total")
                .isEqualTo(19.5)
                .jsonPath("$[0].placedAt")
                .isEqualTo("2026-01-16T09:30:00Z");
    }

    @Test
    void anOrderTakesItsBooksFromTheStock() {
        int before = stock(2);
        client.post()
                .uri("/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .body("""
                      {"customer": "Edsger", "lines": [{"bookId": 2, "quantity": 3}, {"bookId": 1, "quantity": 1}]}
                      """)
                .exchange()
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueMatches("Location", "/orders/\\d+")
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("new")
                .jsonPath("$.lines[1].quantity")
                .isEqualTo(3)
                .jsonPath("$.updatedAt")
                .isNotEmpty();
        assertThat(stock(2)).isEqualTo(before - 3);
    }

    @Test
    void anOrderBeyondTheStockIsRefusedAsAWhole() {
        int before = stock(3);
        refused("""
                {"customer": "Edsger", "lines": [{"bookId": 3, "quantity": 1}, {"bookId": 4, "quantity": 1000}]}
                """, HttpStatus.CONFLICT, "Fewer than 1000 copies of book 4 are left.");
        assertThat(stock(3)).isEqualTo(before);
    }

    @Test
    void anOrderThatMakesNoSenseIsRefused() {
        refused("{\"lines\": [{\"bookId\": 1, \"quantity\": 1}]}", "An order needs a customer.");
        refused("{\"customer\": \"Edsger\"}", "An order needs at least one line.");
        refused(
                "{\"customer\": \"Edsger\", \"lines\": [{\"bookId\": 1, \"quantity\": 0}]}",
                "Every line needs a bookId and a quantity of at least 1.");
        refused(
                "{\"customer\": \"Edsger\", \"lines\": [{\"bookId\": 1, \"quantity\": 1}, {\"bookId\": 1, \"quantity\": 1}]}",
                "Book 1 is in more than one line.");
        refused("{\"customer\": \"Edsger\", \"lines\": [{\"bookId\": 99, \"quantity\": 1}]}", "There is no book 99.");
    }

    @Test
    void whatIsNotThereIsAProblemDetail() {
        for (String path : new String[] {"book", "order"}) {
            client.get()
                    .uri("/" + path + "s/4711")
                    .exchange()
                    .expectStatus()
                    .isNotFound()
                    .expectHeader()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .expectBody()
                    .jsonPath("$.detail")
                    .isEqualTo("There is no " + path + " 4711.");
        }
    }

    @Test
    void theApplicationIsHealthy() {
        client.get()
                .uri("/actuator/health")
                .exchangeSuccessfully()
                .expectBody()
                .jsonPath("$.status")
                .isEqualTo("UP");
    }

    @Test
    void theActuatorShowsTheMigrations() {
        client.get()
                .uri("/actuator/migretti")
                .exchangeSuccessfully()
                .expectBody()
                .jsonPath(BEAN + ".state")
                .isEqualTo("UP_TO_DATE")
                .jsonPath(BEAN + ".counts.APPLIED")
                .isEqualTo(9)
                .jsonPath(BEAN + ".migrations[4].name")
                .isEqualTo("index_book_titles")
                .jsonPath(BEAN + ".migrations[4].transactional")
                .isEqualTo(false);
        client.get()
                .uri("/actuator/migretti/verify")
                .exchangeSuccessfully()
                .expectBody()
                .jsonPath("$.valid")
                .isEqualTo(true);
        client.get()
                .uri("/actuator/migretti/dry-run")
                .exchangeSuccessfully()
                .expectBody()
                .jsonPath(BEAN + ".migrations.length()")
                .isEqualTo(0);
    }

    @Test
    void theHookAnnouncesEveryMigrationBeforeTheFirstRuns(CapturedOutput output) {
        String log = output.getAll();
        int lastAnnounced = log.lastIndexOf("About to apply ");
        assertThat(log).containsOnlyOnce("About to apply 01KERQQQ8XHYC8TQNYHCQGW9B0_create_catalogue");
        assertThat(log.indexOf(": Applied ")).isGreaterThan(lastAnnounced);
    }

    private void refused(String order, String detail) {
        refused(order, HttpStatus.UNPROCESSABLE_CONTENT, detail);
    }

    private void refused(String order, HttpStatus status, String detail) {
        client.post()
                .uri("/orders")
                .contentType(MediaType.APPLICATION_JSON)
                .body(order)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo(detail);
    }

    private int stock(long book) {
        return Objects.requireNonNull(client.get()
                        .uri("/books/" + book)
                        .exchangeSuccessfully()
                        .expectBody(Book.class)
                        .returnResult()
                        .getResponseBody())
                .stock();
    }
}
