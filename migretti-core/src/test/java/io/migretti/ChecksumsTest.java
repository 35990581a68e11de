package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.migration.Checksum;
import io.migretti.report.StepResult;
import io.migretti.report.Verification;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An applied file that was changed, and the setting that lets a run go on all the same. */
@PostgresTest
class ChecksumsTest {

    private static final String CHANGED = "-- migrate: up\nSELECT 1;\n-- migrate: down\nDROP TABLE elsewhere;\n";

    @TempDir
    Path directory;

    private MigrationFiles files;
    private MigrationFiles seeds;
    private DataSource dataSource;
    private String applied;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory.resolve("migrations"));
        seeds = new MigrationFiles(directory.resolve("seeds"));
        dataSource = database.dataSource();
        String text = "-- migrate: up\nCREATE TABLE a (x int);\n-- migrate: down\nDROP TABLE a;\n";
        files.file("01_a.sql", text);
        configured(true).apply();
        applied = Checksum.of(text).toString();
        files.file("01_a.sql", CHANGED);
    }

    private Migretti configured(boolean verify) {
        return Migretti.on(dataSource)
                .from(files.location())
                .seeds(seeds.location())
                .verifyChecksums(verify)
                .build();
    }

    @Test
    void aChangedFileIsAWarningAndTheRunGoesOn() {
        files.up("02_b.sql", "CREATE TABLE b (x int);");
        seeds.file("1.sql", "INSERT INTO b VALUES (1);");
        assertThatThrownBy(configured(true)::apply).isInstanceOf(PlanRefusedException.class);
        String warning =
                "WARN %s: the file was changed after it had been applied (applied with checksum %s, has %s), and"
                        + " checksums are not verified. Next: restore it, and put the change into a new migration; or accept it as"
                        + " it is now with `fix 01 --applied`.";
        Migretti lenient = configured(false);
        try (LogOf log = new LogOf()) {
            assertThat(lenient.apply().done()).extracting(StepResult::name).containsExactly("b");
            assertThat(log.lines())
                    .filteredOn(line -> line.startsWith("WARN"))
                    .filteredOn(line -> line.contains("checksum"))
                    .containsExactly(warning.formatted(files.path("01_a.sql"), applied, Checksum.of(CHANGED)));
        }
        assertThat(lenient.seed().done()).hasSize(1);
        assertThat(lenient.dryRun().isSuccessful()).isTrue();
        assertThatThrownBy(configured(true)::seed).isInstanceOf(PlanRefusedException.class);
    }

    @Test
    void withNothingPendingItIsTheSame() {
        assertThatThrownBy(configured(true)::apply).isInstanceOf(PlanRefusedException.class);
        assertThat(configured(false).apply().results()).isEmpty();
        assertThat(configured(false).plan().warnings()).hasSize(1);
    }

    @Test
    void verifyReportsItAllTheSameAndARollbackDoesNotTrustTheFile() {
        Migretti lenient = configured(false);
        Verification verification = lenient.verify();
        assertThat(verification.isValid()).isFalse();
        assertThat(verification.differences())
                .extracting(Verification.Difference::what)
                .isEqualTo(List.of("the file was changed after it had been applied"));
        assertThat(lenient.down().done()).hasSize(1);
        assertThat(Sql.value(dataSource, "SELECT to_regclass('a') IS NULL")).isEqualTo("t");
    }

    @Test
    void aFailedRowAndAMissingFileAreRefusedAllTheSame() {
        files.delete("01_a.sql");
        files.up("02_b.sql", "SELECT 2;");
        assertThatThrownBy(configured(false)::apply)
                .isInstanceOf(PlanRefusedException.class)
                .hasMessageContaining("applied migrations have no file, although there are newer ones: 01_a");
    }
}
