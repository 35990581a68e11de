package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.plan.Squash;
import io.migretti.report.Squashed;
import io.migretti.report.StepResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class SquashTest {

    @TempDir
    Path temporary;

    private Path directory;
    private MigrationFiles files;
    private DataSource dataSource;
    private Migretti migretti;

    @BeforeEach
    void setUp(TestDatabase database) {
        directory = temporary.resolve("migrations");
        files = new MigrationFiles(directory);
        dataSource = database.dataSource();
        migretti = Migretti.on(dataSource).from(files.location()).build();
    }

    private List<String> active() {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".sql") && !file.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void two() {
        files.file("02_a.sql", "-- migrate: up\nCREATE TABLE a (x int);\n-- migrate: down\nDROP TABLE a;\n")
                .file(
                        "03_b.sql",
                        "-- migrate: up\nALTER TABLE a ADD y int;\n-- migrate: down\nALTER TABLE a DROP y;\n");
    }

    @Test
    void makesOneFileOfThePendingOnesThatReadsAsTheyDo() throws IOException {
        files.up("01_applied.sql", "SELECT 1;");
        migretti.apply();
        String bom = "\uFEFF";
        files.file("02_a.sql", bom + """
                        -- migration: The first
                        -- id: 02
                        -- why: because
                        -- migrate: lock-timeout 2s
                        -- migrate: allow drop-column because nobody reads it
                        -- migrate: up
                        CREATE TABLE a (x text);
                        COPY a FROM STDIN;
                        -- migrate-not: up
                        $$;'
                        \\.

                        -- migrate: down
                        DROP TABLE a -- no semicolon
                        """)
                .file("03_b.sql", """
                        -- migrate: up
                        CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$
                        -- migrate: lock-timeout 9s
                        SELECT 'ä;' $$;
                        COPY a FROM STDIN;
                        last
                        -- migrate: lock-timeout 2000ms
                        \\.
                        -- migrate: lock-timeout 2000ms
                        SELECT 2
                        -- migrate: down
                        DROP FUNCTION f() /* none */""".replace("\n", "\r\n"))
                .file(
                        "04_c.sql",
                        "-- migrate: down\nDELETE FROM a WHERE x = 'c';\n-- migrate: lock-timeout 2 s\n-- migrate: up\nCOPY a FROM STDIN;\nc");

        Squash planned = migretti.planSquash("Everything at once");
        assertThat(planned.refusals()).isEmpty();
        ByteArrayOutputStream preview = new ByteArrayOutputStream();
        planned.writeTo(preview);
        assertThat(active()).containsExactly("01_applied.sql", "02_a.sql", "03_b.sql", "04_c.sql");

        Squashed squashed = migretti.squash("Everything at once");

        String id = squashed.file().getFileName().toString().substring(0, 26);
        assertThat(squashed.file()).isEqualTo(directory.resolve(id + "_everything_at_once.sql"));
        assertThat(squashed.completed()).isFalse();
        assertThat(squashed.sources()).containsExactly("02_a.sql", "03_b.sql", "04_c.sql");
        String text = """
                -- migration: Everything at once
                -- id: %s
                -- migrate: lock-timeout 2s
                -- migrate: allow drop-column because nobody reads it

                -- migrate: up

                -- Source: 02_a.sql
                -- why: because
                CREATE TABLE a (x text);
                COPY a FROM STDIN;
                -- migrate-not: up
                $$;'
                \\.


                -- Source: 03_b.sql
                CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$
                -- migrate: lock-timeout 9s
                SELECT 'ä;' $$;
                COPY a FROM STDIN;
                last
                -- migrate: lock-timeout 2000ms
                \\.
                SELECT 2;

                -- Source: 04_c.sql
                COPY a FROM STDIN;
                c
                \\.

                -- migrate: down

                -- Source: 04_c.sql
                DELETE FROM a WHERE x = 'c';

                -- Source: 03_b.sql
                DROP FUNCTION f(); /* none */

                -- Source: 02_a.sql
                DROP TABLE a; -- no semicolon
                """;
        assertThat(squashed.file()).hasContent(text.formatted(id));
        assertThat(preview.toString(StandardCharsets.UTF_8))
                .isEqualTo(text.formatted(planned.name().id()));
        assertThat(active())
                .containsExactlyInAnyOrder(
                        "01_applied.sql", squashed.file().getFileName().toString());
        assertThat(squashed.backup()).isEqualTo(directory.resolve(".squash_backup/" + id + "_everything_at_once"));
        assertThat(Files.readString(squashed.backup().resolve("03_b.sql"))).contains("\r\n");

        assertThat(migretti.apply().done())
                .extracting(StepResult.Done::statements)
                .containsExactly(6);
        assertThat(Sql.rows(dataSource, "SELECT x FROM a ORDER BY x COLLATE \"C\""))
                .containsExactly("$$;'", "-- migrate-not: up", "-- migrate: lock-timeout 2000ms", "c", "last");
        assertThat(migretti.down().done()).hasSize(1);
        assertThat(Sql.value(dataSource, "SELECT to_regclass('a') IS NULL AND to_regproc('f') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void whatCannotBeRevertedInPartCannotBeRevertedAtAll() throws IOException {
        two();
        files.up("04_c.sql", "SELECT 4;").file("05_d.sql", "-- migrate: up\nSELECT 5;\n");
        assertThat(migretti.squash("s").file()).content().isEqualToIgnoringNewLines("""
                        -- migration: s
                        -- id: %s
                        -- Without a down: 04_c.sql, 05_d.sql
                        -- migrate: irreversible

                        -- migrate: up

                        -- Source: 02_a.sql
                        CREATE TABLE a (x int);

                        -- Source: 03_b.sql
                        ALTER TABLE a ADD y int;

                        -- Source: 04_c.sql
                        SELECT 4;

                        -- Source: 05_d.sql
                        SELECT 5;
                        """.formatted(
                        active().get(0).substring(0, 26)));
        assertThat(migretti.apply().done()).hasSize(1);
        assertThat(migretti.verify().problems()).isEmpty();
    }

    @Test
    void needsAtLeastTwo() {
        assertThatThrownBy(() -> migretti.squash("s"))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessage("""
                        Nothing was executed
                          no migration is pending
                          Next: squash when there are at least two.""");
        files.up("01_a.sql", "SELECT 1;");
        assertThatThrownBy(() -> migretti.squash("s")).hasMessage("""
                        Nothing was executed
                          only one migration is pending: %s
                          Next: squash when there are at least two.""".formatted(files.path("01_a.sql")));
        assertThatThrownBy(() -> migretti.squash("!")).isInstanceOf(WorkspaceException.class);
    }

    @Test
    void refusesWhatWouldMeanSomethingElseInOneFile() {
        files.up("01_a.sql", "SELECT 1;\nSET search_path = x;\nSELECT pg_catalog.set_config('a.b', '', false);")
                .upWithoutTransaction("02_b.sql", "SELECT 2;")
                .file(
                        "03_c.sql",
                        "-- migrate: statement-timeout 2s\n-- migrate: up\nSELECT 3;\n-- migrate: down\nRESET ALL;\n")
                .up("04_d.sql", "SET CONSTRAINTS ALL DEFERRED;\nSET LOCAL jit = off;");
        assertThatThrownBy(() -> migretti.squash("s"))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessage("""
                        Nothing was executed
                          these run without a transaction and cannot be a part of a file that runs in one: %s
                          the files do not agree about `-- migrate: statement-timeout`: %s has none, %s has none, %s has 2s, %s has none
                          these statements hold until the transaction ends, and so would hold for the migrations behind them as well: %s:3:1, %s:4:1, %s:5:1
                          Next: apply up to and with them, then squash the rest.
                                write the same in all of them, or in none.
                                take them out of the files; for timeouts there are `-- migrate: lock-timeout` and `-- migrate: statement-timeout`.""".formatted(Stream.of("02_b", "01_a", "02_b", "03_c", "04_d", "01_a", "01_a", "03_c")
                        .map(name -> files.path(name + ".sql"))
                        .toArray()));
        assertThat(active()).hasSize(4);
        assertThat(directory.resolve(".squash_backup")).doesNotExist();
    }

    @Test
    void refusesWhatDoesNotLieInOneDirectory() {
        two();
        MigrationFiles others = new MigrationFiles(temporary.resolve("others")).up("05_e.sql", "SELECT 5;");
        Migretti both = Migretti.on(dataSource)
                .from(files.location(), others.location(), "classpath:migrations-of-tests")
                .build();
        assertThatThrownBy(() -> both.squash("s"))
                .isInstanceOf(PlanRefusedException.class)
                .hasMessage("""
                        Nothing was executed
                          only files in directories can be squashed, and these are not: classpath:migrations-of-tests/06_f.sql
                          the pending migrations lie in several directories: %s, %s
                          Next: squash where the files are written, as in src/main/resources; apply what is a class before.
                                squash those of one directory, with no other location.""".formatted(directory, others.directory()));
    }

    @Test
    void reportsWrongFilesAsApplyDoes() {
        files.up("01_a.sql", "SELECT '").up("02_b.sql", "COMMIT;");
        assertThatThrownBy(() -> migretti.squash("s"))
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessageStartingWith("There are 2 problems with the migrations\n");
    }

    @Test
    void aTextThatWouldReadDifferentlyIsNotWritten() {
        two();
        files.up("04_c.sql", "CREATE TABLE c (\n-- migrate: lock-timeout 1s\nx int);");
        files.up("02_a.sql", "-- migrate: lock-timeout 1s\nSELECT 1;");
        files.up("03_b.sql", "-- migrate: lock-timeout 1s\nSELECT 1;");
        assertThatThrownBy(() -> migretti.squash("s"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessage("""
                        Nothing was changed: one file made of these would not read as they do: 02_a.sql, 03_b.sql, 04_c.sql.
                          Next: end every statement with a semicolon and COPY data with a line that holds only `\\.`, put directives outside statements, and squash again.""");
        assertThat(active()).containsExactly("02_a.sql", "03_b.sql", "04_c.sql");
        assertThat(directory.resolve(".squash_backup")).isEmptyDirectory();
        assertThat(migretti.plan().isExecutable()).isTrue();
    }

    @Test
    void waitsForTheLock() throws SQLException {
        two();
        try (Connection holder = dataSource.getConnection();
                Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + Migretti.DEFAULT_LOCK_ID + ")");
            Migretti impatient = Migretti.on(dataSource)
                    .from(files.location())
                    .lockTimeout(Duration.ZERO)
                    .build();
            assertThatThrownBy(() -> impatient.squash("s")).isInstanceOf(LockTimeoutException.class);
        }
        assertThat(active()).containsExactly("02_a.sql", "03_b.sql");
        assertThatThrownBy(() -> Migretti.on(dataSource)
                        .from(files.location())
                        .lockScope(LockScope.TRANSACTION)
                        .build()
                        .squash("s"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("squash needs the lock scope SESSION");
        assertThat(migretti.squash("s").sources()).hasSize(2);
    }

    @Test
    void aCrashAtAnyMomentLosesNothingAndLeavesNoTwoTruths() throws IOException {
        two();
        List<String> originals = active();
        String first = Files.readString(directory.resolve("02_a.sql"));
        int steps = steps(migretti.planSquash("s")).size();
        assertThat(steps).isEqualTo(9);
        List<String> states = new ArrayList<>();
        for (int crash = 0; crash <= steps; crash++) {
            Squash squash = migretti.planSquash("s");
            for (SquashFiles.Step step : steps(squash).subList(0, crash)) {
                step.action().run();
            }

            boolean onlyOriginals = active().equals(originals);
            boolean onlyResult = active().equals(List.of(squash.name().fileName()));
            boolean applies = migretti.plan().isExecutable();
            states.add(
                    (onlyOriginals ? "originals" : onlyResult ? "result" : "between") + (applies ? "" : ", refused"));
            assertThat(applies)
                    .as("state after step " + crash)
                    .isEqualTo((onlyOriginals || onlyResult)
                            && SquashFiles.interrupted(directory).isEmpty());
            if (!applies) {
                SquashFiles interrupted = SquashFiles.interrupted(directory).orElseThrow();
                assertThatThrownBy(migretti::apply)
                        .isInstanceOf(InvalidMigrationsException.class)
                        .hasMessage("""
                                There is a problem with the migrations
                                  %s: a squash was interrupted before its result took the place of the originals
                                      run `squash` again, which completes it; the originals are in .squash_backup
                                  Next: correct the files; nothing was executed.""".formatted(interrupted.waiting()));
                Squashed completed = migretti.squash("another");
                assertThat(completed.completed()).isTrue();
                assertThat(completed.sources()).isEqualTo(originals);
                assertThat(active()).containsExactly(squash.name().fileName());
            } else if (onlyOriginals) {
                assertThat(migretti.squash("s").completed()).isFalse();
            }

            assertThat(active()).hasSize(1);
            assertThat(migretti.plan().steps())
                    .singleElement()
                    .satisfies(step -> assertThat(step.statements()).isEqualTo(2));
            Path backup =
                    directory.resolve(".squash_backup").resolve(active().get(0).replace(".sql", ""));
            assertThat(backup.resolve("02_a.sql")).hasContent(first);
            files.delete(active().get(0));
            two();
        }
        assertThat(states)
                .containsExactly(
                        "originals",
                        "originals",
                        "originals",
                        "originals",
                        "originals",
                        "originals",
                        "originals, refused",
                        "between, refused",
                        "between, refused",
                        "result");
    }

    private List<SquashFiles.Step> steps(Squash squash) {
        return new SquashFiles(directory, squash.name().fileName()).steps(squash);
    }

    @Test
    void anInterruptedSquashIsNotCompletedOverWhatHappenedMeanwhile() throws IOException {
        two();
        Squash squash = migretti.planSquash("s");
        for (SquashFiles.Step step : steps(squash).subList(0, 6)) {
            step.action().run();
        }
        SquashFiles interrupted = SquashFiles.interrupted(directory).orElseThrow();
        String original = Files.readString(directory.resolve("03_b.sql"));
        Files.writeString(directory.resolve("03_b.sql"), original + "-- edited\n");
        String wayOut = "copy the files of " + interrupted.backup() + " back to " + directory + ", and delete "
                + interrupted.waiting() + ".";

        assertThatThrownBy(() -> migretti.squash("s"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessage("The squash into " + squash.name().fileName()
                        + " was interrupted and cannot be completed: " + files.path("03_b.sql")
                        + " was changed after it had been squashed.\n  Next: clear that and squash again; or "
                        + wayOut);
        assertThat(active()).containsExactly("03_b.sql");
        Files.writeString(directory.resolve("03_b.sql"), original);

        migretti = Migretti.on(dataSource).from(files.location()).build();
        Sql.execute(
                dataSource,
                "CREATE TABLE _migrations (id varchar(26) PRIMARY KEY, name varchar(255) NOT NULL,"
                        + " applied_at timestamptz NOT NULL DEFAULT now(), checksum varchar(64))");
        Sql.execute(dataSource, "INSERT INTO _migrations (id, name) VALUES ('02', 'a')");
        assertThatThrownBy(() -> migretti.squash("s"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessage("The squash into " + squash.name().fileName()
                        + " was interrupted and cannot be completed: meanwhile these were applied: 02_a.sql.\n  Next: "
                        + wayOut);
        Sql.execute(dataSource, "DELETE FROM _migrations");
        assertThat(migretti.squash("s").completed()).isTrue();
    }

    @Test
    void aFileThatCannotBeWrittenLeavesTheOriginals() throws IOException {
        two();
        Files.createFile(directory.resolve(".squash_backup"));
        assertThatThrownBy(() -> migretti.squash("s"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageStartingWith("Nothing was changed, the files could not be squashed: ")
                .hasMessageEndingWith("\n  Next: clear that and squash again.");
        assertThat(active()).containsExactly("02_a.sql", "03_b.sql");
        assertThat(migretti.plan().isExecutable()).isTrue();
    }
}
