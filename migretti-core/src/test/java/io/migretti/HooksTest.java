package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.plan.Plan;
import io.migretti.plan.Request;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.Outcome;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a run when one who takes part in it fails. */
@PostgresTest
class HooksTest {

    @TempDir
    Path directory;

    private final List<Outcome> finished = new ArrayList<>();
    private MigrationFiles files;
    private DataSource dataSource;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory);
        dataSource = database.dataSource();
        files.file("01_a.sql", "-- migrate: up\nCREATE TABLE a (x int);\n-- migrate: down\nDROP TABLE a;\n")
                .file("02_b.sql", "-- migrate: up\nCREATE TABLE b (x int);\n-- migrate: down\nDROP TABLE b;\n");
    }

    private interface Body {
        void run(Connection connection) throws Exception;
    }

    private Migretti with(Body before, Body after) {
        return Migretti.on(dataSource)
                .from(files.location())
                .listener(event -> {
                    if (event instanceof MigrettiEvent.Finished end) {
                        finished.add(end.outcome());
                    }
                })
                .hook(new MigrettiHook() {
                    @Override
                    public void before(Plan plan, Connection connection) throws Exception {
                        before.run(connection);
                    }

                    @Override
                    public void after(Plan plan, Outcome outcome, Connection connection) throws Exception {
                        after.run(connection);
                    }

                    @Override
                    public String toString() {
                        return "the hook";
                    }
                })
                .build();
    }

    private static HookFailedException failed(Runnable operation) {
        return catchThrowableOfType(HookFailedException.class, operation::run);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String locks() {
        return Sql.value(dataSource, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'");
    }

    @Test
    void aVetoStopsTheRunBeforeAnything() {
        IllegalStateException mine = new IllegalStateException("not on Fridays");
        HookFailedException veto = failed(with(
                connection -> {
                    throw mine;
                },
                connection -> {})::apply);

        assertThat(veto).hasCause(mine).hasMessage("""
                Nothing was executed, a migration hook stopped the run: not on Fridays.
                  Next: settle what it complains about and start again.""");
        assertThat(veto.outcome()).isEmpty();
        assertThat(finished).isEmpty();
        assertThat(Sql.value(dataSource, "SELECT to_regclass('a') IS NULL AND to_regclass('_migrations') IS NULL"))
                .isEqualTo("t");
        assertThat(locks()).isEqualTo("0");
    }

    @Test
    void whatAHookLeavesInTheSessionIsGoneBeforeTheFirstMigration() {
        with(
                        connection -> {
                            execute(connection, "CREATE SCHEMA other");
                            execute(connection, "SET search_path = other");
                            execute(connection, "CREATE TEMP TABLE b (x int)");
                            execute(connection, "SET ROLE pg_monitor");
                        },
                        connection -> {})
                .apply();

        assertThat(Sql.value(
                        dataSource,
                        "SELECT string_agg(schemaname || '.' || tablename || ' of ' || tableowner, ', ' ORDER BY tablename)"
                                + " FROM pg_tables WHERE tablename IN ('a', 'b')"))
                .isEqualTo("public.a of postgres, public.b of postgres");
    }

    @Test
    void aFailedStatementOfAHookIsToldInTheServersWords() {
        assertThat(failed(with(connection -> execute(connection, "SELECT * FROM nowhere"), connection -> {})::apply))
                .hasMessage("""
                        Nothing was executed, a migration hook stopped the run: PostgreSQL 42P01: relation "nowhere" does not exist.
                          Next: settle what it complains about and start again.""");
        assertThat(failed(with(
                        connection -> {
                            throw new UnsupportedOperationException();
                        },
                        connection -> {})::apply))
                .hasMessageStartingWith("Nothing was executed, a migration hook stopped the run:"
                        + " java.lang.UnsupportedOperationException.\n");
        assertThat(failed(with(
                        connection -> {
                            throw new AssertionError("never");
                        },
                        connection -> {})::apply))
                .hasMessageStartingWith("Nothing was executed, a migration hook stopped the run:"
                        + " java.lang.AssertionError: never.\n");
        assertThat(locks()).isEqualTo("0");
        assertThat(failed(with(connection -> connection.setAutoCommit(false), connection -> {})::apply))
                .hasMessage("""
                        Nothing was executed, a migration hook stopped the run: it left a transaction open, which was rolled back (the hook).
                          Next: settle what it complains about and start again.""");
    }

    @Test
    void whatIsDoneStaysWhenAHookFailsAfterwardsAndTheRunIsToldAsFinished() {
        Migretti migretti = with(connection -> {}, connection -> {
            throw new java.io.IOException("nobody answers");
        });
        HookFailedException failure = failed(migretti::apply);

        assertThat(failure).hasCauseInstanceOf(java.io.IOException.class).hasMessage("""
                2 migrations were applied and stay so, but a migration hook failed afterwards: nobody answers.
                  Next: do by hand what it was to do; the next run calls no hook if nothing is left to do.""");
        assertThat(failure.outcome().orElseThrow().done()).hasSize(2);
        assertThat(finished).hasSize(1);
        assertThat(finished.get(0).done()).hasSize(2);
        assertThat(locks()).isEqualTo("0");
        assertThat(migretti.apply().results()).isEmpty();
        assertThat(failed(migretti::down)).hasMessage("""
                1 migration was rolled back and stays so, but a migration hook failed afterwards: nobody answers.
                  Next: do by hand what it was to do; the next run calls no hook if nothing is left to do.""");
        assertThat(Sql.rows(dataSource, "SELECT id FROM _migrations")).containsExactly("01");
    }

    @Test
    void aConnectionThatIsLostInAHookAfterwardsLosesNoReport() {
        Migretti migretti = with(
                connection -> {}, connection -> execute(connection, "SELECT pg_terminate_backend(pg_backend_pid())"));

        assertThat(failed(migretti::apply)).hasMessage("""
                2 migrations were applied and stay so, but a migration hook failed afterwards: PostgreSQL 57P01: terminating connection due to administrator command.
                  Next: do by hand what it was to do; the next run calls no hook if nothing is left to do.""");
        assertThat(finished).hasSize(1);
        assertThat(locks()).isEqualTo("0");
    }

    @Test
    void settlingByHandCallsNone() {
        with(connection -> {}, connection -> {}).apply();
        Migretti vetoing = with(
                connection -> {
                    throw new IllegalStateException("never");
                },
                connection -> {});
        assertThat(vetoing.fix(new io.migretti.migration.MigrationId("01"), Request.Resolution.APPLIED)
                        .done())
                .hasSize(1);
        assertThat(vetoing.apply().results()).isEmpty();
    }
}
