package io.migretti.tests.processes;

import static io.migretti.tests.Databases.applied;
import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.tests.processes.Processes.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that a Job starts: what it needs, and what its exit code says. */
@PostgresTest
class JobTest {

    private static final String EXIT = "-Dspring.context.exit=onRefresh";
    private static final String NO_POOL =
            "--spring.datasource.type=org.springframework.jdbc.datasource.SimpleDriverDataSource";

    private final TestDatabase database;

    @TempDir
    private Path folder;

    JobTest(TestDatabase database) {
        this.database = database;
    }

    @Test
    void itNeedsNeitherActuatorNorMicrometerNorAPool() throws Exception {
        assertThat(Processes.minimalClassPath())
                .contains("migretti", "spring-jdbc")
                .doesNotContain("Hikari", "actua");
        Ended job = Processes.run(
                JobApplication.class, folder, List.of(EXIT, NO_POOL, "--spring.datasource.url=" + database.url()));
        assertThat(job.output()).contains("Applied 2 migrations in ");
        assertThat(job.code()).as(job.output()).isZero();
        assertThat(applied(database)).containsExactly("01", "02");
    }

    @Test
    void itsExitCodeSaysThatAMigrationFailed() throws Exception {
        Files.writeString(
                folder.resolve("03_broken.sql"), "-- migrate: irreversible\n-- migrate: up\nSELECT nothing;\n");
        Ended job = Processes.run(
                JobApplication.class,
                folder,
                List.of(
                        EXIT,
                        NO_POOL,
                        "--spring.datasource.url=" + database.url(),
                        "--migretti.locations=classpath:migrations,file:" + folder));
        assertThat(job.output()).contains("03_broken.sql:3:8", "column \"nothing\" does not exist");
        assertThat(job.code()).as(job.output()).isEqualTo(70);
        assertThat(applied(database)).containsExactly("01", "02");
    }
}
