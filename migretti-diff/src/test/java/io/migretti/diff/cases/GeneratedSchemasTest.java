package io.migretti.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.embedded.TestServer;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Random schemas and random changes of them, both ways; {@code -Ddiff.seeds=500} tries more, {@code -Ddiff.seed=77} others. */
@PostgresTest
@Execution(ExecutionMode.CONCURRENT)
class GeneratedSchemasTest {

    private static final long FIRST = Long.getLong("diff.seed", 1);
    private static final long SEEDS = Long.getLong("diff.seeds", 8);

    @TestFactory
    Stream<DynamicTest> theDiffOfRandomSchemasLeadsThereAndBack() {
        return LongStream.range(FIRST, FIRST + SEEDS).mapToObj(seed -> dynamicTest("seed " + seed, () -> run(seed)));
    }

    private static void run(long seed) throws SQLException {
        List<String> pair = SchemaPair.of(seed);
        try (TestDatabase a = TestServer.shared().newDatabase();
                TestDatabase b = TestServer.shared().newDatabase()) {
            Crossing.apply(a, pair.get(0));
            Crossing.apply(b, pair.get(1));
            assertThat(String.join("\n", Crossing.plain().bothWays(a, b)))
                    .as("seed %s\n%s\n-- and\n%s", seed, pair.get(0), pair.get(1))
                    .isEmpty();
        }
    }
}
