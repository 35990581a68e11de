package io.migretti.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.migretti.Migretti;
import io.migretti.boot.actuate.MigrettiEndpoint;
import io.migretti.boot.actuate.StatusReport;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** Over HTTP, with the answers as a caller sees them. */
@PostgresTest
class EndpointTest {

    private static final String BEAN = "$.contexts.bookshop.migrettiBeans.migretti";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final TestDatabase database;

    EndpointTest(TestDatabase database) {
        this.database = database;
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class BookShop {}

    private ConfigurableApplicationContext start(String... settings) {
        return new SpringApplicationBuilder(BookShop.class)
                .run(Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--spring.application.name=bookshop",
                                        "--spring.main.banner-mode=off",
                                        "--spring.datasource.url=" + database.url() + "&password=hunter2",
                                        "--spring.datasource.hikari.maximum-pool-size=1",
                                        "--management.endpoints.web.exposure.include=migretti"),
                                Stream.of(settings))
                        .toArray(String[]::new));
    }

    private static HttpResponse<String> call(ConfigurableApplicationContext context, String method, String path) {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator" + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.body()).doesNotContain("jdbc:", "hunter2", "localhost:", "user=");
            return response;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String get(ConfigurableApplicationContext context, String path) {
        HttpResponse<String> response = call(context, "GET", path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Test
    void theStatusListsEveryMigration() {
        try (ConfigurableApplicationContext context = start("--migretti.lock-id=4711")) {
            String json = get(context, "/migretti");
            assertThat(JsonPath.<Map<String, Object>>read(json, "$.contexts.bookshop"))
                    .containsOnlyKeys("migrettiBeans");
            assertThat(JsonPath.<Map<String, Object>>read(json, BEAN))
                    .containsEntry("environment", "default")
                    .containsEntry("database", database.name())
                    .containsEntry("schema", "public")
                    .containsEntry("lockId", 4711)
                    .containsEntry("state", "UP_TO_DATE")
                    .containsEntry("head", "02")
                    .containsEntry("problems", List.of())
                    .containsEntry(
                            "counts",
                            Map.of("PENDING", 0, "APPLIED", 2, "FAILED", 0, "CHANGED", 0, "MISSING", 0, "FUTURE", 0))
                    .containsOnlyKeys(
                            "environment",
                            "database",
                            "schema",
                            "lockId",
                            "state",
                            "head",
                            "counts",
                            "migrations",
                            "problems");
            Map<String, Object> first = JsonPath.read(json, BEAN + ".migrations[0]");
            assertThat(first)
                    .containsEntry("id", "01")
                    .containsEntry("name", "create_books")
                    .containsEntry("status", "APPLIED")
                    .containsEntry("transactional", true)
                    .containsEntry("reversible", true)
                    .containsEntry("performedBy", System.getProperty("user.name"))
                    .containsKey("checksum")
                    .hasSize(9);
            assertThat(first.get("durationMs")).isInstanceOf(Integer.class);
            assertThat(first.get("appliedAt")).asString().matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
            assertThat(JsonPath.<Map<String, Object>>read(json, BEAN + ".migrations[1]"))
                    .containsEntry("id", "02")
                    .containsEntry("transactional", false)
                    .containsEntry("reversible", false);
        }
    }

    @Test
    void whatTheOutsideChangesIsSeen(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("1_a.sql"), "-- migrate: up\nCREATE TABLE a ();\n-- migrate: down\nDROP TABLE a;\n");
        Files.writeString(
                folder.resolve("2_b.sql"), "-- migrate: up\nCREATE TABLE b ();\n-- migrate: down\nDROP TABLE b;\n");
        try (ConfigurableApplicationContext context = start("--migretti.locations=file:" + folder)) {
            assertThat(JsonPath.<Boolean>read(get(context, "/migretti/verify"), "$.valid"))
                    .isTrue();

            Files.writeString(
                    folder.resolve("3_c.sql"),
                    "-- migrate: no-transaction\n-- migrate: irreversible\n-- migrate: up\nSELECT 'secret text';\nSELECT 2;\n");
            assertThat(JsonPath.<String>read(get(context, "/migretti"), BEAN + ".state"))
                    .isEqualTo("PENDING");
            String dryRun = get(context, "/migretti/dry-run");
            assertThat(JsonPath.<Object>read(dryRun, "$")).isEqualTo(JsonPath.read("""
                    {"executable": true,
                     "contexts": {"bookshop": {"migrettiBeans": {"migretti": {
                       "environment": "default", "executable": true,
                       "migrations": [{"id": "3", "name": "c", "location": "%s/3_c.sql", "statements": 2,
                                       "transactional": false, "reversible": false}],
                       "refusals": [], "future": [], "problems": []}}}}}
                    """.formatted(folder), "$"));
            assertThat(JsonPath.<Object>read(get(context, "/migretti/verify"), "$"))
                    .isEqualTo(JsonPath.read("""
                    {"valid": true,
                     "contexts": {"bookshop": {"migrettiBeans": {"migretti": {
                       "environment": "default", "valid": true, "differences": [],
                       "pending": [{"id": "3", "name": "c"}], "future": [], "problems": []}}}}}
                    """, "$"));

            Files.writeString(folder.resolve("2_b.sql"), "-- migrate: up\nCREATE TABLE other ();\n");
            assertThat(JsonPath.<String>read(get(context, "/migretti"), BEAN + ".state"))
                    .isEqualTo("CHANGED");
            String verify = get(context, "/migretti/verify");
            assertThat(JsonPath.<Boolean>read(verify, "$.valid")).isFalse();
            assertThat(JsonPath.<Object>read(verify, BEAN + ".differences")).isEqualTo(JsonPath.read("""
                    [{"id": "2", "name": "b", "status": "CHANGED",
                      "what": "the file was changed after it had been applied",
                      "next": "restore the file as it was applied, and put the change into a new migration"}]
                    """, "$"));
            String refused = get(context, "/migretti/dry-run");
            assertThat(JsonPath.<Boolean>read(refused, "$.executable")).isFalse();
            assertThat(JsonPath.<List<Object>>read(refused, BEAN + ".migrations"))
                    .isEmpty();
            assertThat(JsonPath.<String>read(refused, BEAN + ".refusals[0].what"))
                    .startsWith("files were changed after they had been applied: " + folder + "/2_b.sql (applied with");

            Files.delete(folder.resolve("2_b.sql"));
            assertThat(JsonPath.<String>read(get(context, "/migretti"), BEAN + ".state"))
                    .isEqualTo("MISSING");
            Files.delete(folder.resolve("3_c.sql"));
            assertThat(JsonPath.<String>read(get(context, "/migretti"), BEAN + ".state"))
                    .isEqualTo("UP_TO_DATE");
            assertThat(JsonPath.<Integer>read(get(context, "/migretti"), BEAN + ".counts.FUTURE"))
                    .isEqualTo(1);
            Applications.execute(database, "UPDATE _migrations SET status = 'failed' WHERE id = '1'");
            assertThat(JsonPath.<String>read(get(context, "/migretti"), BEAN + ".state"))
                    .isEqualTo("FAILED");
        }
    }

    @Test
    void sqlOfAFileWithAProblemIsNotShown(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("1_a.sql"), "-- migrate: up\nCREATE TABLE a ();\n-- migrate: down\nDROP TABLE a;\n");
        try (ConfigurableApplicationContext context = start("--migretti.locations=file:" + folder)) {
            Files.writeString(
                    folder.resolve("2_b.sql"),
                    "-- migrate: up\nCREATE SUBSCRIPTION s CONNECTION 'password=`x`swordfish' PUBLICATION p;\n");
            String status = get(context, "/migretti");
            assertThat(JsonPath.<String>read(status, BEAN + ".state")).isEqualTo("INVALID");
            assertThat(JsonPath.<Map<String, Object>>read(status, BEAN + ".migrations[1]"))
                    .containsOnlyKeys("id", "name", "status", "checksum");
            assertThat(JsonPath.<Object>read(status, BEAN + ".problems"))
                    .isEqualTo(JsonPath.read("""
                    [{"severity": "WARNING", "location": "%1$s/2_b.sql",
                      "what": "there are no statements to roll it back",
                      "next": "write them under `-- migrate: down`, or write `-- migrate: irreversible`"},
                     {"severity": "ERROR", "location": "%1$s/2_b.sql:2:1",
                      "what": "`…` cannot run inside a transaction block",
                      "next": "write `-- migrate: no-transaction` in the file, best with this statement alone in it"}]
                    """.formatted(folder), "$"));
            assertThat(status + get(context, "/migretti/verify") + get(context, "/migretti/dry-run"))
                    .doesNotContain("SUBSCRIPTION", "swordfish");
        }
    }

    @Test
    void onlyReadingIsPossibleAndOnlyWhatExists() {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(call(context, "GET", "/migretti/apply").statusCode()).isEqualTo(400);
            assertThat(call(context, "GET", "/migretti/verify/more").statusCode())
                    .isEqualTo(404);
            for (String path : List.of("/migretti", "/migretti/verify", "/migretti/dry-run")) {
                assertThat(call(context, "POST", path).statusCode()).isEqualTo(405);
                assertThat(call(context, "DELETE", path).statusCode()).isEqualTo(405);
            }
        }
    }

    @Test
    void aRoleThatMayReadTheHistoryIsEnough() {
        start().close();
        String role = "reader_" + database.name();
        Applications.execute(
                database, "CREATE ROLE " + role + " LOGIN; GRANT SELECT ON _migrations, _migrations_log TO " + role);
        try (ConfigurableApplicationContext context =
                start("--spring.datasource.url=" + database.url().replace("user=postgres", "user=" + role))) {
            assertThat(JsonPath.<String>read(get(context, "/migretti"), BEAN + ".state"))
                    .isEqualTo("UP_TO_DATE");
            assertThat(JsonPath.<Boolean>read(get(context, "/migretti/verify"), "$.valid"))
                    .isTrue();
            assertThat(JsonPath.<Boolean>read(get(context, "/migretti/dry-run"), "$.executable"))
                    .isTrue();
        } finally {
            Applications.execute(database, "DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    @Test
    void readingCreatesNothing() {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            context.registerBean(
                    "migretti",
                    Migretti.class,
                    () -> Migretti.on(database.dataSource())
                            .from("classpath:migrations")
                            .build());
            context.refresh();
            MigrettiEndpoint endpoint = new MigrettiEndpoint(context);
            StatusReport report = endpoint.status()
                    .contexts()
                    .values()
                    .iterator()
                    .next()
                    .migrettiBeans()
                    .get("migretti");
            assertThat(report).isNotNull().extracting(StatusReport::state).isEqualTo(StatusReport.State.PENDING);
            endpoint.view(MigrettiEndpoint.View.VERIFY);
            endpoint.view(MigrettiEndpoint.View.DRY_RUN);
        }
        assertThat(Applications.tables(database)).isEmpty();
    }

    @Test
    void accessCanBeTakenAway() {
        try (ConfigurableApplicationContext context = start("--management.endpoint.migretti.access=none")) {
            assertThat(call(context, "GET", "/migretti").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void whenTheDatabaseIsGoneTheAnswerSaysSoWithoutItsAddress() {
        try (ConfigurableApplicationContext context = start(
                "--spring.datasource.hikari.connection-timeout=250",
                "--spring.datasource.hikari.initialization-fail-timeout=-1")) {
            database.close();
            String status = get(context, "/migretti");
            assertThat(JsonPath.<String>read(status, BEAN + ".state")).isEqualTo("UNAVAILABLE");
            assertThat(JsonPath.<String>read(status, BEAN + ".unavailable"))
                    .matches("the migration history cannot be read now( \\(PostgreSQL .....\\))?; the log says why");
            assertThat(JsonPath.<Boolean>read(get(context, "/migretti/verify"), "$.valid"))
                    .isFalse();
            assertThat(JsonPath.<Boolean>read(get(context, "/migretti/dry-run"), "$.executable"))
                    .isFalse();
            assertThat(status).doesNotContain(database.name(), "127.0.0.1", "localhost");
        }
    }

    @Test
    void aRoleThatMayNotReadTheLogLearnsEverythingElse() {
        start().close();
        String role = "history_reader_" + database.name();
        Applications.execute(database, "CREATE ROLE " + role + " LOGIN; GRANT SELECT ON _migrations TO " + role);
        try (ConfigurableApplicationContext context =
                start("--spring.datasource.url=" + database.url().replace("user=postgres", "user=" + role))) {
            assertThat(JsonPath.<String>read(get(context, "/migretti"), BEAN + ".state"))
                    .isEqualTo("UP_TO_DATE");
        } finally {
            Applications.execute(database, "DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    @Test
    void whatTheLogKeepsOfARolledBackMigrationIsNotShownForThePendingOne() {
        start().close();
        try (ConfigurableApplicationContext context = start()) {
            Applications.execute(database, "DELETE FROM _migrations WHERE id = '02'");
            String status = get(context, "/migretti");
            assertThat(JsonPath.<List<Object>>read(status, BEAN + ".migrations[?(@.status == 'PENDING')].id"))
                    .containsExactly("02");
            assertThat(JsonPath.<List<Object>>read(status, BEAN + ".migrations[?(@.status == 'PENDING')].performedBy"))
                    .isEmpty();
        }
    }
}
