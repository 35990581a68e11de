package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that has no more to give, and one that gives no more time: also where only the commit needs it. */
@PostgresTest
class LimitsTest {

    /** More than 64 kB to sort. */
    private static final String SORT =
            "SELECT count(*) FROM (SELECT x FROM generate_series(1, 200000) AS x ORDER BY -x OFFSET 1) AS sorted;";

    private static final String LIMITS = "SET temp_file_limit = '64kB';\nSET work_mem = '64kB';\n";

    @TempDir
    Path directory;

    private MigrationFiles files;
    private PGSimpleDataSource dataSource;
    private Migretti migretti;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory);
        dataSource = database.dataSource();
        migretti = Migretti.on(dataSource).from(files.location()).build();
    }

    private static MigrationId id(String value) {
        return new MigrationId(value);
    }

    private List<String> history() {
        return Sql.rows(dataSource, "SELECT id, status, statements_done FROM _migrations ORDER BY id");
    }

    private boolean isOlderThan(int major) {
        return Integer.parseInt(Sql.value(dataSource, "SHOW server_version_num")) < major * 10_000;
    }

    private String limit() {
        return isOlderThan(18) ? "temp_file_limit" : "\"temp_file_limit\"";
    }

    private void slowly(String table, String name, String seconds) {
        Sql.execute(
                dataSource,
                "CREATE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN PERFORM pg_catalog.pg_sleep(" + seconds + "); RETURN NULL; END $$;"
                        + " CREATE CONSTRAINT TRIGGER " + name + " AFTER INSERT OR UPDATE ON " + table
                        + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION " + name + "()");
    }

    // ---- no more room

    @Test
    void noMoreRoomForTemporaryFilesLeavesNothingOfATransactionalMigration() {
        files.up("01_sort.sql", "CREATE TABLE t (x int);\n" + LIMITS + SORT);

        assertThatThrownBy(migretti::apply)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessage("""
                Migration 01_sort failed and was rolled back; nothing was applied before it.
                  at %s:5:1
                     5 | %s
                       | ^
                  PostgreSQL 53400: temporary file size exceeds %s (64kB)
                  Next: give the server or the role more of what it lacks; then start again.""".formatted(files.path("01_sort.sql"), SORT, limit()));
        assertThat(Sql.value(dataSource, "SELECT to_regclass('t') IS NULL")).isEqualTo("t");
        assertThat(history()).isEmpty();
        files.up("01_sort.sql", SORT);
        assertThat(migretti.apply().done()).hasSize(1);
    }

    @Test
    void noMoreRoomForTemporaryFilesLeavesATrueRowOfOneWithoutTransaction() {
        files.upWithoutTransaction("01_sort.sql", LIMITS + "CREATE TABLE t (x int);\n" + SORT);

        assertThatThrownBy(migretti::apply)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessage("""
                Migration 01_sort failed without a transaction: 3 of its 4 statements done, and its row says so; nothing was applied before it.
                  at %s:6:1
                     6 | %s
                       | ^
                  PostgreSQL 53400: temporary file size exceeds %s (64kB)
                  Next: correct the file and continue it with `fix 01 --resume`; or finish it by hand and say `fix 01 --applied`; or undo it by hand and say `fix 01 --remove`.""".formatted(files.path("01_sort.sql"), SORT, limit()));
        assertThat(history()).containsExactly("01|failed|3");
        files.upWithoutTransaction(
                "01_sort.sql", LIMITS + "CREATE TABLE t (x int);\nSET temp_file_limit = -1;\n" + SORT);
        assertThat(migretti.fix(id("01"), Request.Resolution.RESUME).done()).hasSize(1);
        assertThat(history()).containsExactly("01|applied|5");
    }

    // ---- no more time at the commit

    @Test
    void aTriggerOfTheCommitThatTakesTooLongFailsTheMigrationThatCausesIt() {
        files.up("01_table.sql", "CREATE TABLE t (x int);");
        migretti.apply();
        slowly("t", "slow", "30");
        files.file("02_row.sql", """
                -- migrate: statement-timeout 50ms
                -- migrate: up
                INSERT INTO t VALUES (2);
                -- migrate: irreversible
                """);

        assertThatThrownBy(migretti::apply)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessage("""
                Migration 02_row failed at its commit and was rolled back; nothing was applied before it.
                  at %s
                  PostgreSQL 57014: canceling statement due to statement timeout
                  Context: SQL statement "SELECT pg_catalog.pg_sleep(30)"
                           PL/pgSQL function slow() line 1 at PERFORM
                  Next: start again; if it takes that long, give the file a longer `-- migrate: statement-timeout`.""".formatted(files.path("02_row.sql")));
        assertThat(history()).containsExactly("01|applied|null");
        assertThat(Sql.rows(dataSource, "SELECT x FROM t")).isEmpty();
        assertThat(migretti.dryRun().failure().orElseThrow().message())
                .as("a dry run says it before")
                .isEqualTo("canceling statement due to statement timeout");
    }

    @Test
    void aTriggerOnTheHistoryHasTheTimeThatItNeedsWhateverTheRolesTimeout(TestDatabase database) {
        files.up("01_table.sql", "CREATE TABLE t (x int);");
        migretti.apply();
        slowly("_migrations", "slow", "0.3");
        Sql.execute(dataSource, "ALTER DATABASE " + database.name() + " SET statement_timeout = '150ms'");
        files.up("02_row.sql", "INSERT INTO t VALUES (2);")
                .upWithoutTransaction("03_row.sql", "INSERT INTO t VALUES (3);");

        assertThat(migretti.apply().done()).hasSize(2);
        assertThat(history()).containsExactly("01|applied|null", "02|applied|null", "03|applied|1");
    }

    // ---- what a role cannot see

    @Test
    void constraintsOfASchemaThatTheRoleMayNotUseAreCheckedAtTheEnd(TestDatabase database) {
        String role = "tenant_" + database.name();
        Sql.execute(dataSource, """
                CREATE SCHEMA hidden;
                CREATE TABLE hidden.parent (x int PRIMARY KEY);
                CREATE TABLE hidden.child (x int CONSTRAINT to_parent REFERENCES hidden.parent DEFERRABLE INITIALLY DEFERRED);
                CREATE FUNCTION add_child(int) RETURNS void SECURITY DEFINER LANGUAGE sql
                    AS 'INSERT INTO hidden.child VALUES ($1)';
                CREATE FUNCTION add_parent(int) RETURNS void SECURITY DEFINER LANGUAGE sql
                    AS 'INSERT INTO hidden.parent VALUES ($1)';
                CREATE ROLE %1$s LOGIN PASSWORD 'r';
                GRANT CREATE ON SCHEMA public TO %1$s;
                """.formatted(role));
        try {
            PGSimpleDataSource tenant = new PGSimpleDataSource();
            tenant.setUrl(dataSource.getUrl());
            tenant.setUser(role);
            tenant.setPassword("r");
            Migretti single = Migretti.on(tenant)
                    .from(files.location())
                    .singleTransaction(true)
                    .build();
            files.up("01_child.sql", "SELECT add_child(1);").up("02_parent.sql", "SELECT add_parent(1);");
            assertThat(single.dryRun().isComplete()).isTrue();
            assertThat(single.apply().done()).hasSize(2);
            assertThat(Sql.value(dataSource, "SELECT count(*) FROM hidden.child"))
                    .isEqualTo("1");

            files.up("03_orphan.sql", "SELECT add_child(3);").up("04_more.sql", "CREATE TABLE t (x int);");
            assertThatThrownBy(single::apply)
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessage("""
                    Migration 04_more failed at its commit and was rolled back, and all 2 migrations of the single transaction with it; nothing was applied before it.
                      at %s
                      PostgreSQL 23503: insert or update on table "child" violates foreign key constraint "to_parent"
                      Detail: Key%s is not present in table "parent".
                      Next: correct the file and start again; what is applied is not repeated.""".formatted(files.path("04_more.sql"), isOlderThan(18) ? "" : " (x)=(3)"));
            assertThat(Sql.value(dataSource, "SELECT to_regclass('t') IS NULL")).isEqualTo("t");
            assertThat(Sql.value(dataSource, "SELECT count(*) FROM hidden.child"))
                    .isEqualTo("1");
            assertThat(single.dryRun().failure().orElseThrow().message())
                    .isEqualTo("insert or update on table \"child\" violates foreign key constraint \"to_parent\"");
        } finally {
            Sql.execute(dataSource, "DROP OWNED BY " + role + "; DROP ROLE " + role);
        }
    }
}
