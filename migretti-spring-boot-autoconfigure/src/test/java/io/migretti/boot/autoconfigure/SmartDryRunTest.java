package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.WebApplication.BEAN;
import static io.migretti.boot.autoconfigure.WebApplication.start;
import static io.migretti.boot.autoconfigure.WebApplication.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code POST /actuator/migretti/dry-run}. */
@PostgresTest
class SmartDryRunTest {

    private static final String UNRESTRICTED = "--management.endpoint.migretti.access=unrestricted";
    private static final String ON = "--migretti.endpoint.smart-dry-run=true";

    private final TestDatabase database;

    @TempDir
    Path folder;

    SmartDryRunTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void aFile() {
        write(folder.resolve("1_a.sql"), "-- migrate: up\nCREATE TABLE a (x int);\n-- migrate: down\nDROP TABLE a;\n");
    }

    private WebApplication on(String... settings) {
        return start(
                database,
                java.util.stream.Stream.concat(
                                java.util.stream.Stream.of("--migretti.locations=file:" + folder),
                                java.util.stream.Stream.of(settings))
                        .toArray(String[]::new));
    }

    private int status(String... settings) {
        try (WebApplication application = on(settings)) {
            return application.call("POST", "/migretti/dry-run").statusCode();
        }
    }

    @Test
    void itNeedsAccessAndTheSwitch() {
        assertThat(status()).isEqualTo(405);
        assertThat(status(ON)).isEqualTo(405);
        assertThat(status(ON, "--management.endpoint.migretti.access=read-only"))
                .isEqualTo(405);
        assertThat(status(ON, "--management.endpoint.migretti.access=none")).isEqualTo(404);
        assertThat(status(ON, UNRESTRICTED, "--management.endpoints.access.max-permitted=read-only"))
                .isEqualTo(405);
        assertThat(status(ON, UNRESTRICTED)).isEqualTo(200);
    }

    @Test
    void withoutTheSwitchItSaysWhichOneIsMissing() {
        for (String access : List.of(UNRESTRICTED, "--management.endpoints.access.default=unrestricted")) {
            try (WebApplication application = on(access)) {
                write(folder.resolve("2_b.sql"), "-- migrate: irreversible\n-- migrate: up\nCREATE TABLE b (x int);\n");
                assertThat(JsonPath.<Object>read(application.body("POST", "/migretti/dry-run", 403), "$"))
                        .isEqualTo(JsonPath.read("""
                        {"refused": {
                           "what": "the smart dry run is switched off",
                           "next": "it executes the pending migrations and rolls them back; set %s where that is wanted"},
                         "successful": false, "contexts": {}}
                        """.formatted("migretti.endpoint.smart-dry-run=true"), "$"));
                assertThat(application.call("POST", "/migretti/verify").statusCode())
                        .isEqualTo(400);
                assertThat(application.call("POST", "/migretti").statusCode()).isEqualTo(405);
            }
            assertThat(Applications.tables(database)).doesNotContain("public.b");
            assertThat(folder.resolve("2_b.sql").toFile().delete()).isTrue();
        }
    }

    @Test
    void itExecutesWhatIsPendingTellsWhatThatDoesAndRollsItBack() {
        try (WebApplication application = on(UNRESTRICTED, ON)) {
            write(folder.resolve("2_b.sql"), """
                    -- migrate: no-transaction
                    -- migrate: irreversible
                    -- migrate: up
                    CREATE INDEX CONCURRENTLY a_x ON a (x);
                    """);
            write(folder.resolve("3_c.sql"), """
                    -- migrate: irreversible
                    -- migrate: up
                    ALTER TABLE a ALTER x TYPE bigint;
                    COMMENT ON TABLE a IS 'swordfish';
                    """);
            String json = application.body("POST", "/migretti/dry-run", 200);
            assertThat(json).doesNotContain("swordfish", "ALTER");
            String quiet = json.replaceAll("\"durationMs\":\\d+", "\"durationMs\":0");
            assertThat(JsonPath.<Object>read(quiet, BEAN + ".migrations"))
                    .isEqualTo(JsonPath.read("""
                    [{"id": "2", "name": "b", "transactional": false, "statements": [
                       {"location": "%1$s/2_b.sql:4:1", "check": "EXECUTED_IN_TRANSACTION", "durationMs": 0,
                        "locks": [{"relation": "public.a", "mode": "ShareLock"}], "rewritten": []}]},
                     {"id": "3", "name": "c", "transactional": true, "statements": [
                       {"location": "%1$s/3_c.sql:3:1", "check": "EXECUTED", "durationMs": 0,
                        "locks": [{"relation": "public.a", "mode": "AccessExclusiveLock"}],
                        "rewritten": ["public.a"]},
                       {"location": "%1$s/3_c.sql:4:1", "check": "EXECUTED", "durationMs": 0,
                        "locks": [], "rewritten": []}]}]
                    """.formatted(folder), "$"));
            assertThat(JsonPath.<Boolean>read(json, "$.successful")).isTrue();
            assertThat(JsonPath.<Boolean>read(json, BEAN + ".successful")).isTrue();
            assertThat(JsonPath.<Boolean>read(json, BEAN + ".complete")).isTrue();
            assertThat(JsonPath.<List<String>>read(json, BEAN + ".remarks"))
                    .containsExactly(
                            "Everything was rolled back, but sequences that were advanced stay so, as do effects outside"
                                    + " this database.",
                            "What runs concurrently in earnest was tried without CONCURRENTLY: the locks shown for it are"
                                    + " stronger than those it will take.");
            assertThat(Applications.applied(database)).containsExactly("1");
            assertThat(Applications.query(
                            database,
                            "SELECT atttypid::regtype FROM pg_attribute WHERE attrelid = 'a'::regclass"
                                    + " AND attname = 'x'"))
                    .containsExactly("integer");
        }
    }

    @Test
    void aFailureIsTheAnswerWithoutWhatTheServerQuotes() {
        try (WebApplication application = on(UNRESTRICTED, ON)) {
            Applications.execute(database, "INSERT INTO a VALUES (4711), (4711)");
            write(
                    folder.resolve("2_b.sql"),
                    "-- migrate: irreversible\n-- migrate: up\nCREATE UNIQUE INDEX a_x ON a (x);\n");
            String json = application.body("POST", "/migretti/dry-run", 200);
            assertThat(json).doesNotContain("4711");
            assertThat(JsonPath.<Boolean>read(json, "$.successful")).isFalse();
            assertThat(JsonPath.<Object>read(json, BEAN + ".failure"))
                    .isEqualTo(JsonPath.read("""
                    {"location": "%1$s/2_b.sql:3:1", "sqlState": "23505",
                     "what": "Migration 2_b would fail; everything was rolled back; nothing was applied before it",
                     "next": "correct the file and start again; what is applied is not repeated"}
                    """.formatted(folder), "$"));

            write(folder.resolve("2_b.sql"), "-- migrate: irreversible\n-- migrate: up\nSELECT 'swordfish'::int;\n");
            assertThat(application.body("POST", "/migretti/dry-run", 200)).doesNotContain("swordfish");
        }
        assertThat(folder.resolve("2_b.sql").toFile().delete()).isTrue();
        try (WebApplication application = on(UNRESTRICTED, ON, "--migretti.endpoint.show-sql=always")) {
            write(
                    folder.resolve("2_b.sql"),
                    "-- migrate: irreversible\n-- migrate: up\nCREATE UNIQUE INDEX a_x ON a (x);\n");
            String json = application.body("POST", "/migretti/dry-run", 200);
            assertThat(json).doesNotContain("4711");
            assertThat(JsonPath.<String>read(json, BEAN + ".failure.message"))
                    .isEqualTo("could not create unique index \"a_x\"");
        }
    }

    @Test
    void productionNeedsItsConfirmationHereToo() {
        on().close();
        try (WebApplication application = on(UNRESTRICTED, ON, "--spring.profiles.active=production")) {
            write(folder.resolve("2_b.sql"), "-- migrate: irreversible\n-- migrate: up\nCREATE TABLE b (x int);\n");
            String json = application.body("POST", "/migretti/dry-run", 200);
            assertThat(JsonPath.<Boolean>read(json, "$.successful")).isFalse();
            assertThat(JsonPath.<Object>read(json, BEAN + ".refusals[*].what"))
                    .isEqualTo(
                            List.of("this is production (production), and executing SQL there needs a confirmation"));
            assertThat(JsonPath.<List<Object>>read(json, BEAN + ".migrations")).isEmpty();
        }
    }

    @Test
    void filesThatAreWrongAreNamed() {
        try (WebApplication application = on(UNRESTRICTED, ON)) {
            write(folder.resolve("2_b.sql"), "-- migrate: irreversible\n-- migrate: up\nSELECT 'swordfish;\n");
            String json = application.body("POST", "/migretti/dry-run", 200);
            assertThat(json).doesNotContain("swordfish");
            assertThat(JsonPath.<Object>read(json, BEAN + ".problems[*].location"))
                    .isEqualTo(List.of(folder + "/2_b.sql:3:8"));
        }
    }

    @Test
    void thereIsOneAtATime() throws Exception {
        try (WebApplication application = on(UNRESTRICTED, ON, "--migretti.lock-timeout=0");
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            write(
                    folder.resolve("2_b.sql"),
                    "-- migrate: irreversible\n-- migrate: up\nSELECT pg_advisory_xact_lock(42);\n");
            statement.execute("SELECT pg_advisory_lock(42)");
            CompletableFuture<HttpResponse<String>> first = application.callLater("POST", "/migretti/dry-run");
            awaitWaiter();
            assertThat(JsonPath.<Object>read(application.body("POST", "/migretti/dry-run", 409), "$.refused"))
                    .isEqualTo(JsonPath.read("""
                            {"what": "a smart dry run is under way in this application",
                             "next": "wait for its answer; there is one at a time"}
                            """, "$"));
            statement.execute("SELECT pg_advisory_unlock(42)");
            assertThat(first.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
            assertThat(application.call("POST", "/migretti/dry-run").statusCode())
                    .isEqualTo(200);
        }
    }

    private void awaitWaiter() throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            List<String> waiting = Applications.query(
                    database,
                    "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND objid = 42"
                            + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
            if (!waiting.isEmpty()) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("the first dry run does not wait for the lock");
    }

    @Test
    void whenAnotherProcessMigratesTheAnswerDoesNotSayWho() throws Exception {
        try (WebApplication application = on(UNRESTRICTED, ON, "--migretti.lock.timeout=0");
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            write(folder.resolve("2_b.sql"), "-- migrate: irreversible\n-- migrate: up\nCREATE TABLE b (x int);\n");
            statement.execute("SELECT pg_advisory_lock(894321)");
            String json = application.body("POST", "/migretti/dry-run", 200);
            assertThat(JsonPath.<String>read(json, BEAN + ".unavailable"))
                    .isEqualTo("another process holds the migration lock; the log says which one");
            assertThat(json).doesNotContain("postgres");
        }
    }
}
