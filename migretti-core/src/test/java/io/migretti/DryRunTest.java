package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.plan.Request;
import io.migretti.report.DryRun;
import io.migretti.report.DryRun.Check;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class DryRunTest {

    @TempDir
    Path directory;

    private MigrationFiles files;
    private DataSource dataSource;
    private Migretti migretti;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory);
        dataSource = database.dataSource();
        migretti = Migretti.on(dataSource).from(files.location()).build();
    }

    private static List<String> locks(DryRun.Statement statement) {
        return statement.locks().stream()
                .map(lock -> lock.relation() + " " + lock.mode())
                .toList();
    }

    @Test
    void executesEverythingInOrderAndLeavesNothing() {
        files.up("01_table.sql", "CREATE TABLE a (x int PRIMARY KEY);\nINSERT INTO a VALUES (1);");
        migretti.apply();
        files.up("02_column.sql", "ALTER TABLE a ADD COLUMN y text;\nALTER TABLE a ALTER COLUMN x TYPE bigint;")
                .up(
                        "03_builds_on_it.sql",
                        "CREATE TABLE b (x bigint REFERENCES a);\nCOPY a (x, y) FROM STDIN;\n2\ttwo\n\\.")
                .upWithoutTransaction(
                        "04_index.sql",
                        "CREATE INDEX CONCURRENTLY a_y ON a (y);\nREINDEX (CONCURRENTLY, VERBOSE) TABLE a;\nVACUUM a;\nDROP"
                                + " INDEX CONCURRENTLY a_y;");

        DryRun dryRun = migretti.dryRun();

        assertThat(dryRun.failure()).isEmpty();
        assertThat(dryRun.isComplete()).isFalse();
        assertThat(dryRun.migrations()).hasSize(3);
        List<DryRun.Statement> second = dryRun.migrations().get(0).statements();
        assertThat(second.get(0).location()).hasToString(files.path("02_column.sql") + ":2:1");
        assertThat(locks(second.get(0))).containsExactly("public.a AccessExclusiveLock");
        assertThat(second.get(0).rewritten()).isEmpty();
        assertThat(second.get(1).rewritten()).contains("public.a");
        assertThat(dryRun.migrations().get(2).statements())
                .extracting(DryRun.Statement::start, DryRun.Statement::check)
                .containsExactly(
                        org.assertj.core.api.Assertions.tuple(
                                "CREATE INDEX CONCURRENTLY a_y ON a (y)", Check.EXECUTED_IN_TRANSACTION),
                        org.assertj.core.api.Assertions.tuple(
                                "REINDEX (CONCURRENTLY, VERBOSE) TABLE a", Check.EXECUTED_IN_TRANSACTION),
                        org.assertj.core.api.Assertions.tuple("VACUUM a", Check.NOT_CHECKED),
                        org.assertj.core.api.Assertions.tuple(
                                "DROP INDEX CONCURRENTLY a_y", Check.EXECUTED_IN_TRANSACTION));
        assertThat(dryRun.remarks())
                .containsExactly(
                        "Everything was rolled back, but sequences that were advanced stay so, as do effects outside this"
                                + " database.",
                        "What runs concurrently in earnest was tried without CONCURRENTLY: the locks shown for it are"
                                + " stronger than those it will take.",
                        "Some statements cannot run in a transaction and were not checked; what builds on them may fail here"
                                + " and not in earnest.");
        assertThat(Sql.value(dataSource, "SELECT to_regclass('b') IS NULL")).isEqualTo("t");
        assertThat(Sql.rows(dataSource, "SELECT * FROM a")).containsExactly("1");
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM _migrations")).isEqualTo("1");
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                .isEqualTo("0");
    }

    @Test
    void reportsTheFailureThatWouldHappenAndStillLeavesNothing() {
        files.up("01_fine.sql", "CREATE TABLE a (x int);").up("02_bad.sql", "SELECT 1;\nSELECT missing FROM a;");

        DryRun dryRun = migretti.dryRun();

        assertThat(dryRun.isSuccessful()).isFalse();
        assertThat(dryRun.failure().orElseThrow()).hasToString("""
                        Migration 02_bad would fail; everything was rolled back; 1 of 2 migrations was applied before it in the dry run.
                          at %s:3:8
                             3 | SELECT missing FROM a;
                               |        ^
                          PostgreSQL 42703: column "missing" does not exist
                          Next: correct the file and start again; what is applied is not repeated.""".formatted(files.path("02_bad.sql")));
        assertThat(Sql.value(dataSource, "SELECT to_regclass('a') IS NULL AND to_regclass('_migrations') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void rehearsesARollback() {
        files.file("01_a.sql", "-- migrate: up\nCREATE TABLE a (x int);\n-- migrate: down\nDROP TABLE a;\n");
        migretti.apply();

        DryRun dryRun = migretti.dryRun(new Request.Rollback(1, false));

        assertThat(dryRun.isComplete()).isTrue();
        assertThat(locks(dryRun.migrations().get(0).statements().get(0)))
                .containsExactly("public.a AccessExclusiveLock");
        assertThat(Sql.value(dataSource, "SELECT to_regclass('a') IS NOT NULL")).isEqualTo("t");
        assertThat(migretti.status().head()).isPresent();
    }

    @Test
    void constraintsThatLaterMigrationsDeferAreCheckedWhenTheirMigrationEnds() {
        files.up("01_tables.sql", "CREATE TABLE a (x int PRIMARY KEY);\nINSERT INTO a VALUES (1);")
                .up(
                        "02_deferred.sql",
                        "CREATE TABLE b (x int REFERENCES a DEFERRABLE INITIALLY DEFERRED);\nINSERT INTO b VALUES"
                                + " (2);\nINSERT INTO a VALUES (2);")
                .up("03_broken.sql", "INSERT INTO b VALUES (3);");

        DryRun dryRun = migretti.dryRun();

        assertThat(dryRun.failure().orElseThrow().toString())
                .startsWith(
                        "Migration 03_broken would fail; everything was rolled back; 2 of 3 migrations were applied")
                .contains("23503");
    }

    @Test
    void aClassThatEndsTheTransactionIsFoundOut() {
        java.util.concurrent.atomic.AtomicReference<String> end = new java.util.concurrent.atomic.AtomicReference<>("");
        Migretti coded = Migretti.on(dataSource)
                .javaMigrations(new JavaMigration() {
                    @Override
                    public String id() {
                        return "01";
                    }

                    @Override
                    public String name() {
                        return "commits";
                    }

                    @Override
                    public void up(Connection connection) throws SQLException {
                        try (Statement statement = connection.createStatement()) {
                            statement.execute("CREATE TABLE IF NOT EXISTS a (x int)");
                            statement.execute(end.get());
                        }
                    }
                })
                .build();

        for (String sql : List.of("COMMIT", "COMMIT; BEGIN", "COMMIT; BEGIN; SELECT 1 / 0")) {
            end.set(sql);
            assertThat(coded.dryRun().failure().orElseThrow()).hasToString("""
                    Migration 01_commits ended the transaction of the dry run: if it committed, what it and the migrations before it did stays, and is not recorded; nothing was applied before it.
                      at class io.migretti.DryRunTest$1
                      the transaction was over before the migration was recorded
                      Next: take what ends the transaction out of it, and undo by hand what is there now.""");
        }
        assertThat(Sql.value(dataSource, "SELECT to_regclass('a') IS NOT NULL")).isEqualTo("t");
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                .isEqualTo("0");
    }

    @Test
    void aDryRunInProductionNeedsAConfirmation() {
        files.up("01_a.sql", "CREATE TABLE a (x int);");
        Migretti production = Migretti.on(dataSource)
                .from(files.location())
                .environment("eu")
                .profiles("cloud", "PROD")
                .build();
        for (org.assertj.core.api.ThrowableAssert.ThrowingCallable operation :
                List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(production::apply, production::dryRun)) {
            assertThatThrownBy(operation)
                    .isInstanceOf(PlanRefusedException.class)
                    .hasMessage("""
                            Nothing was executed
                              this is production (PROD), and executing SQL there needs a confirmation
                              Next: confirm with --yes on the command line, with migretti.confirm-production=true in Spring, or with confirmProduction(true) in Java.""");
        }
        assertThat(production.plan().ids()).hasSize(1);
        assertThat(Sql.value(dataSource, "SELECT to_regclass('_migrations') IS NULL"))
                .isEqualTo("t");
        Migretti confirmed = Migretti.on(dataSource)
                .from(files.location())
                .environment("Live")
                .confirmProduction(true)
                .build();
        assertThat(confirmed.apply().done()).hasSize(1);
        assertThat(production.apply().results()).isEmpty();
    }
}
