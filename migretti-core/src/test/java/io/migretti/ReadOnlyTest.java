package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import io.migretti.report.MigrationState;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A role that may only read, and a session that may only read: whatever reads works, whatever writes says why not. */
@PostgresTest
class ReadOnlyTest {

    private static final String GRANT =
            "grant the role what it lacks, or give migrations a role that owns the schema; then start again.";

    @TempDir
    Path directory;

    private MigrationFiles files;
    private MigrationFiles seeds;
    private PGSimpleDataSource owner;
    private PGSimpleDataSource reader;
    private String role;
    private String before;

    @BeforeEach
    void oneApplied(TestDatabase database) {
        files = new MigrationFiles(directory.resolve("migrations"))
                .file("01_a.sql", "-- migrate: up\nCREATE TABLE a (x int);\n-- migrate: down\nDROP TABLE a;\n");
        seeds = new MigrationFiles(directory.resolve("seeds")).file("1.sql", "INSERT INTO a VALUES (1);");
        owner = database.dataSource();
        Migretti.on(owner).from(files.location()).build().apply();
        role = "reader_" + database.name();
        Sql.execute(owner, "CREATE ROLE " + role + " LOGIN PASSWORD 'r'");
        Sql.execute(owner, "REVOKE CREATE ON SCHEMA public FROM PUBLIC");
        reader = new PGSimpleDataSource();
        reader.setUrl(owner.getUrl());
        reader.setUser(role);
        reader.setPassword("r");
        before = everything();
    }

    @AfterEach
    void dropRole() {
        Sql.execute(owner, "DROP OWNED BY " + role + "; DROP ROLE " + role);
    }

    private String everything() {
        return Sql.rows(owner, "SELECT * FROM _migrations").toString()
                + Sql.rows(owner, "SELECT * FROM _migrations_log")
                + Sql.rows(owner, "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1")
                + Sql.rows(owner, "SELECT * FROM a");
    }

    private MigrettiBuilder builder() {
        return Migretti.on(reader).from(files.location()).seeds(seeds.location());
    }

    private static MigrationId id(String value) {
        return new MigrationId(value);
    }

    private void mayRead() {
        Sql.execute(owner, "GRANT SELECT ON _migrations, _migrations_log TO " + role);
    }

    private void readsOnly() {
        Sql.execute(owner, "GRANT ALL ON ALL TABLES IN SCHEMA public TO " + role);
        Sql.execute(owner, "ALTER ROLE " + role + " SET default_transaction_read_only = on");
    }

    private void assertReads() {
        Migretti migretti = builder().build();
        assertThat(migretti.status().counts()).isEqualTo(Map.of(MigrationState.APPLIED, 1, MigrationState.PENDING, 2));
        assertThat(migretti.list()).isEqualTo(migretti.status().migrations());
        assertThat(migretti.head().orElseThrow().id()).isEqualTo(id("01"));
        assertThat(migretti.verify().isValid()).isTrue();
        assertThat(migretti.plan().ids()).containsExactly(id("02"), id("03"));
        assertThat(migretti.plan(new Request.Rollback(1, false)).ids()).containsExactly(id("01"));
        assertThat(migretti.planSquash("both").fileNames()).containsExactly("02_two.sql", "03_three.sql");
    }

    private void two() {
        files.up("02_two.sql", "SELECT 2;").up("03_three.sql", "SELECT 3;");
    }

    private void assertRefused(Class<? extends MigrettiException> type, ThrowingCallable operation, String message) {
        assertThatThrownBy(operation).isInstanceOf(type).hasMessage(message);
        assertThat(everything()).isEqualTo(before);
        assertThat(Sql.value(
                        owner,
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM"
                                + " pg_database WHERE datname = current_database())"))
                .isEqualTo("0");
    }

    @Test
    void aRoleThatMayReadTheHistoryReads() {
        mayRead();
        assertThat(builder().build().apply().results()).isEmpty();
        assertThat(builder().build().dryRun().isComplete()).isTrue();
        two();
        assertReads();
    }

    @Test
    void aRoleThatMayNotEvenReadIsToldWhatItLacks() {
        Migretti migretti = builder().build();
        String message = """
                The migration history cannot be read: PostgreSQL 42501: permission denied for table _migrations.
                  Next: grant the role SELECT on the history tables and USAGE on their schema.""";
        List<ThrowingCallable> reading = List.of(
                migretti::status,
                migretti::list,
                migretti::head,
                migretti::verify,
                migretti::plan,
                () -> migretti.planSquash("both"));
        reading.forEach(operation -> assertRefused(DatabaseException.class, operation, message));
        assertRefused(DatabaseException.class, migretti::apply, """
                The database refused a statement of the engine itself: PostgreSQL 42501: permission denied for table _migrations.
                  Next: grant the role what it lacks, or give migrations a role that owns the schema.""");
    }

    @Test
    void aRoleThatMayOnlyReadAppliesNothing() {
        mayRead();
        two();
        Migretti migretti = builder().build();

        String what = """
                Migration 02_two %s; nothing was applied before it.
                  at %s
                  PostgreSQL 42501: permission denied for table _migrations
                  Next: %s""";
        assertRefused(
                MigrationFailedException.class,
                migretti::apply,
                what.formatted("failed and was rolled back", files.path("02_two.sql"), GRANT));
        assertThat(migretti.dryRun().isComplete())
                .as("its statement is one that the role may execute, and a dry run keeps no books")
                .isTrue();
        files.upWithoutTransaction("02_two.sql", "SELECT 2;");
        assertRefused(
                MigrationFailedException.class,
                migretti::apply,
                what.formatted("was not begun", files.path("02_two.sql"), GRANT));
        files.up("02_two.sql", "INSERT INTO a VALUES (2);");
        assertThat(migretti.dryRun().failure().orElseThrow())
                .hasToString("""
                Migration 02_two would fail; everything was rolled back; nothing was applied before it.
                  at %s:2:1
                     2 | INSERT INTO a VALUES (2);
                       | ^
                  PostgreSQL 42501: permission denied for table a
                  Next: %s""".formatted(files.path("02_two.sql"), GRANT));
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aRoleThatMayOnlyReadSettlesNothing() {
        mayRead();
        Migretti migretti = builder().build();

        assertRefused(MigrationFailedException.class, migretti::down, """
                Migration 01_a failed and was rolled back; nothing was rolled back before it.
                  at %s:4:1
                     4 | DROP TABLE a;
                       | ^
                  PostgreSQL 42501: must be owner of table a
                  Next: %s""".formatted(files.path("01_a.sql"), GRANT));
        assertRefused(
                MigrationFailedException.class, () -> migretti.fix(id("01"), Request.Resolution.APPLIED), """
                Migration 01_a failed and was rolled back; nothing was applied before it.
                  at %s
                  PostgreSQL 42501: permission denied for table _migrations
                  Next: %s""".formatted(
                                files.path("01_a.sql"), GRANT));
        assertRefused(
                DatabaseException.class, () -> builder().table("other").build().baseline(id("01")), """
                The database refused a statement of the engine itself: PostgreSQL 42501: permission denied for schema public.
                  Next: grant the role what it lacks, or give migrations a role that owns the schema.""");
        assertRefused(MigrationFailedException.class, migretti::seed, """
                Seed 1 failed and was rolled back; nothing was executed before it.
                  at %s:1:1
                     1 | INSERT INTO a VALUES (1);
                       | ^
                  PostgreSQL 42501: permission denied for table a
                  Next: %s""".formatted(seeds.path("1.sql"), GRANT));
    }

    @Test
    void theLockAndASquashNeedNoRightToWrite() throws Exception {
        mayRead();
        two();
        Migretti migretti = builder().build();

        assertThat(migretti.<Boolean>whileLocked(connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return statement.execute("SELECT 1");
                    }
                }))
                .isTrue();
        assertThat(migretti.squash("both").sources()).containsExactly("02_two.sql", "03_three.sql");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aSessionThatMayOnlyReadReads() {
        readsOnly();
        assertThat(builder().build().apply().results()).isEmpty();
        two();
        assertReads();
        assertThat(builder().build().squash("both").sources()).containsExactly("02_two.sql", "03_three.sql");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aSessionThatMayOnlyReadWritesNothing() {
        readsOnly();
        Migretti migretti = builder().build();
        String message = """
                The session may only read (default_transaction_read_only is on).
                  Next: use a role and a server that take changes.""";
        List<ThrowingCallable> withNothingPending = List.of(
                migretti::seed,
                migretti::down,
                () -> migretti.rollback(1),
                () -> migretti.fix(id("01"), Request.Resolution.APPLIED),
                () -> builder().table("other").build().baseline(id("01")),
                () -> migretti.dryRun(new Request.Rollback(1, false)),
                () -> migretti.whileLocked(connection -> {
                    throw new AssertionError("not called");
                }));
        withNothingPending.forEach(operation -> assertRefused(DatabaseException.class, operation, message));

        two();
        List<ThrowingCallable> withSomePending =
                List.of(migretti::apply, migretti::up, () -> migretti.applyTo(id("02")), migretti::dryRun);
        withSomePending.forEach(operation -> assertRefused(DatabaseException.class, operation, message));
    }
}
