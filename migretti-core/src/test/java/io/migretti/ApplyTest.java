package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.zaxxer.hikari.HikariDataSource;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.plan.Refusal;
import io.migretti.report.MigrationState;
import io.migretti.report.Outcome;
import io.migretti.report.Status;
import io.migretti.report.StepResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@PostgresTest
class ApplyTest {

    @TempDir
    Path directory;

    private MigrationFiles files;
    private DataSource dataSource;
    private Migretti migretti;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory);
        dataSource = database.dataSource();
        migretti = Migretti.on(dataSource)
                .from(files.location())
                .performedBy("tester")
                .build();
    }

    @Test
    void appliesEachFileOnceInOrderAndRecordsIt() {
        files.up("02_second.sql", "INSERT INTO a VALUES (2);")
                .up("01_first.sql", "CREATE TABLE a (x int);\nINSERT INTO a VALUES (1);");

        Outcome outcome = migretti.apply();

        assertThat(outcome.done())
                .extracting(StepResult::name, StepResult.Done::statements)
                .containsExactly(tuple("first", 2), tuple("second", 1));
        assertThat(outcome.head().orElseThrow().value()).isEqualTo("02");
        assertThat(outcome.schema()).isEqualTo("public");
        assertThat(Sql.rows(dataSource, "SELECT x FROM a ORDER BY x")).containsExactly("1", "2");
        assertThat(Sql.rows(
                        dataSource,
                        "SELECT id, name, length(checksum), status, statements_done FROM _migrations ORDER BY id"))
                .containsExactly("01|first|64|applied|null", "02|second|64|applied|null");
        assertThat(
                        Sql.rows(
                                dataSource,
                                "SELECT migration_id, name, action, performed_by, duration_ms >= 0 FROM _migrations_log ORDER BY id"))
                .containsExactly("01|first|UP|tester|t", "02|second|UP|tester|t");

        assertThat(migretti.apply().results()).isEmpty();
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM _migrations_log"))
                .isEqualTo("2");
    }

    @Test
    void aStartWithNothingPendingNeitherLocksNorWrites() {
        files.up("01_first.sql", "CREATE TABLE a (x int);");
        migretti.apply();
        Sql.execute(dataSource, "CREATE ROLE reader_" + dbSuffix() + " LOGIN PASSWORD 'r'");
        Sql.execute(dataSource, "GRANT SELECT ON _migrations TO reader_" + dbSuffix());
        PGSimpleDataSource reader = (PGSimpleDataSource) dataSource;
        String xmin = Sql.value(dataSource, "SELECT xmin FROM _migrations");
        try (Connection blocker = dataSource.getConnection();
                Statement statement = blocker.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + Migretti.DEFAULT_LOCK_ID + ")");
            assertThat(Migretti.on(as(reader, "reader_" + dbSuffix(), "r"))
                            .from(files.location())
                            .lockTimeout(Duration.ZERO)
                            .build()
                            .apply()
                            .results())
                    .isEmpty();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            Sql.execute(dataSource, "DROP OWNED BY reader_" + dbSuffix());
            Sql.execute(dataSource, "DROP ROLE reader_" + dbSuffix());
        }
        assertThat(Sql.value(dataSource, "SELECT xmin FROM _migrations")).isEqualTo(xmin);
    }

    private String dbSuffix() {
        return Sql.value(dataSource, "SELECT current_database()");
    }

    private static DataSource as(PGSimpleDataSource dataSource, String user, String password) {
        PGSimpleDataSource other = new PGSimpleDataSource();
        other.setUrl(dataSource.getUrl());
        other.setUser(user);
        other.setPassword(password);
        return other;
    }

    @Test
    void aFailureNamesFileLineAndColumnAndLeavesNothingOfTheMigration() {
        files.up("01_first.sql", "CREATE TABLE a (x int);")
                .up("02_bad.sql", """
                        CREATE TABLE b (x int);
                        INSERT INTO b VALUES (1); -- größer 😀
                        CREATE TABLE users (
                            name text, -- 😀
                            email txt NOT NULL
                        );
                        CREATE TABLE c (x int);""")
                .up("03_third.sql", "CREATE TABLE d (x int);");

        MigrationFailedException failure = catchThrowableOfType(MigrationFailedException.class, migretti::apply);

        assertThat(failure).hasMessage("""
                        Migration 02_bad failed and was rolled back; 1 of 3 migrations was applied before it and stays.
                          at %s:6:11
                             6 |     email txt NOT NULL
                               |           ^
                          PostgreSQL 42704: type "txt" does not exist
                          Next: correct the file and start again; what is applied is not repeated.""".formatted(files.path("02_bad.sql")));
        assertThat(failure.outcome().done()).extracting(StepResult::name).containsExactly("first");
        assertThat(
                        Sql.rows(
                                dataSource,
                                "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace ORDER BY 1"))
                .containsExactly("_migrations", "_migrations_log", "a");
        assertThat(Sql.rows(dataSource, "SELECT id FROM _migrations")).containsExactly("01");

        files.up("02_bad.sql", "CREATE TABLE b (x int);");
        assertThat(migretti.apply().done()).extracting(StepResult::name).containsExactly("bad", "third");
    }

    @Test
    void namesTheSevenHundredthOfAThousandStatements() {
        StringBuilder statements = new StringBuilder("CREATE TABLE a (x int PRIMARY KEY);\n");
        for (int i = 2; i <= 1000; i++) {
            statements.append("INSERT INTO a VALUES (").append(i == 700 ? 3 : i).append(");\n");
        }
        files.up("01_many.sql", statements.toString());

        MigrationFailedException failure = catchThrowableOfType(MigrationFailedException.class, migretti::apply);

        assertThat(failure.failure().location()).hasToString(files.path("01_many.sql") + ":701:1");
        assertThat(failure.failure().sourceLine()).isEqualTo("INSERT INTO a VALUES (3);");
        assertThat(failure.failure().sqlState()).isEqualTo("23505");
        assertThat(failure.failure().detail()).hasValue("Key (x)=(3) already exists.");
    }

    @Test
    void namesTheStatementInEveryLocaleOfTheDriver() {
        Locale before = Locale.getDefault();
        files.up("01_many.sql", "SELECT 1;\n".repeat(300) + "SELECT nothing;");
        for (String locale :
                List.of("de-DE", "ja-JP", "ru-RU", "pl-PL", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "zh-TW")) {
            try {
                Locale.setDefault(Locale.forLanguageTag(locale));
                MigrationFailedException failure =
                        catchThrowableOfType(MigrationFailedException.class, migretti::apply);
                assertThat(failure.failure().location()).as(locale).hasToString(files.path("01_many.sql") + ":302:8");
            } finally {
                Locale.setDefault(before);
            }
        }
    }

    @Test
    void anErrorAtTheCommitIsReportedAsOne() {
        files.up("01_deferred.sql", """
                CREATE TABLE a (x int PRIMARY KEY);
                CREATE TABLE b (x int REFERENCES a DEFERRABLE INITIALLY DEFERRED);
                INSERT INTO b VALUES (1);""");

        assertThatThrownBy(migretti::apply)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageStartingWith(
                        "Migration 01_deferred failed at its commit and was rolled back; nothing was applied"
                                + " before it.\n  at " + files.path("01_deferred.sql") + "\n  PostgreSQL 23503: ");
        assertThat(Sql.value(dataSource, "SELECT to_regclass('b') IS NULL")).isEqualTo("t");
    }

    @Test
    void everyLexicalConstructReachesTheServerAsWritten() {
        files.up("01_all.sql", """
                CREATE TABLE t (x int, s text);
                INSERT INTO t VALUES (1, 'a;b''c'), (2, E'it\\'s;'), (3, $q$ ; $$ ; $q$), (4, U&'\\0061;');
                /* outer ; /* inner ; */ still ; */
                CREATE FUNCTION f(a int) RETURNS int LANGUAGE plpgsql AS $body$
                BEGIN
                    IF a > 1 THEN RETURN 1; END IF;
                    RETURN 0; -- ;
                END;
                $body$;
                CREATE FUNCTION g(a int) RETURNS int LANGUAGE sql
                BEGIN ATOMIC
                    SELECT CASE WHEN a > 1 THEN CASE WHEN a > 2 THEN 2 ELSE 1 END ELSE 0 END;
                    SELECT a + $1;
                END;
                CREATE PROCEDURE p() LANGUAGE sql BEGIN ATOMIC INSERT INTO t VALUES (5, 'p;'); END;
                CALL p();
                CREATE TABLE log (x int);
                CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO log VALUES (1); INSERT INTO log VALUES (2));
                INSERT INTO t SELECT 6, ('{"k": "v;"}'::jsonb) ->> 'k' WHERE '{"a":1}'::jsonb ? 'a';
                DO $$ BEGIN PERFORM 1; END $$;
                COPY t (x, s) FROM STDIN;
                7\tcopied; 'text'
                8\t-- migrate: down
                \\.
                SELECT f(2), "x;y" FROM (SELECT 1 AS "x;y") AS q;
                SELECT 10 - -1, 2 /*;*/ * 3, @ -5;""");

        assertThat(migretti.apply().done())
                .extracting(StepResult.Done::statements)
                .containsExactly(13);
        assertThat(Sql.rows(dataSource, "SELECT x, s FROM t ORDER BY x"))
                .containsExactly(
                        "1|a;b'c",
                        "2|it's;",
                        "3| ; $$ ; ",
                        "4|a;",
                        "5|p;",
                        "6|v;",
                        "7|copied; 'text'",
                        "8|-- migrate: down");
        assertThat(Sql.rows(dataSource, "SELECT count(*) FROM log")).containsExactly("2");
        assertThat(Sql.value(dataSource, "SELECT g(3)")).isEqualTo("6");
    }

    @Test
    void aMigrationWithoutTransactionIsDoneStatementByStatement() {
        files.up("01_table.sql", "CREATE TABLE a (x int);\nINSERT INTO a SELECT generate_series(1, 100);")
                .upWithoutTransaction(
                        "02_index.sql",
                        "CREATE INDEX CONCURRENTLY a_x ON a (x);\nCREATE INDEX CONCURRENTLY a_y ON a ((x + 1));\nVACUUM a;");

        assertThat(migretti.apply().done())
                .extracting(StepResult.Done::statements)
                .containsExactly(2, 3);

        assertThat(Sql.rows(dataSource, "SELECT id, status, statements_done FROM _migrations ORDER BY id"))
                .containsExactly("01|applied|null", "02|applied|3");
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM pg_index WHERE indrelid = 'a'::regclass AND indisvalid"))
                .isEqualTo("2");
    }

    @Test
    void aFailedMigrationWithoutTransactionLeavesATruthfulRowAndStopsTheNextRun() {
        files.up("01_table.sql", "CREATE TABLE a (x int);")
                .upWithoutTransaction(
                        "02_index.sql",
                        "CREATE INDEX CONCURRENTLY a_x ON a (x);\nCREATE INDEX CONCURRENTLY a_y ON a (y);\nVACUUM a;");

        assertThatThrownBy(migretti::apply)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessage("""
                        Migration 02_index failed without a transaction: 1 of its 3 statements done, and its row says so; 1 of 2 migrations was applied before it and stays.
                          at %s:4:1
                             4 | CREATE INDEX CONCURRENTLY a_y ON a (y);
                               | ^
                          PostgreSQL 42703: column "y" does not exist
                          Next: correct the file and continue it with `fix 02 --resume`; or finish it by hand and say `fix 02 --applied`; or undo it by hand and say `fix 02 --remove`.""".formatted(files.path("02_index.sql")));
        assertThat(Sql.rows(dataSource, "SELECT id, status, statements_done FROM _migrations ORDER BY id"))
                .containsExactly("01|applied|null", "02|failed|1");
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM _migrations_log"))
                .isEqualTo("1");

        assertThatThrownBy(migretti::apply)
                .isInstanceOf(PlanRefusedException.class)
                .hasMessage("""
                        Nothing was executed
                          the database is in a dirty state: 02_index failed after 1 of its statements were done
                          Next: correct the file and continue it with `fix <id> --resume`; or finish it by hand and say `fix <id> --applied`; or undo it by hand and say `fix <id> --remove`.""");
    }

    @Test
    void refusesWhatWasChangedIsMissingOrLateAllAtOnce() {
        files.up("02_two.sql", "SELECT 2;").up("04_four.sql", "SELECT 4;").up("06_six.sql", "SELECT 6;");
        migretti.apply();
        files.up("02_two.sql", "SELECT 22;").up("03_three.sql", "SELECT 3;").up("07_seven.sql", "SELECT 7;");
        files.delete("04_four.sql");

        PlanRefusedException refused = catchThrowableOfType(PlanRefusedException.class, migretti::apply);

        assertThat(refused.refusals())
                .hasExactlyElementsOfTypes(Refusal.Changed.class, Refusal.Missing.class, Refusal.OutOfOrder.class);
        assertThat(refused).hasMessage("""
                        Nothing was executed
                          files were changed after they had been applied: %s (applied with checksum %s, has %s)
                          applied migrations have no file, although there are newer ones: 04_four
                          pending migrations sort before 06_six, which is applied: %s
                          Next: restore each file as it was applied, and put the change into a new migration; or accept the file as it is now with `fix <id> --applied`.
                                bring the files back, or check that this is the right database and the right location.
                                give them new ids, or allow out-of-order migrations if they do not depend on the order.""".formatted(
                files.path("02_two.sql"),
                Sql.value(dataSource, "SELECT checksum FROM _migrations WHERE id = '02'"),
                migretti.status().in(MigrationState.CHANGED).get(0).checksum().orElseThrow(),
                files.path("03_three.sql")));
        assertThat(migretti.status().counts())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        MigrationState.APPLIED, 1,
                        MigrationState.CHANGED, 1,
                        MigrationState.MISSING, 1,
                        MigrationState.PENDING, 2));
        assertThat(migretti.verify().isValid()).isFalse();
    }

    @Test
    void lateMigrationsAreAppliedWhenThatIsAllowed() {
        files.up("02_two.sql", "SELECT 2;");
        migretti.apply();
        files.up("01_one.sql", "SELECT 1;");

        Migretti lenient = Migretti.on(dataSource)
                .from(files.location())
                .allowOutOfOrder(true)
                .build();
        assertThat(lenient.apply().done()).extracting(StepResult::name).containsExactly("one");
    }

    @Test
    void anOlderReleaseStartsOnANewerDatabase() {
        files.up("01_one.sql", "SELECT 1;").up("02_two.sql", "SELECT 2;");
        migretti.apply();
        files.delete("02_two.sql");

        assertThat(migretti.apply().results()).isEmpty();
        Status status = migretti.status();
        assertThat(status.migrations())
                .extracting(Status.Row::state)
                .containsExactly(MigrationState.APPLIED, MigrationState.FUTURE);
        assertThat(migretti.verify().isValid()).isTrue();
    }

    @Test
    void allProblemsOfTheFilesAreReportedAtOnceBeforeAnythingRuns() {
        files.up("01_fine.sql", "CREATE TABLE a (x int);")
                .file("02_typo.sql", "-- migrate: up\nSELECT 1;\n-- migrate: dwon\nSELECT 2;\n")
                .file(
                        "03_commit.sql",
                        "-- id: 99\n-- migrate: up\nCREATE TABLE b (x int);\nCOMMIT;\n-- migrate: irreversible\n")
                .file(
                        "04_index.sql",
                        "-- migrate: up\nCREATE INDEX CONCURRENTLY i ON a (x);\n-- migrate: irreversible\n")
                .file("bad-id_x.sql", "-- migrate: up\nSELECT 1;\n");

        assertThatThrownBy(migretti::apply)
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessage("""
                        There are 5 problems with the migrations
                          %s: the id `bad-id` has characters other than A-Z, a-z and 0-9
                              rename it to <id>_<name>.sql; an id is 1 to 26 letters and digits
                          %s:3:1: `dwon` is not a directive
                              write `-- migrate: down` if that is meant
                          %s:1:1: `-- id: 99` differs from the id in the file's name, 03
                              write `-- id: 03`, or rename the file if it has not been applied anywhere
                          %s:4:1: `COMMIT` begins or ends a transaction, which would outlive a rollback of the migration
                              take it out; each migration runs in a transaction of its own
                          %s:2:1: `CREATE INDEX CONCURRENTLY i ON a (x)` cannot run inside a transaction block
                              write `-- migrate: no-transaction` in the file, best with this statement alone in it
                          Next: correct the files; nothing was executed.""".formatted(
                                files.path("bad-id_x.sql"),
                                files.path("02_typo.sql"),
                                files.path("03_commit.sql"),
                                files.path("03_commit.sql"),
                                files.path("04_index.sql")));
        assertThat(Sql.value(dataSource, "SELECT to_regclass('_migrations') IS NULL AND to_regclass('a') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void readingNeverCreatesTheTables() {
        files.up("01_one.sql", "SELECT 1;");

        assertThat(migretti.status().counts()).containsExactly(Map.entry(MigrationState.PENDING, 1));
        assertThat(migretti.head()).isEmpty();
        assertThat(migretti.verify().isValid()).isTrue();
        assertThat(migretti.plan().ids()).hasSize(1);
        assertThat(Sql.value(dataSource, "SELECT to_regclass('_migrations') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void aConfiguredSchemaIsCreatedAndHoldsHistoryAndTables() {
        files.up("01_one.sql", "CREATE TABLE a (x int);");
        Migretti inSchema = Migretti.on(dataSource)
                .from(files.location())
                .schema("My \"Schema\"")
                .table("Changes")
                .build();

        assertThat(inSchema.plan().ids()).hasSize(1);
        assertThat(inSchema.apply().schema()).isEqualTo("My \"Schema\"");
        assertThat(inSchema.apply().results()).isEmpty();
        assertThat(Sql.rows(
                        dataSource,
                        "SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname ="
                                + " 'My \"Schema\"' AND relkind = 'r' ORDER BY 1"))
                .containsExactly("Changes", "Changes_log", "a");
    }

    @Test
    void aMigrationMayChangeTheSessionWithoutHarmToWhatFollows() {
        Sql.execute(dataSource, "CREATE SCHEMA other");
        files.up("01_hostile.sql", """
                        SELECT pg_catalog.set_config('search_path', '', false);
                        SET lock_timeout = '1ms';
                        SET standard_conforming_strings = off;
                        SET ROLE pg_read_all_data;
                        """)
                .up(
                        "02_temp.sql",
                        "CREATE TEMP TABLE scratch (x int);\nPREPARE p AS SELECT 1;\nSELECT pg_advisory_lock(7);\nSET SESSION AUTHORIZATION pg_read_all_data;")
                .up("03_fine.sql", "CREATE TABLE scratch (x text);\nINSERT INTO scratch VALUES ('a\\');");

        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(dataSource);
            pool.setMaximumPoolSize(1);
            pool.setAutoCommit(false);
            pool.setConnectionInitSql("SET search_path = other; SET statement_timeout = '77s'");
            assertThat(Migretti.on(pool).from(files.location()).build().apply().done())
                    .hasSize(3);
            assertThat(Sql.value(pool, "SELECT count(*) FROM other._migrations"))
                    .isEqualTo("3");
            assertThat(Sql.value(pool, "SELECT x FROM other.scratch")).isEqualTo("a\\");
            assertThat(Sql.value(
                            pool,
                            "SELECT concat_ws(' ', current_setting('search_path'), current_setting('statement_timeout'),"
                                    + " current_setting('lock_timeout'), current_user = session_user,"
                                    + " (SELECT count(*) FROM pg_prepared_statements WHERE from_sql),"
                                    + " (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'))"))
                    .isEqualTo("other 77s 0 t 0 0");
        }
    }

    @Test
    void continuesAHistoryThatAnOlderToolBegan() {
        files.up("01_one.sql", "SELECT 1;").up("02_two.sql", "CREATE TABLE a (x int);");
        String checksum =
                migretti.status().migrations().get(0).checksum().orElseThrow().sha256();
        Sql.execute(
                dataSource,
                "CREATE TABLE _migrations (id varchar(26) PRIMARY KEY, name varchar(255) NOT NULL, applied_at timestamptz"
                        + " NOT NULL DEFAULT now(), checksum varchar(64))");
        Sql.execute(
                dataSource, "INSERT INTO _migrations (id, name, checksum) VALUES ('01', 'one', '" + checksum + "')");

        assertThat(migretti.apply().done()).extracting(StepResult::name).containsExactly("two");
        assertThat(Sql.rows(dataSource, "SELECT id, status FROM _migrations ORDER BY id"))
                .containsExactly("01|applied", "02|applied");
    }

    @Test
    void twentyAtOnceApplyEachMigrationOnce() throws Exception {
        for (int i = 10; i < 20; i++) {
            files.up(i + "_m.sql", "CREATE TABLE t" + i + " (x int);\nSELECT pg_sleep(0.01);");
        }
        ExecutorService pool = Executors.newFixedThreadPool(20);
        try {
            List<Future<Outcome>> runs = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                runs.add(pool.submit(() -> migretti.apply()));
            }
            int applied = 0;
            for (Future<Outcome> run : runs) {
                applied += run.get().done().size();
            }
            assertThat(applied).isEqualTo(10);
        } finally {
            pool.shutdownNow();
        }
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM _migrations_log"))
                .isEqualTo("10");
    }

    @Test
    void waitingEndsWithTheNameOfTheHolder() throws Exception {
        files.up("01_one.sql", "SELECT 1;");
        try (Connection holder = dataSource.getConnection();
                Statement statement = holder.createStatement()) {
            statement.execute("SET application_name = 'the other'");
            statement.execute("SELECT pg_advisory_lock(-5)");
            Migretti impatient = Migretti.on(dataSource)
                    .from(files.location())
                    .lockId(-5)
                    .lockTimeout(Duration.ofMillis(200))
                    .build();
            assertThatThrownBy(impatient::apply)
                    .isInstanceOf(LockTimeoutException.class)
                    .hasMessageMatching(
                            "(?s)The migration lock -5 was not free within 2\\d\\d ms; it is held by pid \\d+,"
                                    + " user postgres, application the other, from 127.0.0.1, idle, connected since .*\\.\n"
                                    + "  Next: let that process finish, or end it if it is stuck; then start again\\.");
        }
    }

    @Test
    void createIndexConcurrentlyRunsWhileOthersWaitForTheLock() throws Exception {
        files.up("01_table.sql", "CREATE TABLE a (x int);")
                .upWithoutTransaction("02_index.sql", "SELECT pg_sleep(0.3);\nCREATE INDEX CONCURRENTLY a_x ON a (x);");
        ExecutorService pool = Executors.newFixedThreadPool(5);
        try {
            List<Future<Outcome>> runs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                runs.add(pool.submit(() -> migretti.apply()));
            }
            for (Future<Outcome> run : runs) {
                run.get(60, TimeUnit.SECONDS);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(Sql.rows(dataSource, "SELECT id, status FROM _migrations ORDER BY id"))
                .containsExactly("01|applied", "02|applied");
    }
}
