package io.migretti.boot.autoconfigure;

import static io.migretti.boot.autoconfigure.Applications.applied;
import static io.migretti.boot.autoconfigure.Applications.exitCode;
import static io.migretti.boot.autoconfigure.Applications.tables;
import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that only tries, and ends. */
@PostgresTest
class DryRunStartTest {

    private final TestDatabase database;

    DryRunStartTest(TestDatabase database) {
        this.database = database;
    }

    private ExampleProcess start(Path folder, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "--spring.datasource.url=" + database.url(),
                "--server.port=0",
                "--spring.docker.compose.enabled=false",
                "--spring.main.banner-mode=off",
                "--migretti.dry-run=true"));
        all.addAll(List.of(arguments));
        return ExampleProcess.run(
                folder, List.of(), System.getProperty("java.class.path"), ExampleApplication.class.getName(), all);
    }

    @Test
    void aProcessThatCouldApplyEverythingPrintsTheReportAndEndsWithZero(@TempDir Path folder) throws Exception {
        ExampleProcess process = start(folder);
        assertThat(process.exitCode()).as(process.output()).isZero();
        assertThat(process.output().substring(process.output().indexOf("Dry run of")))
                .startsWith(expected(process.output()));
        assertThat(process.output())
                .doesNotContain("Exception", "APPLICATION FAILED", "The application was started", "Tomcat started");
        assertThat(tables(database)).isEmpty();
    }

    /** Only times differ from run to run. */
    private static String expected(String output) {
        List<String> times = Pattern.compile("\\d+\\.\\d ms")
                .matcher(output)
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(times).hasSize(2);
        return """
                Dry run of 2 pending migrations in environment default; everything was rolled back, nothing is changed.

                01_create_books (1 statement)
                  2: CREATE TABLE books (id int PRIMARY KEY, title text NOT NULL) (%s)

                02_index_books (1 statement, no transaction)
                  4: CREATE INDEX CONCURRENTLY books_title ON books (title) (%s, without CONCURRENTLY)

                Note: Everything was rolled back, but sequences that were advanced stay so, as do effects outside this database.
                Note: What runs concurrently in earnest was tried without CONCURRENTLY: the locks shown for it are stronger than those it takes.
                All of them would be applied.
                """.formatted(times.get(0), times.get(1));
    }

    @Test
    void aProcessWhoseMigrationWouldFailSaysWhereAndEndsWithAnother(@TempDir Path folder) throws Exception {
        ExampleProcess process = start(folder, "--migretti.locations=classpath:migrations,classpath:broken");
        assertThat(process.exitCode()).as(process.output()).isEqualTo(70);
        assertThat(process.output())
                .contains(
                        "Dry run of 3 pending migrations in environment default",
                        "Migration 03_add_email would fail; everything was rolled back",
                        "\n  at classpath:broken/03_add_email.sql:3:20\n",
                        "PostgreSQL 42704: type \"txt\" does not exist")
                .doesNotContain("\tat ", "APPLICATION FAILED", "The application was started", "Tomcat started");
        assertThat(tables(database)).isEmpty();
    }

    /** The mode is about a start, and there is none. */
    @Test
    void itTakesPlaceInEveryModeAndFindsNothingPending() {
        Applications.on(database).run(context -> assertThat(context).hasNotFailed());
        for (StartupMode mode : StartupMode.values()) {
            Applications.on(database)
                    .withPropertyValues("migretti.dry-run=true", "migretti.mode=" + mode, "migretti.seed=true")
                    .run(context -> {
                        assertThat(context)
                                .getFailure()
                                .rootCause()
                                .isInstanceOf(MigrettiDryRunException.class)
                                .hasMessage("Dry run of 0 pending migrations in environment default; everything was"
                                        + " rolled back, nothing is changed.\n\nNothing is pending.\n");
                        assertThat(exitCode(context.getStartupFailure())).isZero();
                    });
        }
        assertThat(applied(database)).containsExactly("01", "02");
    }
}
