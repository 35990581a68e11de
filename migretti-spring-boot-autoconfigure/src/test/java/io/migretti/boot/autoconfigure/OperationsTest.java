package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.WebApplication.start;
import static io.migretti.boot.autoconfigure.WebApplication.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.migretti.LockTimeoutException;
import io.migretti.MigrationFailedException;
import io.migretti.Migretti;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.metrics.buffering.BufferingApplicationStartup;
import org.springframework.boot.micrometer.metrics.autoconfigure.MeterRegistryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Health, info, metrics, observations and the steps of the start, as an operator sees them. */
@PostgresTest
class OperationsTest {

    private final TestDatabase database;

    @TempDir
    Path folder;

    OperationsTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void files() {
        write(folder.resolve("1_a.sql"), "-- migrate: up\nCREATE TABLE a (x int);\n-- migrate: down\nDROP TABLE a;\n");
        write(folder.resolve("2_b.sql"), """
                -- migrate: no-transaction
                -- migrate: up
                CREATE INDEX CONCURRENTLY a_x ON a (x);
                -- migrate: down
                DROP INDEX CONCURRENTLY a_x;
                """);
    }

    private WebApplication application(String... settings) {
        return start(database, with("--migretti.locations=file:" + folder, settings));
    }

    private static String[] with(String first, String... more) {
        List<String> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static Object json(String text) {
        return JsonPath.read(text, "$");
    }

    @Test
    void healthIsUpUnlessSomethingFailedOrChanged() {
        try (WebApplication application = application()) {
            assertThat(json(application.get("/health/migretti"))).isEqualTo(json("""
                    {"status": "UP", "details": {
                       "state": "UP_TO_DATE", "environment": "default", "head": "2", "pending": 0}}
                    """));

            Applications.execute(database, "UPDATE _migrations SET checksum = repeat('0', 64) WHERE id = '1'");
            assertThat(application.<String>read("/health/migretti", "$.status"))
                    .as("the answer of less than ten seconds ago")
                    .isEqualTo("UP");
            application.run();
            assertThat(json(application.body("GET", "/health/migretti", 503))).isEqualTo(json("""
                    {"status": "DOWN", "details": {
                       "state": "CHANGED", "environment": "default", "head": "2", "pending": 0, "changed": ["1"]}}
                    """));
            assertThat(application.call("GET", "/health").statusCode()).isEqualTo(503);
            assertThat(application.get("/health/readiness")).isEqualTo("{\"status\":\"UP\"}");
            assertThat(application.get("/health/liveness")).isEqualTo("{\"status\":\"UP\"}");

            Applications.execute(database, "UPDATE _migrations SET status = 'failed' WHERE id = '2'");
            application.run();
            String failed = application.body("GET", "/health/migretti", 503);
            assertThat(JsonPath.<String>read(failed, "$.details.state")).isEqualTo("FAILED");
            assertThat(JsonPath.<List<String>>read(failed, "$.details.failed")).containsExactly("2");
        }
    }

    @Test
    void pendingAndMissingMigrationsAreToldAndAreNothingBad() {
        try (WebApplication application = application()) {
            write(folder.resolve("3_c.sql"), "-- migrate: irreversible\n-- migrate: up\nSELECT 1 / 0;\n");
            assertThatThrownBy(() -> application.engine().apply()).isInstanceOf(MigrationFailedException.class);
            assertThat(json(application.get("/health/migretti"))).isEqualTo(json("""
                    {"status": "UP", "details": {
                       "state": "PENDING", "environment": "default", "head": "2", "pending": 1}}
                    """));
            assertThat(folder.resolve("1_a.sql").toFile().delete()).isTrue();
            application.run();
            assertThat(json(application.get("/health/migretti"))).isEqualTo(json("""
                    {"status": "UP", "details": {
                       "state": "MISSING", "environment": "default", "head": "2", "pending": 1, "missing": ["1"]}}
                    """));
        }
    }

    @Test
    void healthIsDownWithASafeTextWhenTheDatabaseCannotBeAsked() {
        try (WebApplication application = application(
                "--spring.datasource.hikari.connection-timeout=250", "--management.health.db.enabled=false")) {
            database.close();
            application.run();
            String body = application.body("GET", "/health/migretti", 503);
            assertThat(body).doesNotContain(database.name(), "127.0.0.1", "localhost", "Exception");
            assertThat(JsonPath.<String>read(body, "$.status")).isEqualTo("DOWN");
            assertThat(JsonPath.<String>read(body, "$.details.unavailable"))
                    .matches("the migration history cannot be read now( \\(PostgreSQL .....\\))?; the log says why");
        }
    }

    @Test
    void aLockOnTheHistoryKeepsNobodyWaitingForEver() throws Exception {
        try (WebApplication application = application();
                Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE _migrations IN ACCESS EXCLUSIVE MODE");
            String status = application.get("/migretti");
            assertThat(JsonPath.<String>read(status, WebApplication.BEAN + ".unavailable"))
                    .isEqualTo("the migration history cannot be read now (PostgreSQL 57014); the log says why");
            other.rollback();
            assertThat(application.<String>read("/migretti", WebApplication.BEAN + ".state"))
                    .isEqualTo("UP_TO_DATE");
        }
    }

    @Test
    void healthCanBeSwitchedOff() {
        try (WebApplication application = application("--management.health.migretti.enabled=false")) {
            assertThat(application.call("GET", "/health/migretti").statusCode()).isEqualTo(404);
            assertThat(application.<Map<String, Object>>read("/health", "$.components"))
                    .containsKey("db")
                    .doesNotContainKey("migretti");
        }
    }

    @Test
    void infoIsShownOnDemand() {
        try (WebApplication application = application()) {
            assertThat(application.get("/info")).isEqualTo("{}");
        }
        try (WebApplication application = application("--management.info.migretti.enabled=true")) {
            assertThat(json(application.get("/info"))).isEqualTo(json("""
                    {"migretti": {"state": "UP_TO_DATE", "head": "2", "counts": {
                       "PENDING": 0, "APPLIED": 2, "FAILED": 0, "CHANGED": 0, "MISSING": 0, "FUTURE": 0}}}
                    """));
        }
    }

    private static double value(WebApplication application, String metric, String statistic, String... tags) {
        String query = tags.length == 0 ? "" : "?tag=" + String.join("&tag=", tags);
        List<Number> values = JsonPath.read(
                application.get("/metrics/" + metric + query),
                "$.measurements[?(@.statistic == '" + statistic + "')].value");
        assertThat(values).hasSize(1);
        return values.get(0).doubleValue();
    }

    private static List<String> tags(WebApplication application, String metric) {
        return application.read("/metrics/" + metric, "$.availableTags[*].tag");
    }

    @Test
    void theRunOfTheStartIsMeasured() throws Exception {
        try (WebApplication application = application("--migretti.env=eu", "--migretti.envs.eu.lock-id=7")) {
            assertThat(value(
                            application,
                            "migretti.apply",
                            "COUNT",
                            "outcome:applied",
                            "environment:eu",
                            "name:migretti"))
                    .isEqualTo(1);
            assertThat(value(application, "migretti.apply", "TOTAL_TIME")).isPositive();
            assertThat(value(application, "migretti.lock.wait", "COUNT", "environment:eu", "name:migretti"))
                    .isEqualTo(1);
            assertThat(value(application, "migretti.migration", "COUNT", "direction:up", "outcome:done"))
                    .isEqualTo(2);
            assertThat(value(application, "migretti.migration", "COUNT", "transactional:false"))
                    .isEqualTo(1);
            assertThat(tags(application, "migretti.apply")).containsExactlyInAnyOrder("outcome", "environment", "name");
            assertThat(tags(application, "migretti.migration"))
                    .containsExactlyInAnyOrder("direction", "outcome", "environment", "name", "transactional");
            assertThat(tags(application, "migretti.migrations"))
                    .containsExactlyInAnyOrder("status", "environment", "name");
            awaitGauge(application, "applied", 2.0);
            awaitGauge(application, "pending", 0.0);
            assertThat(value(application, "migretti.migrations", "VALUE", "status:applied"))
                    .isEqualTo(2);
        }
    }

    /** A gauge tells what is known and has it read anew in the background. */
    private static void awaitGauge(WebApplication application, String status, Double expected)
            throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            Double now = application
                    .context()
                    .getBean(MeterRegistry.class)
                    .get("migretti.migrations")
                    .tag("status", status)
                    .gauge()
                    .value();
            if (now.equals(expected)) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("migretti.migrations{status=" + status + "} does not become " + expected);
    }

    @Test
    void laterRunsAreMeasuredByTheirOutcome() throws Exception {
        try (WebApplication application =
                application("--migretti.lock.timeout=0", "--spring.datasource.hikari.connection-timeout=2000")) {
            application.engine().apply();
            assertThat(value(application, "migretti.apply", "COUNT", "outcome:nothing"))
                    .isEqualTo(1);
            assertThat(value(application, "migretti.lock.wait", "COUNT")).isEqualTo(1);

            application.engine().down();
            assertThat(value(application, "migretti.migration", "COUNT", "direction:down"))
                    .isEqualTo(1);
            awaitGauge(application, "pending", 1.0);

            try (Connection other = database.connect();
                    Statement statement = other.createStatement()) {
                statement.execute("SELECT pg_advisory_lock(894321)");
                assertThatThrownBy(() -> application.engine().apply()).isInstanceOf(LockTimeoutException.class);
            }
            assertThat(value(application, "migretti.apply", "COUNT", "outcome:lock-timeout"))
                    .isEqualTo(1);

            Applications.execute(database, "DROP TABLE a");
            assertThatThrownBy(() -> application.engine().apply()).isInstanceOf(MigrationFailedException.class);
            assertThat(value(application, "migretti.apply", "COUNT", "outcome:failed"))
                    .isEqualTo(1);
            assertThat(value(application, "migretti.migration", "COUNT", "outcome:failed"))
                    .isEqualTo(1);
            awaitGauge(application, "failed", 1.0);
            application.run();
            assertThat(value(application, "migretti.apply", "COUNT", "outcome:refused"))
                    .isEqualTo(1);
            assertThat(value(application, "migretti.apply", "COUNT")).isEqualTo(5);

            database.close();
            awaitGauge(application, "failed", Double.NaN);
            application.run();
            assertThat(value(application, "migretti.apply", "COUNT", "outcome:unavailable"))
                    .isEqualTo(1);
        }
    }

    /** Both need what waits for the migrations: creating a registry before them could not end well. */
    @Configuration(proxyBeanMethods = false)
    static class LateRegistries {
        final List<String> observed = new ArrayList<>();

        @Bean
        MeterRegistryCustomizer<MeterRegistry> release(JdbcTemplate jdbc) {
            String count =
                    Objects.requireNonNull(jdbc.queryForObject("SELECT count(*) FROM _migrations", String.class));
            return registry -> registry.config().commonTags("migrations", count);
        }

        @Bean
        ObservationHandler<Observation.Context> handler(JdbcTemplate jdbc) {
            jdbc.queryForList("SELECT id FROM _migrations");
            return new ObservationHandler<>() {
                @Override
                public boolean supportsContext(Observation.Context context) {
                    return "migretti.run".equals(context.getName());
                }

                @Override
                public void onStart(Observation.Context context) {
                    observed.add("start " + context.getContextualName());
                }

                @Override
                public void onEvent(Observation.Event event, Observation.Context context) {
                    observed.add(event.getContextualName());
                }

                @Override
                public void onStop(Observation.Context context) {
                    observed.add("stop "
                            + context.getLowCardinalityKeyValues().stream()
                                    .map(pair -> pair.getKey() + "=" + pair.getValue())
                                    .toList()
                            + (context.getError() == null
                                    ? ""
                                    : " " + context.getError().getMessage()));
                }
            };
        }
    }

    @Test
    void theRegistriesAreNotCreatedBeforeTheMigrationsAndLaterRunsAreObserved() {
        try (WebApplication application = start(
                new SpringApplicationBuilder(WebApplication.BookShop.class, LateRegistries.class),
                database,
                "--migretti.locations=file:" + folder)) {
            assertThat(value(application, "migretti.apply", "COUNT", "migrations:2"))
                    .isEqualTo(1);
            List<String> observed = application.context().getBean(LateRegistries.class).observed;
            assertThat(observed).isEmpty();

            application.engine().down();
            Applications.execute(database, "DROP TABLE a");
            application.run();
            assertThat(observed)
                    .containsExactly(
                            "start migretti rollback",
                            "done 2_b",
                            "stop [environment=default, name=migretti, operation=rollback, outcome=applied]",
                            "start migretti apply",
                            "failed 2_b",
                            "stop [environment=default, name=migretti, operation=apply, outcome=failed] outcome failed");
            assertThat(value(application, "migretti.run", "COUNT", "operation:apply", "outcome:failed"))
                    .isEqualTo(1);
        }
    }

    @Test
    void theStartShowsItsMigrationsAsSteps() {
        BufferingApplicationStartup startup = new BufferingApplicationStartup(10000);
        try (WebApplication application = start(
                new SpringApplicationBuilder(WebApplication.BookShop.class).applicationStartup(startup),
                database,
                "--migretti.locations=file:" + folder)) {
            application.engine().apply();
            String json = application.get("/startup");
            List<Map<String, Object>> runs =
                    JsonPath.read(json, "$.timeline.events[*].startupStep[?(@.name == 'migretti.apply')]");
            assertThat(runs).as("the run after the start is none of its steps").hasSize(1);
            assertThat(tagsOf(runs.get(0)))
                    .containsEntry("name", "migretti")
                    .containsEntry("environment", "default")
                    .containsEntry("outcome", "applied")
                    .containsEntry("migrations", "2")
                    .containsKey("lockWaitMs")
                    .hasSize(5);
            List<Map<String, Object>> migrations =
                    JsonPath.read(json, "$.timeline.events[*].startupStep[?(@.name == 'migretti.migration')]");
            assertThat(migrations)
                    .hasSize(2)
                    .allSatisfy(step -> assertThat(step)
                            .containsEntry("parentId", runs.get(0).get("id")));
            assertThat(tagsOf(migrations.get(0)))
                    .isEqualTo(Map.of("id", "1", "name", "a", "direction", "up", "outcome", "done"));
            assertThat(tagsOf(migrations.get(1)))
                    .isEqualTo(Map.of("id", "2", "name", "b", "direction", "up", "outcome", "done"));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> tagsOf(Map<String, Object> step) {
        return ((List<Map<String, String>>) Objects.requireNonNull(step.get("tags")))
                .stream()
                        .collect(java.util.stream.Collectors.toMap(
                                tag -> Objects.requireNonNull(tag.get("key")),
                                tag -> Objects.requireNonNull(tag.get("value"))));
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoEngines {
        @Bean
        Migretti shop(javax.sql.DataSource dataSource) {
            return Migretti.on(dataSource).from("classpath:migrations").build();
        }

        @Bean
        Migretti archive(javax.sql.DataSource dataSource) {
            return Migretti.on(dataSource)
                    .from("classpath:migrations")
                    .schema("archive")
                    .environment("cold")
                    .build();
        }
    }

    @Test
    void severalEnginesAreToldApartEverywhere() throws Exception {
        try (WebApplication application = start(
                new SpringApplicationBuilder(WebApplication.BookShop.class, TwoEngines.class),
                database,
                "--migretti.enabled=false",
                "--management.info.migretti.enabled=true")) {
            assertThat(application.<Map<String, Object>>read("/migretti", "$.contexts.bookshop.migrettiBeans"))
                    .containsOnlyKeys("shop", "archive");
            application.context().getBean("archive", Migretti.class).apply();
            assertThat(application.<Object>read("/health/migretti", "$.components"))
                    .isEqualTo(json("""
                    {"archive": {"status": "UP", "details": {
                          "state": "UP_TO_DATE", "environment": "cold", "head": "02", "pending": 0}},
                       "shop": {"status": "UP", "details": {
                          "state": "PENDING", "environment": "default", "pending": 2}}}
                    """));
            assertThat(application.<String>read("/health/migretti/shop", "$.details.state"))
                    .isEqualTo("PENDING");
            assertThat(application.<String>read("/info", "$.migretti.archive.head"))
                    .isEqualTo("02");
            assertThat(value(application, "migretti.apply", "COUNT", "name:archive", "environment:cold"))
                    .isEqualTo(1);
            assertThat(application
                            .call("GET", "/metrics/migretti.apply?tag=name:shop")
                            .statusCode())
                    .isEqualTo(404);
        }
    }
}
