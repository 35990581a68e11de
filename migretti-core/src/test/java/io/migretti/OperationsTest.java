package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.history.HistoryEntry;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import io.migretti.report.Outcome;
import io.migretti.report.StepResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** What a person asks for beyond apply: forwards by steps, backwards, and settling by hand. */
@PostgresTest
class OperationsTest {

    private static final String HISTORY =
            "SELECT id, status, statements_done, down_sql IS NOT NULL FROM _migrations ORDER BY id";
    private static final String LOG =
            "SELECT migration_id, name, action, performed_by FROM _migrations_log ORDER BY id";

    @TempDir
    Path directory;

    private MigrationFiles files;
    private PGSimpleDataSource dataSource;
    private Migretti migretti;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory);
        dataSource = database.dataSource();
        migretti = configured().build();
    }

    private MigrettiBuilder configured() {
        return Migretti.on(dataSource).from(files.location()).performedBy("tester");
    }

    private static MigrationId id(String value) {
        return new MigrationId(value);
    }

    private List<String> names(Outcome outcome) {
        return outcome.done().stream().map(StepResult::name).toList();
    }

    private void table(String id, String name) {
        files.file(
                id + "_" + name + ".sql",
                "-- migrate: up\nCREATE TABLE " + name + " (x int);\n-- migrate: down\nDROP TABLE " + name + ";\n");
    }

    private List<String> tables() {
        return Sql.rows(
                dataSource,
                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                        + " AND relname NOT LIKE '%migrations%' ORDER BY 1");
    }

    private static PlanRefusedException refused(Runnable operation) {
        return catchThrowableOfType(PlanRefusedException.class, operation::run);
    }

    private static MigrationFailedException failed(Runnable operation) {
        return catchThrowableOfType(MigrationFailedException.class, operation::run);
    }

    // ---- forwards

    @Test
    void upAppliesTheNextAndApplyToStopsAtTheTarget() {
        for (String name : List.of("a", "b", "c", "d")) {
            table("0" + name, name);
        }

        assertThat(names(migretti.up())).containsExactly("a");
        assertThat(names(migretti.applyTo(id("0c")))).containsExactly("b", "c");
        assertThat(migretti.applyTo(id("0b")).results()).isEmpty();
        assertThat(refused(() -> migretti.applyTo(id("0x")))).hasMessage("""
                Nothing was executed
                  there is no migration 0x among the files
                  Next: check the id; `list` shows those there are.""");
        assertThat(names(migretti.up())).containsExactly("d");
        assertThat(migretti.up().results()).isEmpty();
        assertThat(tables()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void aSingleTransactionAppliesAllOrNothingAndBlamesTheRightMigration() {
        table("01", "a");
        files.up("02_bad.sql", "CREATE TABLE b (x int);\nINSERT INTO nowhere VALUES (1);");
        table("03", "c");
        Migretti single = configured().singleTransaction(true).build();

        assertThat(failed(single::apply)).hasMessage("""
                        Migration 02_bad failed and was rolled back, and all 3 migrations of the single transaction with it; nothing was applied before it.
                          at %s:3:13
                             3 | INSERT INTO nowhere VALUES (1);
                               |             ^
                          PostgreSQL 42P01: relation "nowhere" does not exist
                          Next: correct the file and start again; what is applied is not repeated.""".formatted(files.path("02_bad.sql")));
        assertThat(tables()).isEmpty();
        assertThat(Sql.rows(dataSource, HISTORY)).isEmpty();

        files.up("02_bad.sql", "SELECT pg_sleep(1);");
        Outcome outcome = single.apply();
        assertThat(names(outcome)).containsExactly("a", "bad", "c");
        assertThat(Sql.rows(dataSource, "SELECT count(DISTINCT xmin::text) FROM _migrations"))
                .containsExactly("1");
        // Counted from when the answer before was read, which a busy machine may do late.
        assertThat(Sql.rows(dataSource, "SELECT migration_id FROM _migrations_log WHERE duration_ms > 500"))
                .as("the second one sleeps for a second")
                .containsExactly("02");
        assertThat(Long.parseLong(Sql.value(dataSource, "SELECT sum(duration_ms) FROM _migrations_log")))
                .as("each has its own duration, without those before it")
                .isLessThanOrEqualTo(outcome.duration().toMillis());
    }

    @Test
    void aSingleTransactionIsRefusedWithoutTransactionalMigrationsOnly() {
        table("01", "a");
        files.upWithoutTransaction("02_index.sql", "CREATE INDEX CONCURRENTLY i ON a (x);");

        assertThat(refused(() -> configured().singleTransaction(true).build().apply()))
                .hasMessage("""
                        Nothing was executed
                          a single transaction is asked for, and these run without one: %s
                          Next: apply without the single transaction, or apply up to the first of them before.""".formatted(files.path("02_index.sql")));
        assertThat(tables()).isEmpty();
    }

    @Test
    void inASingleTransactionConstraintsAreCheckedAfterEachMigrationAndDeferredInTheNext() {
        String tables = """
                CREATE TABLE parent%1$s (x int PRIMARY KEY);
                CREATE TABLE child%1$s (x int CONSTRAINT "To Parent%1$s" REFERENCES parent%1$s DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO child%1$s VALUES (1);
                INSERT INTO parent%1$s VALUES (1);
                """;
        files.up("01_first.sql", tables.formatted(1))
                .up("02_alter.sql", "ALTER TABLE child1 ADD y int;\n" + tables.formatted(2) + """
                        INSERT INTO child1 VALUES (2);
                        INSERT INTO parent1 VALUES (2);
                        """)
                .up("03_last.sql", tables.formatted(3));
        Migretti single = configured().singleTransaction(true).build();
        assertThat(single.apply().done()).hasSize(3);

        files.up("04_fine.sql", "INSERT INTO child1 VALUES (5);\nINSERT INTO parent1 VALUES (5);")
                .up("05_orphan.sql", "INSERT INTO child1 VALUES (9);")
                .up("06_more.sql", "SELECT 1;");
        assertThat(failed(single::apply).failure().consequence())
                .isEqualTo("Migration 05_orphan failed at its commit and was rolled back, and all 3 migrations of the"
                        + " single transaction with it; nothing was applied before it");
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM parent1 WHERE x = 5"))
                .isEqualTo("0");
    }

    // ---- backwards

    @Test
    void rollsBackTheLastAppliedByTimeAndThenById() {
        table("01", "a");
        table("03", "c");
        migretti.apply();
        table("02", "b");
        Migretti lenient = configured().allowOutOfOrder(true).build();
        lenient.apply();
        Sql.execute(dataSource, "UPDATE _migrations SET applied_at = '2020-01-01' WHERE id IN ('01', '03')");

        assertThat(names(migretti.down())).containsExactly("b");
        Outcome rest = migretti.rollback(5);
        assertThat(names(rest)).containsExactly("c", "a");
        assertThat(rest.head()).isEmpty();
        assertThat(migretti.down().results()).isEmpty();
        assertThat(tables()).isEmpty();
        assertThat(Sql.rows(dataSource, LOG))
                .containsExactly(
                        "01|a|UP|tester",
                        "03|c|UP|tester",
                        "02|b|UP|tester",
                        "02|b|DOWN|tester",
                        "03|c|DOWN|tester",
                        "01|a|DOWN|tester");
        assertThatThrownBy(() -> migretti.rollback(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at least one migration, not 0");
    }

    @Test
    void refusesTheWholeRollbackIfOneHasNoDownUnlessThatIsAllowed() {
        table("01", "a");
        files.up("02_one_way.sql", "CREATE TABLE b (x int);");
        table("03", "c");
        migretti.apply();

        assertThat(refused(() -> migretti.rollback(3))).hasMessage("""
                        Nothing was executed
                          nothing says how to revert %s, which has no down
                          Next: revert by a new migration, or remove them from the history alone by allowing a missing down.""".formatted(files.path("02_one_way.sql")));
        assertThat(tables()).containsExactly("a", "b", "c");

        assertThat(names(configured().allowMissingDown(true).build().rollback(2)))
                .containsExactly("c", "one_way");
        assertThat(tables()).containsExactly("a", "b");
        assertThat(Sql.rows(dataSource, HISTORY)).containsExactly("01|applied|null|t");
    }

    @Test
    void rollsBackWithTheStoredDownWhenTheFileIsGoneOrChanged() {
        table("01", "a");
        files.file("02_index.sql", """
                        -- migrate: no-transaction
                        -- migrate: lock-timeout 3s
                        -- migrate: down
                        DROP INDEX CONCURRENTLY "a;\\x";
                        SELECT 'it''s \\'; -- größer 😀
                        -- migrate: up
                        CREATE INDEX CONCURRENTLY "a;\\x" ON a (x);
                        """);
        table("03", "c");
        files.up("04_none.sql", "SELECT 4;");
        migretti.apply();
        migretti.fix(id("02"), Request.Resolution.APPLIED);
        files.delete("02_index.sql");
        files.delete("04_none.sql");
        files.file("03_c.sql", "-- migrate: up\nCREATE TABLE c (x int);\n-- migrate: down\nDROP TABLE mistake;\n");

        assertThat(refused(() -> migretti.rollback(1)))
                .hasMessageContaining(
                        "  nothing says how to revert 04_none, which has no file here, and the history keeps no down for it\n");
        Migretti lenient = configured().allowMissingDown(true).build();
        assertThat(lenient.plan(new Request.Rollback(3, true)))
                .hasToString(String.join(
                        System.lineSeparator(),
                        "04_none (history only)",
                        "03_c (1 statement, as kept in the history)",
                        "02_index (2 statements, as kept in the history, no transaction)"));
        migretti.fix(id("02"), Request.Resolution.APPLIED);
        assertThat(names(lenient.rollback(3))).containsExactly("none", "c", "index");
        assertThat(tables()).containsExactly("a");
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM pg_index WHERE indrelid = 'a'::regclass"))
                .isEqualTo("0");
    }

    @Test
    void aFailingDownIsRolledBackAndReportedInTheTextThatTheHistoryKeeps() {
        table("01", "a");
        files.file(
                "02_b.sql",
                "-- migrate: up\nCREATE TABLE b (x int);\n-- migrate: down\nDROP TABLE b;\nDROP TABLE x;\n");
        table("03", "c");
        migretti.apply();
        files.delete("02_b.sql");

        MigrationFailedException failure = failed(() -> migretti.rollback(3));
        assertThat(failure).hasMessage("""
                        Migration 02_b failed and was rolled back; 1 of 3 migrations was rolled back before it and stays.
                          at history:02_b:3:1
                             3 | DROP TABLE x;
                               | ^
                          PostgreSQL 42P01: table "x" does not exist
                          Next: correct the file and start again; what is applied is not repeated.""");
        assertThat(failure.outcome().head()).contains(id("02"));
        assertThat(tables()).containsExactly("a", "b");
        assertThat(Sql.rows(dataSource, HISTORY)).containsExactly("01|applied|null|t", "02|applied|null|t");
    }

    @Test
    void aFailingDownWithoutTransactionIsSettledInEitherDirection() {
        table("01", "a");
        files.file("02_index.sql", """
                -- migrate: no-transaction
                -- migrate: up
                CREATE INDEX CONCURRENTLY i ON a (x);
                -- migrate: down
                DROP INDEX CONCURRENTLY i;
                DROP INDEX CONCURRENTLY nothing;
                """);
        migretti.apply();

        assertThat(failed(migretti::down)).hasMessage("""
                        Migration 02_index failed without a transaction on its way down: 1 of its 2 statements done, and its row says that it failed; nothing was rolled back before it.
                          at %s:6:1
                             6 | DROP INDEX CONCURRENTLY nothing;
                               | ^
                          PostgreSQL 42704: index "nothing" does not exist
                          Next: finish it by hand and say `fix 02 --remove`; or undo it by hand and say `fix 02 --applied`.""".formatted(files.path("02_index.sql")));
        assertThat(Sql.rows(dataSource, HISTORY)).containsExactly("01|applied|null|t", "02|failed|null|t");
        assertThat(refused(() -> migretti.fix(id("02"), Request.Resolution.RESUME)))
                .hasMessage("""
                Nothing was executed
                  02_index cannot be resumed: how far it came is not recorded, because another tool began it or because it failed on its way down
                  Next: bring the database by hand to what it is with the migration and say `fix 02 --applied`, or to what it is without it and say `fix 02 --remove`.""");

        migretti.fix(id("02"), Request.Resolution.APPLIED);
        assertThat(Sql.rows(dataSource, HISTORY)).containsExactly("01|applied|null|t", "02|applied|null|t");
        assertThat(failed(migretti::down).failure().message()).isEqualTo("index \"i\" does not exist");
        migretti.fix(id("02"), Request.Resolution.REMOVE);
        assertThat(migretti.plan().ids()).containsExactly(id("02"));
    }

    // ---- settled by hand

    @Test
    void fixRefusesWhatDoesNotFit() {
        table("01", "a");
        migretti.apply();

        assertThat(refused(() -> migretti.fix(id("09"), Request.Resolution.APPLIED)))
                .hasMessage("""
                Nothing was executed
                  there is no migration 09 in the history
                  Next: check the id; `list` shows those there are.""");
        assertThat(refused(() -> migretti.fix(id("01"), Request.Resolution.REMOVE)))
                .hasMessage("""
                Nothing was executed
                  01_a is applied, not failed
                  Next: roll it back if it is to be reverted.""");
        assertThat(refused(() -> migretti.fix(id("01"), Request.Resolution.RESUME)))
                .hasMessage("""
                Nothing was executed
                  01_a is applied, there is nothing to resume
                  Next: go on.""");
    }

    @Test
    void fixAppliedAcceptsAChangedFileByNameAndKeepsItsPlaceInTime() {
        table("01", "a");
        table("02", "b");
        migretti.apply();
        String when = Sql.value(dataSource, "SELECT applied_at FROM _migrations WHERE id = '01'");
        files.file("01_a.sql", "-- migrate: up\nSELECT 1;\n-- migrate: down\nDROP TABLE a; -- better\n");
        assertThat(refused(migretti::apply)).isNotNull();

        Outcome outcome = migretti.fix(id("01"), Request.Resolution.APPLIED);

        assertThat(outcome.head()).contains(id("02"));
        assertThat(Sql.value(dataSource, "SELECT applied_at FROM _migrations WHERE id = '01'"))
                .isEqualTo(when);
        assertThat(Sql.value(dataSource, "SELECT down_sql FROM _migrations WHERE id = '01'"))
                .contains("better");
        assertThat(migretti.apply().results()).isEmpty();
        assertThat(Sql.rows(dataSource, LOG)).last().isEqualTo("01|a|FIX|tester");
        assertThat(Sql.value(
                        dataSource,
                        "SELECT l.checksum = m.checksum FROM _migrations m JOIN _migrations_log l ON l.migration_id = m.id"
                                + " WHERE action = 'FIX'"))
                .isEqualTo("t");
    }

    @Test
    void fixRemoveForgetsAFailedMigrationSoThatItIsPendingAgain() {
        table("01", "a");
        files.upWithoutTransaction("02_bad.sql", "CREATE TABLE b (x int);\nCREATE TABLE b (x int);");
        assertThat(failed(migretti::apply)).isNotNull();
        Sql.execute(dataSource, "DROP TABLE b");

        migretti.fix(id("02"), Request.Resolution.REMOVE);

        assertThat(migretti.plan().ids()).containsExactly(id("02"));
        assertThat(Sql.rows(dataSource, LOG)).containsExactly("01|a|UP|tester", "02|bad|FIX|tester");
    }

    @Test
    void fixResumeContinuesBehindWhatIsDoneWithTheSettingsThatWereMade() {
        files.up("01_schema.sql", "CREATE SCHEMA app;\nCREATE TABLE app.t (x int);")
                .upWithoutTransaction("02_two.sql", """
                        SET search_path = app;
                        INSERT INTO t VALUES (1);
                        INSERT INTO t VALUES (1 / 0);
                        INSERT INTO t VALUES (3);""");
        assertThat(failed(migretti::apply)).hasMessageContaining(": 2 of its 4 statements done, and its row says so;");
        assertThat(failed(() -> migretti.fix(id("02"), Request.Resolution.RESUME)))
                .hasMessageContaining(": 2 of its 4 statements done, and its row says so;");

        files.upWithoutTransaction("02_two.sql", "SET search_path = app;");
        assertThat(refused(() -> migretti.fix(id("02"), Request.Resolution.RESUME)))
                .hasMessage("""
                        Nothing was executed
                          %s has fewer statements than the 2 that are done
                          Next: restore what was begun, and correct only what comes after it.""".formatted(files.path("02_two.sql")));
        files.up("02_two.sql", "SELECT 1;\nSELECT 2;\nSELECT 3;");
        assertThat(refused(() -> migretti.fix(id("02"), Request.Resolution.RESUME)))
                .hasMessageContaining(" is no longer a migration without transaction\n");

        files.upWithoutTransaction("02_two.sql", """
                        SET search_path = app;
                        INSERT INTO t VALUES (1);
                        INSERT INTO t VALUES (2);
                        INSERT INTO t VALUES (3);""");
        assertThat(migretti.fix(id("02"), Request.Resolution.RESUME).done()).hasSize(1);

        assertThat(Sql.rows(dataSource, "SELECT x FROM app.t ORDER BY x")).containsExactly("1", "2", "3");
        assertThat(Sql.rows(dataSource, HISTORY)).last().isEqualTo("02|applied|4|f");
        assertThat(migretti.apply().results()).isEmpty();
        assertThat(Sql.rows(dataSource, LOG)).last().isEqualTo("02|two|FIX|tester");
    }

    @Test
    void fixResumeDropsTheInvalidIndexThatAFailedBuildLeft() {
        files.up("01_table.sql", """
                CREATE SCHEMA "My App";
                CREATE TABLE "My App"."T.t" (x int);
                INSERT INTO "My App"."T.t" VALUES (1), (1);""");
        migretti.apply();
        List<String> builds = List.of(
                "CREATE UNIQUE INDEX CONCURRENTLY plain ON \"My App\".\"T.t\" (x)",
                "create unique index concurrently if not exists Folded on only \"My App\" . \"T.t\" using btree (x)",
                "CREATE UNIQUE /* a\nb */ INDEX CONCURRENTLY -- c\n IF NOT EXISTS \"Quo\"\"ted--i\" ON \"My App\".\"T.t\"(x)",
                "CREATE UNIQUE INDEX CONCURRENTLY ON \"My App\".\"T.t\" (x)");
        int number = 2;
        for (String build : builds) {
            String file = "0" + number + "_index.sql";
            files.upWithoutTransaction(file, "SET search_path = '';\n" + build + ";\nSELECT 1;");
            assertThat(failed(migretti::apply).failure().sqlState()).as(build).isEqualTo("23505");
            assertThat(indexes()).as("INVALID left by " + build).contains("f");

            Sql.execute(dataSource, "CREATE TABLE saved AS SELECT * FROM \"My App\".\"T.t\"");
            Sql.execute(
                    dataSource,
                    "DELETE FROM \"My App\".\"T.t\" WHERE ctid = (SELECT min(ctid) FROM \"My App\".\"T.t\")");
            migretti.fix(id("0" + number), Request.Resolution.RESUME);
            assertThat(indexes()).as(build).containsExactly("t");

            Sql.execute(
                    dataSource,
                    "DO $$ BEGIN EXECUTE (SELECT format('DROP INDEX %s', indexrelid::regclass)"
                            + " FROM pg_index WHERE indrelid = '\"My App\".\"T.t\"'::regclass); END $$");
            Sql.execute(dataSource, "INSERT INTO \"My App\".\"T.t\" VALUES (1)");
            Sql.execute(dataSource, "DROP TABLE saved");
            number++;
        }
    }

    private List<String> indexes() {
        return Sql.rows(dataSource, "SELECT indisvalid FROM pg_index WHERE indrelid = '\"My App\".\"T.t\"'::regclass");
    }

    @Test
    void fixResumeDropsWhatAFailedConcurrentReindexLeft() {
        files.up("01_table.sql", """
                CREATE TABLE t (x int);
                CREATE FUNCTION picky(x int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS
                $$ BEGIN IF x < 0 THEN RAISE 'no'; END IF; RETURN x; END $$;
                CREATE INDEX t_picky ON t (picky(x));
                INSERT INTO t VALUES (1);""");
        migretti.apply();
        String strict = "CREATE OR REPLACE FUNCTION picky(x int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS"
                + " $$ BEGIN IF x < %d THEN RAISE 'no'; END IF; RETURN x; END $$";
        int number = 2;
        for (String reindex : List.of(
                "REINDEX INDEX CONCURRENTLY t_picky",
                "REINDEX (VERBOSE) TABLE CONCURRENTLY public.t",
                "REINDEX SCHEMA CONCURRENTLY public")) {
            Sql.execute(dataSource, strict.formatted(2));
            files.upWithoutTransaction("0" + number + "_reindex.sql", reindex + ";");
            assertThat(failed(migretti::apply).failure().message()).isEqualTo("no");
            String left = "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass AND NOT indisvalid";
            assertThat(Sql.value(dataSource, left)).as(reindex).isEqualTo("1");

            Sql.execute(dataSource, strict.formatted(0));
            migretti.fix(id("0" + number), Request.Resolution.RESUME);
            assertThat(Sql.value(dataSource, left)).as(reindex).isEqualTo("0");
            assertThat(Sql.value(dataSource, "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass"))
                    .isEqualTo("1");
            number++;
        }
    }

    @Test
    void aBaselineRecordsWithoutExecuting() {
        table("01", "a");
        table("02", "b");
        table("03", "c");

        assertThat(refused(() -> migretti.baseline(id("09"))).refusals()).hasSize(1);
        Outcome outcome = migretti.baseline(id("02"));

        assertThat(names(outcome)).containsExactly("a", "b");
        assertThat(outcome.head()).contains(id("02"));
        assertThat(tables()).isEmpty();
        assertThat(Sql.rows(dataSource, LOG)).containsExactly("01|a|FIX|tester", "02|b|FIX|tester");
        assertThat(migretti.plan().ids()).containsExactly(id("03"));
        assertThat(refused(() -> migretti.baseline(id("03")))).hasMessage("""
                Nothing was executed
                  the history has rows already, 2 of them
                  Next: a baseline is for a database without history; settle single migrations with `fix`.""");
    }

    // ---- under the lock

    @Test
    void workUnderTheLockMayHaveTransactionsAndLeavesNothingBehind() throws Exception {
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(dataSource);
            pool.setMaximumPoolSize(1);
            Migretti pooled = Migretti.on(pool).from(files.location()).build();

            String answer = pooled.whileLocked(connection -> {
                assertThat(advisoryLocks()).isEqualTo("1");
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("CREATE TABLE kept (x int)");
                    connection.commit();
                    statement.execute("SET lock_timeout = '1ms'");
                    statement.execute("CREATE TABLE lost (x int)");
                }
                assertThatThrownBy(connection::close)
                        .isInstanceOf(SQLException.class)
                        .hasMessage("The work under the migration lock called close on a connection that the run still"
                                + " needs");
                return "done";
            });

            assertThat(answer).isEqualTo("done");
            assertThat(tables()).containsExactly("kept");
            assertThat(advisoryLocks()).isEqualTo("0");
            assertThat(Sql.value(pool, "SHOW lock_timeout")).isEqualTo("0");
            assertThatThrownBy(() -> pooled.whileLocked(connection -> {
                        connection.setAutoCommit(false);
                        throw new java.io.IOException("mine");
                    }))
                    .isInstanceOf(java.io.IOException.class)
                    .hasMessage("mine");
            assertThat(advisoryLocks()).isEqualTo("0");
        }
        assertThatThrownBy(() ->
                        configured().lockScope(LockScope.TRANSACTION).build().whileLocked(connection -> 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("whileLocked needs the lock scope SESSION");
    }

    private String advisoryLocks() {
        return Sql.value(
                dataSource,
                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database"
                        + " WHERE datname = current_database())");
    }

    @Test
    void aHookCannotTakeTheConnectionAwayNorLeaveATransactionOpen() {
        table("01", "a");
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(dataSource);
            pool.setMaximumPoolSize(1);
            Migretti open = Migretti.on(pool)
                    .from(files.location())
                    .hook(new MigrettiHook() {
                        @Override
                        public void before(io.migretti.plan.Plan plan, Connection connection) throws SQLException {
                            connection.setAutoCommit(false);
                            try (Statement statement = connection.createStatement()) {
                                statement.execute("SET lock_timeout = '1ms'");
                            }
                        }

                        @Override
                        public String toString() {
                            return "the hook";
                        }
                    })
                    .build();
            assertThatThrownBy(open::apply)
                    .isInstanceOf(HookFailedException.class)
                    .hasRootCauseMessage("it left a transaction open, which was rolled back (the hook)");
            assertThat(Sql.value(pool, "SHOW lock_timeout")).isEqualTo("0");
            Migretti closing = Migretti.on(pool)
                    .from(files.location())
                    .hook(new MigrettiHook() {
                        @Override
                        public void before(io.migretti.plan.Plan plan, Connection connection) throws SQLException {
                            connection.close();
                        }
                    })
                    .build();
            assertThatThrownBy(closing::apply)
                    .isInstanceOf(HookFailedException.class)
                    .hasMessage("""
                            Nothing was executed, a migration hook stopped the run: A migration hook called close on a connection that the run still needs.
                              Next: settle what it complains about and start again.""");
        }
        assertThat(tables()).isEmpty();
        assertThat(advisoryLocks()).isEqualTo("0");
    }

    // ---- classes

    private interface Body {
        void run(Connection connection) throws Exception;
    }

    private record Coded(String id, boolean transactional, Optional<String> checksum, Body upwards, Body downwards)
            implements JavaMigration {
        @Override
        public String name() {
            return "coded";
        }

        @Override
        public boolean reversible() {
            return true;
        }

        @Override
        public void up(Connection connection) throws Exception {
            upwards.run(connection);
        }

        @Override
        public void down(Connection connection) throws Exception {
            downwards.run(connection);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Migretti with(String id, boolean transactional, String checksum, Body up, Body down) {
        return configured()
                .javaMigrations(new Coded(id, transactional, Optional.of(checksum), up, down))
                .build();
    }

    @Test
    void classesTakeTheirTurnAmongFilesInBothDirections() {
        table("01", "a");
        files.up("03_more.sql", "INSERT INTO a VALUES (3);");
        for (boolean transactional : List.of(true, false)) {
            Migretti coded = with(
                    "02",
                    transactional,
                    "c1",
                    connection -> execute(connection, "ALTER TABLE a ADD y int; INSERT INTO a VALUES (2)"),
                    connection -> execute(connection, "ALTER TABLE a DROP y"));
            assertThat(names(coded.apply())).containsExactly("a", "coded", "more");
            assertThat(Sql.rows(dataSource, "SELECT x FROM a")).containsExactly("2", "3");
            assertThat(refused(with("02", transactional, "c2", connection -> {}, connection -> {})::apply))
                    .hasMessageContaining("class io.migretti.OperationsTest$Coded (applied with checksum c1, has c2)");
            assertThat(names(configured()
                            .allowMissingDown(true)
                            .javaMigrations(new Coded(
                                    "02",
                                    transactional,
                                    Optional.of("c1"),
                                    connection -> {},
                                    connection -> execute(connection, "ALTER TABLE a DROP y")))
                            .build()
                            .rollback(3)))
                    .containsExactly("more", "coded", "a");
            assertThat(tables()).isEmpty();
        }
    }

    @Test
    void aClassCannotEndTheTransactionAndWhatItThrowsUndoesIt() {
        for (Body call : List.<Body>of(
                Connection::commit,
                Connection::rollback,
                Connection::close,
                connection -> connection.setAutoCommit(true))) {
            MigrationFailedException failure = failed(with(
                    "02",
                    true,
                    "c",
                    connection -> {
                        execute(connection, "CREATE TABLE b (x int)");
                        call.run(connection);
                    },
                    connection -> {})::apply);
            assertThat(failure.failure().message())
                    .matches(
                            "io.migretti.OperationsTest\\$Coded called (commit|rollback|close|setAutoCommit) on its"
                                    + " connection, which is the engine's business: return to keep the changes, throw to undo them");
            assertThat(tables()).isEmpty();
        }
        assertThat(failed(with(
                        "02",
                        true,
                        "c",
                        connection -> {
                            execute(connection, "CREATE TABLE b (x int)");
                            throw new IllegalStateException("my own");
                        },
                        connection -> {})::apply))
                .hasMessage("""
                        Migration 02_coded failed and was rolled back; nothing was applied before it.
                          at class io.migretti.OperationsTest$Coded
                          java.lang.IllegalStateException: my own
                          Next: correct the class and start again; what is applied is not repeated.""");
        assertThat(tables()).isEmpty();
        assertThat(Sql.rows(dataSource, HISTORY)).isEmpty();
    }

    @Test
    void aClassThatCommitsPastTheGuardIsNotSaidToBeRolledBack() {
        Map<String, Body> afterwards = Map.of(
                "goes on", connection -> {},
                "throws",
                        connection -> {
                            throw new IllegalStateException("afterwards");
                        },
                "fails", connection -> execute(connection, "SELECT 1 / 0"));
        for (String end : List.of("COMMIT", "COMMIT; BEGIN", "COMMIT AND CHAIN")) {
            afterwards.forEach((how, then) -> {
                Body up = connection -> {
                    execute(connection, "CREATE TABLE IF NOT EXISTS b (x int)");
                    execute(connection, end);
                    then.run(connection);
                };
                assertThat(failed(with("02", true, "c", up, connection -> {})::apply))
                        .as(end + " and " + how)
                        .hasMessage("""
                                Migration 02_coded ended the transaction that it runs in: what it committed stays, and is not recorded; nothing was applied before it.
                                  at class io.migretti.OperationsTest$Coded
                                  the transaction was over before the migration was recorded
                                  Next: take what ends the transaction out of it, undo by hand what it did, and start again.""");
                assertThat(Sql.rows(dataSource, HISTORY)).isEmpty();
            });
        }
    }

    @Test
    void aClassThatRollsBackPastTheGuardIsNotRecorded() {
        assertThat(failed(with(
                                "02",
                                true,
                                "c",
                                connection -> execute(connection, "ROLLBACK; RESET ALL; BEGIN; CREATE TABLE b (x int)"),
                                connection -> {})::apply)
                        .failure()
                        .consequence())
                .startsWith("Migration 02_coded ended the transaction that it runs in: ");
        assertThat(tables()).isEmpty();
        assertThat(Sql.rows(dataSource, HISTORY)).isEmpty();
    }

    @Test
    void aClassMayUseSavepointsAndReleaseWhatItLikes() {
        assertThat(with(
                                "02",
                                true,
                                "c",
                                connection -> {
                                    execute(connection, "CREATE TABLE b (x int)");
                                    java.sql.Savepoint before = connection.setSavepoint();
                                    execute(connection, "INSERT INTO b VALUES (1)");
                                    connection.rollback(before);
                                    execute(connection, "RESET ALL; SELECT pg_advisory_unlock_all()");
                                },
                                connection -> {})
                        .apply()
                        .done())
                .hasSize(1);
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM b")).isEqualTo("0");
    }

    @Test
    void aClassWithoutTransactionIsToldWhatThatMeans() {
        assertThat(failed(with("02", false, "c", Connection::commit, connection -> {})::apply))
                .hasMessage("""
                        Migration 02_coded failed without a transaction: nobody knows how much of it is done, and its row says that it failed; nothing was applied before it.
                          at class io.migretti.OperationsTest$Coded
                          io.migretti.OperationsTest$Coded called commit on its connection, which runs without a transaction: each statement is kept at once, and none is undone
                          Next: finish it by hand and say `fix 02 --applied`; or undo it by hand and say `fix 02 --remove`.""");
    }

    @Test
    void onlyTheServersWordsAreSaidToBeItsOwn() throws Exception {
        assertThat(failed(with("02", true, "c", Connection::rollback, connection -> {})::apply))
                .hasMessage("""
                        Migration 02_coded failed and was rolled back; nothing was applied before it.
                          at class io.migretti.OperationsTest$Coded
                          io.migretti.OperationsTest$Coded called rollback on its connection, which is the engine's business: return to keep the changes, throw to undo them
                          Next: correct the class and start again; what is applied is not repeated.""");
        int port;
        try (java.net.ServerSocket socket =
                new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        nobody.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/none");
        assertThatThrownBy(Migretti.on(nobody).from(files.location()).build()::apply)
                .isInstanceOf(DatabaseException.class)
                .hasMessage(
                        "No connection to the database: Connection to 127.0.0.1:" + port + " refused. Check that the"
                                + " hostname and port are correct and that the postmaster is accepting TCP/IP connections.\n"
                                + "  Next: check that it runs, and its address, user and password.");
    }

    @Test
    void ofAnUnknownHostItsNameIsTold() {
        PGSimpleDataSource nobody = new PGSimpleDataSource();
        // No name server is asked for a name with an empty part.
        nobody.setUrl("jdbc:postgresql://no..where:5432/none");

        assertThatThrownBy(Migretti.on(nobody).from(files.location()).build()::apply)
                .isInstanceOf(DatabaseException.class)
                .hasMessage("No connection to the database, the host no..where is not known: The connection attempt"
                        + " failed.\n  Next: check that it runs, and its address, user and password.");
    }

    @Test
    void onlyWhatCanBeResumedIsSaidToBeResumable() {
        Migretti coded = with(
                "02",
                false,
                "c",
                connection -> {
                    throw new IllegalStateException("half way");
                },
                connection -> {});
        assertThat(failed(coded::apply)).isNotNull();
        assertThat(refused(coded::apply)).hasMessage("""
                Nothing was executed
                  the database is in a dirty state: 02_coded failed
                  Next: finish it by hand and say `fix <id> --applied`; or undo it by hand and say `fix <id> --remove`.""");
        files.upWithoutTransaction("01_one.sql", "SELECT 1;\nSELECT 1 / 0;");
        assertThat(failed(() -> {
                    coded.fix(id("02"), Request.Resolution.REMOVE);
                    migretti.apply();
                }))
                .isNotNull();
        assertThat(refused(migretti::apply)).hasMessage("""
                Nothing was executed
                  the database is in a dirty state: 01_one failed after 1 of its statements were done
                  Next: correct the file and continue it with `fix <id> --resume`; or finish it by hand and say `fix <id> --applied`; or undo it by hand and say `fix <id> --remove`.""");
        Sql.execute(
                dataSource,
                "INSERT INTO _migrations (id, name, status, statements_done) VALUES ('02', 'gone', 'failed', 3),"
                        + " ('03', 'downwards', 'failed', NULL)");
        assertThat(refused(migretti::apply)).hasMessage("""
                Nothing was executed
                  the database is in a dirty state: 01_one failed after 1 of its statements were done; 02_gone failed after 3 of its statements were done; 03_downwards failed
                  Next: correct the file and continue it with `fix <id> --resume`, which only 01 can be; or bring the database by hand to what it is with the migration and say `fix <id> --applied`, or to what it is without it and say `fix <id> --remove`.""");
    }

    // ---- attempts and times

    @Test
    void eachAttemptIsToldForWhatItFailedOf() {
        List<String> states = List.of("55P03", "40P01", "40001");
        List<String> words =
                List.of("could not get a lock", "was the victim of a deadlock", "conflicted with another transaction");
        for (int i = 0; i < states.size(); i++) {
            Sql.execute(dataSource, "CREATE SEQUENCE attempts" + i);
            files.up(
                    "0" + i + "_m.sql",
                    "DO $$ BEGIN IF nextval('attempts" + i + "') = 1 THEN RAISE 'in the way' USING ERRCODE = '"
                            + states.get(i) + "'; END IF; END $$;");
            try (LogOf log = new LogOf()) {
                assertThat(migretti.apply().done()).hasSize(1);
                assertThat(log.lines())
                        .filteredOn(line -> line.startsWith("WARN 0"))
                        .containsExactly(
                                "WARN 0" + i + "_m (1 statement) " + words.get(i) + " (PostgreSQL " + states.get(i)
                                        + ": in the way) and is rolled back; attempt 2 of 10 follows in 500 ms. In the way: nobody"
                                        + " any more");
            }
        }
    }

    @Test
    void attemptsThatFailAtTheCommitAreCounted() {
        files.up("01_m.sql", """
                CREATE TABLE t (x int);
                CREATE FUNCTION never() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RAISE 'not now' USING ERRCODE = '40001'; END $$;
                CREATE CONSTRAINT TRIGGER never AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION never();
                INSERT INTO t VALUES (1);""");
        assertThat(failed(configured().lockAttempts(2).build()::apply))
                .hasMessage("""
                        Migration 01_m failed at its commit in each of 2 attempts and was rolled back; nothing was applied before it.
                          at %s
                          PostgreSQL 40001: not now
                          Context: PL/pgSQL function never() line 1 at RAISE
                          Next: another session was in the way; start again.""".formatted(files.path("01_m.sql")));
    }

    @Test
    void aTimeThatPostgresqlCannotTakeIsAProblemBeforeAnythingRuns() {
        table("01", "a");
        files.file("02_long.sql", """
                -- migrate: lock-timeout 100d
                -- migrate: statement-timeout 2147483648ms
                -- migrate: up
                SELECT 1;
                -- migrate: irreversible
                """);
        assertThatThrownBy(migretti::apply)
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessage("""
                        There are 2 problems with the migrations
                          %1$s:1:1: `100d` is longer than PostgreSQL can wait
                              write at most 24d, or 0s for no limit
                          %1$s:2:1: `2147483648ms` is longer than PostgreSQL can wait
                              write at most 24d, or 0s for no limit
                          Next: correct the files; nothing was executed.""".formatted(files.path("02_long.sql")));
        assertThat(tables()).isEmpty();
        files.file("02_long.sql", """
                -- migrate: lock-timeout 24d
                -- migrate: statement-timeout 2147483647ms
                -- migrate: up
                SELECT 1;
                -- migrate: irreversible
                """);
        assertThat(migretti.apply().done()).hasSize(2);
        for (java.time.Duration time : List.of(
                java.time.Duration.ofNanos(999_999),
                java.time.Duration.ofMillis(-1),
                java.time.Duration.ofDays(20).plusMillis(1))) {
            assertThatThrownBy(() -> configured().statementLockTimeout(time))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("statementLockTimeout must be 0, or 1 ms to 20 days, and is " + time);
            assertThatThrownBy(() -> configured().statementTimeout(time)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> configured().lockTimeout(time)).isInstanceOf(IllegalArgumentException.class);
        }
        files.up("03_longest.sql", "SELECT 1;");
        java.time.Duration longest = java.time.Duration.ofDays(20);
        assertThat(configured()
                        .statementLockTimeout(longest)
                        .statementTimeout(longest)
                        .build()
                        .apply()
                        .done())
                .hasSize(1);
    }

    // ---- whose session it is

    @Test
    void theSessionSaysWhoseItIsWhileTheRunLasts() {
        files.up("01_a.sql", "CREATE TABLE names AS SELECT current_setting('application_name') AS name;")
                .up("02_b.sql", "SET application_name = 'mine';")
                .up("03_c.sql", "INSERT INTO names SELECT current_setting('application_name');")
                .upWithoutTransaction("04_d.sql", "INSERT INTO names SELECT current_setting('application_name');");
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(dataSource);
            pool.setMaximumPoolSize(1);
            pool.setConnectionInitSql("SET application_name = 'the shop'");
            String interval = Sql.value(pool, "SHOW client_connection_check_interval");
            Migretti.on(pool)
                    .from(files.location())
                    .performedBy("J\u00f6rg's " + "x".repeat(80))
                    .build()
                    .apply();
            assertThat(Sql.value(pool, "SHOW application_name")).isEqualTo("the shop");
            assertThat(Sql.value(pool, "SHOW client_connection_check_interval")).isEqualTo(interval);
            files.up("05_e.sql", "INSERT INTO names SELECT current_setting('application_name');");
            Migretti.on(pool).from(files.location()).performedBy("").build().apply();
            assertThat(Sql.value(pool, "SHOW application_name")).isEqualTo("the shop");
        }
        String name = "migretti: J?rg's " + "x".repeat(63 - "migretti: J?rg's ".length());
        assertThat(Sql.rows(dataSource, "SELECT name FROM names")).containsExactly(name, name, name, "migretti");
    }

    @Test
    void aClassWithoutTransactionThatFailsIsNotResumed() {
        Migretti coded = with(
                "02",
                false,
                "c",
                connection -> {
                    execute(connection, "CREATE TABLE b (x int)");
                    throw new IllegalStateException("half way");
                },
                connection -> {});

        assertThat(failed(coded::apply)).hasMessage("""
                Migration 02_coded failed without a transaction: nobody knows how much of it is done, and its row says that it failed; nothing was applied before it.
                  at class io.migretti.OperationsTest$Coded
                  java.lang.IllegalStateException: half way
                  Next: finish it by hand and say `fix 02 --applied`; or undo it by hand and say `fix 02 --remove`.""");
        assertThat(refused(() -> coded.fix(id("02"), Request.Resolution.RESUME)))
                .hasMessage("""
                Nothing was executed
                  02_coded cannot be resumed: it is a class, and nobody counts what a class does
                  Next: finish it by hand and say `fix 02 --applied`, or undo it by hand and say `fix 02 --remove`.""");
        coded.fix(id("02"), Request.Resolution.APPLIED);
        assertThat(Sql.rows(dataSource, HISTORY)).containsExactly("02|applied|0|f");
    }

    // ---- who may only read

    @Test
    void whoMayOnlyReadReadsAndIsToldWhyHeCannotWrite(TestDatabase database) {
        table("01", "a");
        migretti.apply();
        table("02", "b");
        String role = "reader_" + database.name();
        Sql.execute(dataSource, "CREATE ROLE " + role + " LOGIN PASSWORD 'r'");
        try {
            Sql.execute(dataSource, "GRANT SELECT ON _migrations, _migrations_log TO " + role);
            Sql.execute(dataSource, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
            PGSimpleDataSource reader = new PGSimpleDataSource();
            reader.setUrl(dataSource.getUrl());
            reader.setUser(role);
            reader.setPassword("r");
            Migretti reading = Migretti.on(reader).from(files.location()).build();
            assertReads(reading);
            assertThat(failed(reading::apply)).hasMessage("""
                            Migration 02_b failed and was rolled back; nothing was applied before it.
                              at %s:2:14
                                 2 | CREATE TABLE b (x int);
                                   |              ^
                              PostgreSQL 42501: permission denied for schema public
                              Next: grant the role what it lacks, or give migrations a role that owns the schema; then start again.""".formatted(files.path("02_b.sql")));

            Sql.execute(dataSource, "ALTER ROLE " + role + " SET default_transaction_read_only = on");
            assertReads(reading);
            assertThatThrownBy(reading::apply)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("""
                            The session may only read (default_transaction_read_only is on).
                              Next: use a role and a server that take changes.""");
            assertThatThrownBy(() -> reading.whileLocked(connection -> 1))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("""
                            The session may only read (default_transaction_read_only is on).
                              Next: use a role and a server that take changes.""");
            assertThat(advisoryLocks()).isEqualTo("0");
        } finally {
            Sql.execute(dataSource, "DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }

    private void assertReads(Migretti reading) {
        assertThat(reading.status().migrations()).hasSize(2);
        assertThat(reading.list()).hasSize(2);
        assertThat(reading.head().orElseThrow().id()).isEqualTo(id("01"));
        assertThat(reading.verify().isValid()).isTrue();
        assertThat(reading.plan().ids()).containsExactly(id("02"));
    }

    @Test
    void whoPerformedItMustFitIntoTheLog() {
        assertThatThrownBy(() -> configured().performedBy("x".repeat(256)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("performedBy must be at most 255 characters, and is `" + "x".repeat(256) + "`");
        table("01", "a");
        String name = "O'Brien \\ \"; DROP TABLE a; -- " + "ü".repeat(200);
        configured().performedBy(name).build().apply();
        assertThat(Sql.value(dataSource, "SELECT performed_by FROM _migrations_log"))
                .isEqualTo(name);
    }

    /** Whatever the server may hold as a time; the last one counts. */
    @Test
    void timesOfEveryKind() {
        for (String id : List.of("01", "02", "03", "04", "05")) {
            table(id, "t" + id);
        }
        migretti.apply();
        Map<String, String> times = Map.of(
                "01",
                "infinity",
                "02",
                "-infinity",
                "03",
                "0044-03-15 12:00:00+00 BC",
                "04",
                "294276-12-31 23:59:59+00",
                "05",
                "1969-12-31 23:59:59.999999+00");
        times.forEach((id, time) ->
                Sql.execute(dataSource, "UPDATE _migrations SET applied_at = '" + time + "' WHERE id = '" + id + "'"));
        HistoryEntry head = migretti.head().orElseThrow();
        assertThat(head.id()).isEqualTo(new MigrationId("01"));
        assertThat(names(migretti.rollback(5))).containsExactly("t01", "t04", "t05", "t03", "t02");
    }

    @Test
    void timesAreExact() {
        table("01", "a");
        migretti.apply();
        for (String time :
                List.of("1969-12-31T23:59:59.999999Z", "2026-02-03T04:05:06.123457Z", "1999-12-31T23:59:59Z")) {
            Sql.execute(dataSource, "UPDATE _migrations SET applied_at = '" + time + "'");
            assertThat(migretti.head().orElseThrow().appliedAt()).isEqualTo(time);
        }
    }
}
