package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.WebApplication.start;
import static io.migretti.boot.autoconfigure.WebApplication.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import io.migretti.PlanRefusedException;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The answers that docs/actuator.md shows are those that an application gives. */
@PostgresTest
class ActuatorDocumentationTest {

    private static final Pattern EXAMPLE =
            Pattern.compile("<!-- (GET|POST) /actuator(\\S+) (\\d{3}) -->\\n```json\\n(.*?)```", Pattern.DOTALL);

    /** Of these only the kind is compared: they are different each time. */
    private static final Set<String> VOLATILE =
            Set.of("appliedAt", "durationMs", "checksum", "performedBy", "database");

    private final TestDatabase database;

    ActuatorDocumentationTest(TestDatabase database) {
        this.database = database;
    }

    private static List<MatchResult> examples() throws Exception {
        String text = Files.readString(Path.of("../docs/actuator.md"));
        return EXAMPLE.matcher(text).results().toList();
    }

    @Test
    void everyExampleIsAnAnswer(@TempDir Path folder) throws Exception {
        for (String file : List.of("01_create_books.sql", "02_index_books.sql")) {
            Files.copy(Path.of("src/test/resources/migrations", file), folder.resolve(file));
        }
        List<MatchResult> examples = examples();
        assertThat(examples).hasSize(7);
        List<String> asked = new ArrayList<>();
        for (String smart : List.of("true", "false")) {
            try (WebApplication application = start(
                    database,
                    "--migretti.locations=file:" + folder,
                    "--migretti.endpoint.smart-dry-run=" + smart,
                    "--management.endpoint.migretti.access=unrestricted",
                    "--management.info.migretti.enabled=true")) {
                write(
                        folder.resolve("03_widen_id.sql"),
                        "-- migrate: irreversible\n-- migrate: up\nALTER TABLE books ALTER id TYPE bigint;\n");
                // A run, of which nothing comes, so that no older status is told.
                assertThatThrownBy(() -> application.engine().fix(new MigrationId("99"), Request.Resolution.REMOVE))
                        .isInstanceOf(PlanRefusedException.class);
                for (MatchResult example : examples) {
                    boolean refused = example.group(3).equals("403");
                    if (refused == Boolean.parseBoolean(smart)) {
                        continue;
                    }
                    String answer = application
                            .body(example.group(1), example.group(2), Integer.parseInt(example.group(3)))
                            .replace(folder.toString(), "migrations");
                    assertThat(comparable(JsonPath.read(answer, "$")))
                            .as(example.group(1) + " " + example.group(2))
                            .isEqualTo(comparable(JsonPath.read(example.group(4), "$")));
                    asked.add(example.group());
                }
            }
            assertThat(folder.resolve("03_widen_id.sql").toFile().delete()).isTrue();
        }
        assertThat(asked)
                .containsExactlyInAnyOrderElementsOf(
                        examples.stream().map(MatchResult::group).toList());
    }

    private static Object comparable(Object json) {
        if (json instanceof List<?> list) {
            return list.stream().map(ActuatorDocumentationTest::comparable).toList();
        }
        if (!(json instanceof Map<?, ?> map)) {
            return json;
        }
        Map<Object, Object> result = new LinkedHashMap<>();
        map.forEach((key, value) ->
                result.put(key, VOLATILE.contains(key) ? value.getClass().getSimpleName() : comparable(value)));
        return result;
    }
}
