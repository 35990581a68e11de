package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.report.MigrettiEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which statements are on their way, as listeners hear it. */
@PostgresTest
class ExecutingEventTest {

    private final List<String> told = new ArrayList<>();
    private final MigrationFiles files;
    private final Migretti migretti;

    ExecutingEventTest(TestDatabase database, @TempDir Path directory) {
        files = new MigrationFiles(directory);
        migretti = Migretti.on(database.dataSource())
                .from(files.location())
                .listener(event -> {
                    if (event instanceof MigrettiEvent.Executing executing) {
                        told.add(executing.step().name() + " " + executing.first() + "-" + executing.last());
                    }
                })
                .build();
    }

    @Test
    void statementsThatShareAFlightAreToldTogether() {
        files.up("01_two.sql", "CREATE TABLE a (x int);\nINSERT INTO a VALUES (1);");
        files.up(
                "02_many.sql",
                IntStream.range(0, 600).mapToObj(i -> "SELECT " + i + ";").collect(Collectors.joining("\n")));

        migretti.apply();

        assertThat(told).hasSize(3).startsWith("two 1-2");
        assertThat(told.get(1)).matches("many 1-4\\d\\d");
        int last = Integer.parseInt(told.get(1).substring("many 1-".length()));
        assertThat(told.get(2)).isEqualTo("many " + (last + 1) + "-600");
    }

    @Test
    void dataAreToldAsTheStatementThatTheyBelongTo() {
        files.up(
                "01_data.sql",
                "CREATE TABLE a (x int);\nCOPY a FROM STDIN;\n1\n2\n\\.\nINSERT INTO a VALUES (3);\nSELECT 1;");

        migretti.apply();

        assertThat(told).containsExactly("data 1-1", "data 2-2", "data 3-4");
    }

    @Test
    void withoutATransactionEachIsToldByItself() {
        files.upWithoutTransaction("01_each.sql", "CREATE TABLE a (x int);\nCREATE INDEX CONCURRENTLY i ON a (x);");

        migretti.apply();

        assertThat(told).containsExactly("each 1-1", "each 2-2");
    }

    @Test
    void aDryRunTellsEachAsWell() {
        files.up("01_two.sql", "CREATE TABLE a (x int);\nINSERT INTO a VALUES (1);");

        migretti.dryRun();

        assertThat(told).containsExactly("two 1-1", "two 2-2");
    }

    @Test
    void theLogOfAMigrationHasItsNumbersForPrograms() {
        files.up("01_two.sql", "CREATE TABLE a (x int);\nINSERT INTO a VALUES (1);");

        try (LogOf log = new LogOf()) {
            migretti.apply();

            assertThat(log.keys("Applied 01_two"))
                    .containsExactly("migration=01_two", "direction=UP", "statements=2", "durationMs");
            assertThat(log.keys("Applied 1 migration"))
                    .containsExactly("migrations=1", "durationMs", "lockWaitMs", "head=01");
        }
    }
}
