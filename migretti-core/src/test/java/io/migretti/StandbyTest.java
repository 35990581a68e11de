package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.migretti.embedded.EmbeddedServer;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import io.migretti.report.MigrationState;
import io.migretti.report.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A hot standby that follows its primary by streaming: it is read as any database, and never written. */
class StandbyTest {

    private static final String REFUSED = """
            The database is a standby, which takes no changes.
              Next: connect to the primary.""";

    private static EmbeddedServer primary;
    private static EmbeddedServer standby;

    @TempDir
    Path directory;

    private MigrationFiles files;
    private MigrationFiles seeds;
    private PGSimpleDataSource there;
    private PGSimpleDataSource here;

    @BeforeAll
    static void start() {
        primary = EmbeddedServer.builder().setting("fsync", "off").start();
        standby = EmbeddedServer.builder()
                .setting("fsync", "off")
                .standbyOf(primary)
                .start();
    }

    @AfterAll
    static void stop() {
        if (standby != null) {
            standby.close();
        }
        if (primary != null) {
            primary.close();
        }
    }

    @BeforeEach
    void twoAppliedAndThreePending() {
        String database = "d" + System.nanoTime();
        primary.createDatabase(database);
        there = dataSource(primary, database);
        here = dataSource(standby, database);
        files = new MigrationFiles(directory.resolve("migrations"));
        seeds = new MigrationFiles(directory.resolve("seeds")).file("1.sql", "INSERT INTO a VALUES (1);");
        reversible("001", "a").reversible("002", "b");
        of(there).apply();
        follow();
    }

    private StandbyTest reversible(String id, String table) {
        files.file(
                id + "_" + table + ".sql",
                "-- migrate: up\nCREATE TABLE " + table + " (x int);\n-- migrate: down\nDROP TABLE " + table + ";\n");
        return this;
    }

    private static PGSimpleDataSource dataSource(EmbeddedServer server, String database) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.jdbcUrl(database));
        return dataSource;
    }

    private MigrettiBuilder builder(PGSimpleDataSource dataSource) {
        return Migretti.on(dataSource)
                .from(files.location())
                .seeds(seeds.location())
                .performedBy("tester");
    }

    private Migretti of(PGSimpleDataSource dataSource) {
        return builder(dataSource).build();
    }

    /** Waits until the standby has what the primary has now. */
    private void follow() {
        String written = Sql.value(there, "SELECT pg_current_wal_lsn()");
        PGSimpleDataSource maintenance = dataSource(standby, "postgres");
        await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> Sql.value(maintenance, "SELECT pg_last_wal_replay_lsn() >= '" + written + "'::pg_lsn"),
                        "t"::equals);
    }

    private static MigrationId id(String value) {
        return new MigrationId(value);
    }

    /** Every file with its text. */
    private Map<String, String> texts() {
        try (Stream<Path> all = Files.walk(directory)) {
            Map<String, String> texts = new TreeMap<>();
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                texts.put(directory.relativize(file).toString(), Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void isReadLikeAnyDatabase() {
        reversible("003", "c").reversible("004", "d");
        Migretti migretti = of(here);

        Status status = migretti.status();
        assertThat(status.migrations())
                .extracting(Status.Row::name, Status.Row::state)
                .containsExactly(
                        tuple("a", MigrationState.APPLIED),
                        tuple("b", MigrationState.APPLIED),
                        tuple("c", MigrationState.PENDING),
                        tuple("d", MigrationState.PENDING));
        assertThat(status.migrations().get(1).performedBy()).contains("tester");
        assertThat(migretti.list()).isEqualTo(status.migrations());
        assertThat(migretti.head().orElseThrow().id()).isEqualTo(id("002"));
        assertThat(migretti.verify().isValid()).isTrue();
        assertThat(migretti.verify().pending()).hasSize(2);
        assertThat(migretti.plan().ids()).containsExactly(id("003"), id("004"));
        assertThat(migretti.plan(new Request.Rollback(1, false)).ids()).containsExactly(id("002"));
        assertThat(migretti.planSquash("both").fileNames()).containsExactly("003_c.sql", "004_d.sql");
    }

    @Test
    void isReadWithTheDownThatTheHistoryKeeps() {
        files.delete("002_b.sql");

        assertThat(of(here).plan(new Request.Rollback(1, false)))
                .hasToString("002_b (1 statement, as kept in the history)");
    }

    @Test
    void hasNoHistoryWhereThePrimaryHasNone() {
        Migretti other = builder(here).table("other").build();

        assertThat(other.status().counts()).isEqualTo(Map.of(MigrationState.PENDING, 2));
        assertThat(other.head()).isEmpty();
        assertThatThrownBy(() -> other.baseline(id("002")))
                .isInstanceOf(DatabaseException.class)
                .hasMessage(REFUSED);
    }

    @Test
    void startsAnApplicationForWhichNothingIsPending() {
        assertThat(of(here).apply().results()).isEmpty();
        assertThat(of(here).apply().head()).contains(id("002"));
        assertThat(of(here).dryRun().isComplete()).isTrue();
    }

    @Test
    void followsWhatThePrimaryApplies() {
        reversible("003", "c");
        assertThat(of(here).plan().ids()).containsExactly(id("003"));
        assertThat(of(there).apply().done()).hasSize(1);
        follow();
        assertThat(of(here).apply().results()).isEmpty();
        assertThat(of(here).head().orElseThrow().id()).isEqualTo(id("003"));
    }

    @ParameterizedTest
    @EnumSource(LockScope.class)
    void refusesWhateverWouldWrite(LockScope scope) {
        Migretti migretti = builder(here).lockScope(scope).build();
        List<ThrowingCallable> withNothingPending = List.of(
                migretti::seed,
                migretti::down,
                () -> migretti.rollback(2),
                () -> migretti.fix(id("002"), Request.Resolution.APPLIED),
                () -> migretti.fix(id("002"), Request.Resolution.REMOVE),
                () -> migretti.fix(id("002"), Request.Resolution.RESUME),
                () -> migretti.baseline(id("002")));
        withNothingPending.forEach(this::assertRefused);

        reversible("003", "c").reversible("004", "d");
        List<ThrowingCallable> withSomePending = List.of(
                migretti::apply,
                migretti::up,
                () -> migretti.applyTo(id("003")),
                migretti::dryRun,
                () -> migretti.dryRun(new Request.Rollback(1, false)));
        withSomePending.forEach(this::assertRefused);
        assertThat(of(there).plan().ids()).containsExactly(id("003"), id("004"));
    }

    @Test
    void refusesTheLockWhichWouldExcludeNobodyOnThePrimary() {
        reversible("003", "c").reversible("004", "d");
        Migretti migretti = of(here);

        assertRefused(() -> migretti.squash("both"));
        assertRefused(() -> migretti.whileLocked(connection -> {
            throw new AssertionError("not called");
        }));
    }

    private void assertRefused(ThrowingCallable operation) {
        Map<String, String> before = texts();
        assertThatThrownBy(operation).isInstanceOf(DatabaseException.class).hasMessage(REFUSED);
        assertThat(texts()).isEqualTo(before);
        assertThat(Sql.value(here, "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'"))
                .isEqualTo("0");
        assertThat(Sql.rows(there, "SELECT id, status FROM _migrations ORDER BY id"))
                .containsExactly("001|applied", "002|applied");
    }
}
