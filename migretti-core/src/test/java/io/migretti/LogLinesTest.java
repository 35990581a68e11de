package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.MigrettiListener;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What a run writes into the log, from INFO on. */
@PostgresTest
class LogLinesTest {

    @TempDir
    Path directory;

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.migretti");
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
    private MigrationFiles files;
    private MigrationFiles seeds;
    private TestDatabase database;

    @BeforeEach
    void listen(TestDatabase own) {
        database = own;
        files = new MigrationFiles(directory.resolve("migrations"));
        seeds = new MigrationFiles(directory.resolve("seeds"));
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(appender);
    }

    private MigrettiBuilder builder() {
        return Migretti.on(database.dataSource()).from(files.location()).seeds(seeds.location());
    }

    /** The lines since the last call, with every time as {@code N}. */
    private List<String> lines() {
        List<String> lines = appender.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.INFO))
                .map(event -> event.getLevel() + " "
                        + event.getFormattedMessage().replaceAll("\\b\\d+(\\.\\d+)? (ms|s)\\b", "N"))
                .toList();
        appender.list.clear();
        return lines;
    }

    @Test
    void tellWhatWasDoneAndHowLongItTook() {
        files.up("01_one.sql", "CREATE TABLE t (x int);")
                .file(
                        "02_two.sql",
                        "-- migrate: up\nCREATE TABLE IF NOT EXISTS t (x int);\nSELECT 1;\n-- migrate: down\nSELECT 2;\n");
        seeds.file("1.sql", "INSERT INTO t VALUES (1);");
        Migretti migretti = builder().environment("test").build();

        migretti.apply();
        assertThat(lines())
                .containsExactly(
                        "INFO Applied 01_one (1 statement) in N",
                        "INFO 02_two: NOTICE: relation \"t\" already exists, skipping",
                        "INFO Applied 02_two (2 statements) in N",
                        "INFO Applied 2 migrations in N (waited N for the lock, environment test, schema public, head 02)");
        migretti.apply();
        assertThat(lines()).containsExactly("INFO Nothing pending (N, environment test, schema public, head 02)");
        migretti.seed();
        assertThat(lines())
                .containsExactly(
                        "INFO Seeded 1 (1 statement) in N",
                        "INFO Seeded 1 file in N (waited N for the lock, environment test, schema public, head 02)");
        seeds.delete("1.sql");
        migretti.seed();
        assertThat(lines()).containsExactly("INFO Nothing to seed (N, environment test, schema public, head 02)");
        migretti.down();
        assertThat(lines())
                .containsExactly(
                        "INFO Rolled back 02_two (1 statement) in N",
                        "INFO Rolled back 1 migration in N (waited N for the lock, environment test, schema public, head 01)");
    }

    @Test
    void tellWhatWasOnlyRecorded() {
        files.upWithoutTransaction("01_one.sql", "SELECT 1;\nSELECT nothing;");
        Migretti migretti = builder().build();
        try {
            migretti.apply();
        } catch (MigrationFailedException e) {
            assertThat(lines()).as("a failure is thrown, not logged").isEmpty();
        }

        migretti.fix(new MigrationId("01"), Request.Resolution.REMOVE);
        assertThat(lines())
                .containsExactly(
                        "INFO Removed from the history: 01_one (history only) in N",
                        "INFO Removed from the history: 1 migration in N (waited N for the lock, environment default, schema"
                                + " public, head none)");
        migretti.baseline(new MigrationId("01"));
        assertThat(lines())
                .containsExactly(
                        "INFO Recorded as applied: 01_one (history only) in N",
                        "INFO Recorded as applied: 1 migration in N (waited N for the lock, environment default, schema"
                                + " public, head 01)");
    }

    @Test
    void warnOfFilesOfANewerReleaseAndOfAListenerThatFails() {
        files.file("01_one.sql", "-- migrate: up\nSELECT 1;\n").up("02_two.sql", "SELECT 2;");
        Migretti migretti = builder()
                .listener(new MigrettiListener() {
                    @Override
                    public void onEvent(MigrettiEvent event) {
                        throw new IllegalStateException();
                    }

                    @Override
                    public String toString() {
                        return "the deaf one";
                    }
                })
                .build();

        migretti.up();
        assertThat(lines().stream().filter(line -> !line.startsWith("INFO")).distinct())
                .containsExactlyInAnyOrder(
                        "WARN A listener of migration events failed, which changes nothing: the deaf one",
                        "WARN " + files.path("01_one.sql")
                                + ": there are no statements to roll it back. Next: write them"
                                + " under `-- migrate: down`, or write `-- migrate: irreversible`.");
        builder().build().apply();
        files.delete("02_two.sql");
        lines();
        builder().build().apply();
        assertThat(lines())
                .containsExactly(
                        "WARN The database is ahead of this release: 1 migration applied and unknown here, from 02_two on",
                        "INFO Nothing pending (N, environment default, schema public, head 02)");
    }
}
