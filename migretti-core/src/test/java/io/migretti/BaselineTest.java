package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.migration.MigrationId;
import io.migretti.report.DryRun;
import io.migretti.report.MigrationState;
import io.migretti.report.Outcome;
import io.migretti.report.StepResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The setting: what a database with tables and without a history has already. */
@PostgresTest
class BaselineTest {

    private static final String LOG = "SELECT migration_id, action FROM _migrations_log ORDER BY id";

    @TempDir
    Path directory;

    private MigrationFiles files;
    private DataSource dataSource;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory);
        dataSource = database.dataSource();
        files.up("01_one.sql", "CREATE TABLE t (x int);")
                .upWithoutTransaction("02_two.sql", "CREATE INDEX CONCURRENTLY i ON t (x);")
                .up("03_three.sql", "INSERT INTO t VALUES (3);");
    }

    private MigrettiBuilder configured() {
        return Migretti.on(dataSource).from(files.location()).baseline("02");
    }

    private void existing() {
        Sql.execute(dataSource, "CREATE TABLE t (x int); CREATE INDEX i ON t (x)");
    }

    @Test
    void whatAnExistingDatabaseHasIsRecordedAndTheRestIsApplied() {
        existing();
        Migretti migretti = configured().build();

        assertThat(migretti.plan())
                .hasToString(String.join(
                        System.lineSeparator(),
                        "01_one (history only)",
                        "02_two (history only)",
                        "03_three (1 statement)"));
        DryRun dryRun = migretti.dryRun();
        assertThat(dryRun.failure()).isEmpty();
        assertThat(dryRun.migrations())
                .extracting(migration -> migration.statements().size())
                .containsExactly(0, 0, 1);
        assertThat(migretti.status().in(MigrationState.PENDING)).hasSize(3);
        assertThat(Sql.value(dataSource, "SELECT to_regclass('_migrations') IS NULL"))
                .isEqualTo("t");
        Outcome outcome;
        try (LogOf log = new LogOf()) {
            outcome = migretti.apply();
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("INFO Recorded as applied: "))
                    .hasSize(2);
            assertThat(log.lines())
                    .last()
                    .asString()
                    .startsWith("INFO Applied 1 migration and recorded 2 as applied in ");
        }

        assertThat(outcome.done()).extracting(StepResult::name).containsExactly("one", "two", "three");
        assertThat(Sql.rows(dataSource, "SELECT x FROM t")).containsExactly("3");
        assertThat(Sql.rows(dataSource, LOG)).containsExactly("01|FIX", "02|FIX", "03|UP");
        assertThat(Sql.value(dataSource, "SELECT count(DISTINCT xmin::text) FROM _migrations WHERE id < '03'"))
                .as("no crash leaves half of it, which would be a history")
                .isEqualTo("1");
        assertThat(migretti.apply().results()).isEmpty();
        assertThat(migretti.verify().isValid()).isTrue();
    }

    @Test
    void anEmptySchemaGetsEverythingAndTablesOfExtensionsAndViewsDoNotCount() {
        Sql.execute(
                dataSource,
                "CREATE EXTENSION pg_trgm; CREATE TABLE its_own (x int); ALTER EXTENSION pg_trgm ADD TABLE its_own;"
                        + " CREATE VIEW v AS SELECT 1; CREATE SCHEMA other; CREATE TABLE other.t (x int)");

        assertThat(configured().build().apply().done()).hasSize(3);

        assertThat(Sql.rows(dataSource, LOG)).containsExactly("01|UP", "02|UP", "03|UP");
        assertThat(Sql.rows(dataSource, "SELECT x FROM t")).containsExactly("3");
    }

    @Test
    void aHistoryMakesItMeaninglessAndATableWithoutRowsIsNone() {
        existing();
        Migretti without = Migretti.on(dataSource).from(files.location()).build();
        assertThatThrownBy(without::apply).isInstanceOf(MigrationFailedException.class);
        assertThat(Sql.rows(dataSource, "SELECT * FROM _migrations")).isEmpty();

        assertThat(configured().baseline("01").build().plan().ids()).hasSize(3);
        without.baseline(new MigrationId("01"));
        assertThat(configured().baseline("nothing").build().plan().ids())
                .containsExactly(new MigrationId("02"), new MigrationId("03"));
        Sql.execute(dataSource, "DROP INDEX i");
        assertThat(configured().build().apply().done()).hasSize(2);
        assertThat(Sql.rows(dataSource, LOG)).containsExactly("01|FIX", "02|UP", "03|UP");
    }

    @Test
    void itIsRecordedWhateverIsAskedForAndInTheSingleTransaction() {
        existing();
        assertThat(configured().build().up().done())
                .extracting(StepResult::name)
                .containsExactly("one", "two", "three");
        Sql.execute(dataSource, "TRUNCATE _migrations, _migrations_log");
        assertThat(configured().build().applyTo(new MigrationId("01")).done())
                .extracting(StepResult::name)
                .containsExactly("one", "two");
        Sql.execute(dataSource, "TRUNCATE _migrations, _migrations_log");
        assertThat(configured().singleTransaction(true).build().apply().done()).hasSize(3);
        assertThat(Sql.value(dataSource, "SELECT count(DISTINCT xmin::text) FROM _migrations"))
                .isEqualTo("1");
    }

    @Test
    void anIdThatNoFileHasIsRefusedBeforeAnythingIsRecorded() {
        existing();
        assertThat(catchThrowableOfType(
                        PlanRefusedException.class,
                        () -> configured().baseline("05").build().apply()))
                .hasMessage("""
                        Nothing was executed
                          there is no migration 05 among the files
                          Next: check the id; `list` shows those there are.""");
        assertThat(Sql.value(dataSource, "SELECT to_regclass('_migrations') IS NULL"))
                .isEqualTo("t");
        for (String id : List.of("", "01_one", "1".repeat(27))) {
            assertThatThrownBy(() -> configured().baseline(id))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("baseline must be an id of 1 to 26 letters and digits, and is `" + id + "`");
        }
    }

    @ParameterizedTest
    @EnumSource(LockScope.class)
    void manyAtOnceRecordItOnce(LockScope scope) throws Exception {
        existing();
        Migretti migretti = configured().lockScope(scope).build();
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<Future<Outcome>> runs = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                runs.add(threads.submit(migretti::apply));
            }
            int done = 0;
            for (Future<Outcome> run : runs) {
                done += run.get(60, TimeUnit.SECONDS).done().size();
            }
            assertThat(done).isEqualTo(3);
        } finally {
            threads.shutdownNow();
        }
        assertThat(Sql.rows(dataSource, LOG)).containsExactly("01|FIX", "02|FIX", "03|UP");
        assertThat(Sql.rows(dataSource, "SELECT x FROM t")).containsExactly("3");
    }

    @Test
    void aSquashLeavesAloneWhatTheBaselineCovers() {
        files.up("04_four.sql", "SELECT 4;");
        assertThat(configured().build().planSquash("rest").fileNames()).containsExactly("03_three.sql", "04_four.sql");
    }
}
