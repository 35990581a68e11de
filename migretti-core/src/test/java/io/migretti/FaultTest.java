package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.embedded.TestServer;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.Outcome;
import io.migretti.report.StepResult;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Whatever ends a run, and wherever: nothing is lost, nothing is done twice, and the history is true. */
@PostgresTest
@Tag("faults")
class FaultTest {

    /** An advisory lock that the test holds, so that a statement waits exactly there. */
    private static final String GATE = "SELECT pg_advisory_lock(1), pg_advisory_unlock(1);";

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private MigrationFiles files;
    private String url;
    private PGSimpleDataSource dataSource;
    private Migretti migretti;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory);
        url = database.url();
        dataSource = database.dataSource();
        migretti = configured().build();
    }

    @AfterEach
    void endThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private MigrettiBuilder configured() {
        return Migretti.on(dataSource).from(files.location()).performedBy("tester");
    }

    private final class Gate implements AutoCloseable {
        private final Connection connection;

        Gate() throws SQLException {
            connection = dataSource.getConnection();
            execute("SELECT pg_advisory_lock(1)");
        }

        void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** The server's session that waits here. */
        String waiting() {
            String sql =
                    "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 1 AND NOT granted AND database ="
                            + " (SELECT oid FROM pg_database WHERE datname = current_database())";
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> Sql.rows(dataSource, sql).size() == 1);
            return Sql.value(dataSource, sql);
        }

        void open() throws SQLException {
            execute("SELECT pg_advisory_unlock(1)");
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private static MigrationFailedException failed(Callable<Outcome> operation) {
        return catchThrowableOfType(MigrationFailedException.class, operation::call);
    }

    private List<String> history() {
        return Sql.rows(dataSource, "SELECT id, status, statements_done FROM _migrations ORDER BY id");
    }

    // ---- killed processes

    private void three(boolean transactional) {
        String second = "INSERT INTO t VALUES (1);\n" + GATE + "\nINSERT INTO t VALUES (2);";
        files.up("01_one.sql", "CREATE TABLE t (x int);");
        if (transactional) {
            files.up("02_two.sql", second);
        } else {
            files.upWithoutTransaction("02_two.sql", second);
        }
        files.up("03_three.sql", "INSERT INTO t VALUES (3);");
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "started:02", "inside", "done:02", "after"})
    void aProcessKilledAroundATransactionalMigrationLeavesItWholeOrNotAtAll(String phase) throws Exception {
        three(true);
        kill(phase);

        int left = migretti.apply().done().size();

        assertThat(left)
                .isEqualTo(
                        switch (phase) {
                            case "before" -> 3;
                            case "done:02" -> 1;
                            case "after" -> 0;
                            default -> 2;
                        });
        assertThreeDone(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "started:02", "inside", "done:02", "after"})
    void aProcessKilledAroundAMigrationWithoutTransactionLeavesATrueRow(String phase) throws Exception {
        three(false);
        kill(phase);

        if (phase.equals("inside")) {
            assertThatThrownBy(migretti::apply)
                    .isInstanceOf(PlanRefusedException.class)
                    .hasMessageContaining(
                            "\n  the database is in a dirty state: 02_two failed after 1 of its statements"
                                    + " were done\n");
            migretti.fix(new MigrationId("02"), Request.Resolution.RESUME);
        }
        migretti.apply();
        assertThreeDone(false);
    }

    private void kill(String phase) throws Exception {
        boolean inside = phase.equals("inside");
        try (Gate gate = new Gate();
                ChildRun child = ChildRun.start(url, files, phase, LockScope.SESSION)) {
            if (inside) {
                gate.waiting();
            } else {
                gate.open();
                child.await("stopped");
            }
            child.kill();
        }
    }

    private void assertThreeDone(boolean transactional) {
        assertThat(Sql.rows(dataSource, "SELECT x FROM t ORDER BY x")).containsExactly("1", "2", "3");
        assertThat(history())
                .containsExactly("01|applied|null", "02|applied|" + (transactional ? "null" : "3"), "03|applied|null");
        assertThat(Sql.rows(dataSource, "SELECT migration_id FROM _migrations_log ORDER BY id"))
                .containsExactly("01", "02", "03");
    }

    @Test
    void theWaitersGoOnWhenTheHolderIsKilled() throws Exception {
        files.up("01_one.sql", "CREATE TABLE t (x int);");
        try (ChildRun holder = ChildRun.start(url, files, "before", LockScope.SESSION)) {
            holder.await("stopped");
            CountDownLatch waiting = new CountDownLatch(5);
            List<Future<Outcome>> runs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Migretti waiter = configured()
                        .listener(event -> {
                            if (event instanceof MigrettiEvent.WaitingForLock) {
                                waiting.countDown();
                            }
                        })
                        .build();
                runs.add(threads.submit(waiter::apply));
            }
            assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
            holder.kill();
            int applied = 0;
            for (Future<Outcome> run : runs) {
                applied += run.get(30, TimeUnit.SECONDS).done().size();
            }
            assertThat(applied).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(LockScope.class)
    void manyProcessesAtOnceApplyEachMigrationOnce(LockScope scope) throws Exception {
        int ids = 0;
        for (; ids < 6; ids++) {
            String name = "1" + ids + "_m.sql";
            if (ids == 3) {
                files.upWithoutTransaction(
                        name, "CREATE INDEX CONCURRENTLY i ON t10 (x);\nINSERT INTO t10 VALUES (0);");
            } else {
                files.up(name, "CREATE TABLE t1" + ids + " (x int);\nSELECT pg_sleep(0.01);");
            }
        }
        List<ChildRun> children = new ArrayList<>();
        try {
            for (int i = 0; i < 4; i++) {
                children.add(ChildRun.start(url, files, "", scope));
            }
            List<Future<Outcome>> runs = new ArrayList<>();
            // Until the children are up, so that they all meet.
            Migretti here = configured().lockScope(scope).build();
            for (int i = 0; i < 16; i++) {
                runs.add(threads.submit(here::apply));
            }
            int applied = 0;
            for (Future<Outcome> run : runs) {
                applied += run.get(60, TimeUnit.SECONDS).done().size();
            }
            for (ChildRun child : children) {
                applied += Integer.parseInt(child.await("applied "));
            }
            assertThat(applied).isEqualTo(ids);
        } finally {
            children.forEach(ChildRun::close);
        }
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM _migrations_log"))
                .isEqualTo("6");
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM t10")).isEqualTo("1");
    }

    @Test
    void aClaimThatSomebodyElseHasIsWaitedForAndNotReportedAsAFailure() throws Exception {
        files.up("01_one.sql", "CREATE TABLE t (x int);");
        migretti.apply();
        files.upWithoutTransaction("02_two.sql", GATE + "\nINSERT INTO t VALUES (2);")
                .up("03_three.sql", "SELECT 3;");
        MigrettiBuilder scoped = configured().lockScope(LockScope.TRANSACTION);
        CountDownLatch planned = new CountDownLatch(1);
        CountDownLatch claimed = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        Migretti early = configured()
                .lockScope(LockScope.TRANSACTION)
                .hook(new MigrettiHook() {
                    @Override
                    public void before(io.migretti.plan.Plan plan, Connection connection) throws Exception {
                        planned.countDown();
                        claimed.await();
                    }
                })
                .build();
        Migretti late = configured()
                .lockScope(LockScope.TRANSACTION)
                .listener(event -> {
                    if (event instanceof MigrettiEvent.WaitingForLock) {
                        waiting.countDown();
                    }
                })
                .build();
        try (Gate gate = new Gate()) {
            Future<Outcome> planning = threads.submit(early::apply);
            assertThat(planned.await(30, TimeUnit.SECONDS)).isTrue();
            Future<Outcome> working = threads.submit(scoped.build()::apply);
            gate.waiting();
            claimed.countDown();
            Future<Outcome> coming = threads.submit(late::apply);
            assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(scoped.lockTimeout(Duration.ZERO).build()::apply)
                    .isInstanceOf(PlanRefusedException.class)
                    .hasMessageContaining("dirty state: 02_two failed after 0 of its statements were done");
            gate.open();
            int applied = 0;
            for (Future<Outcome> run : List.of(planning, working, coming)) {
                applied += run.get(30, TimeUnit.SECONDS).done().size();
            }
            assertThat(applied).isEqualTo(2);
        }
        assertThat(Sql.rows(dataSource, "SELECT x FROM t")).containsExactly("2");
    }

    @Test
    void aClaimThatNobodyGivesUpIsReportedWithWhatToDo() throws Exception {
        files.up("01_one.sql", "CREATE TABLE t (x int);");
        migretti.apply();
        files.upWithoutTransaction("02_two.sql", GATE + "\nINSERT INTO t VALUES (2);");
        CountDownLatch planned = new CountDownLatch(1);
        CountDownLatch claimed = new CountDownLatch(1);
        Migretti early = configured()
                .lockScope(LockScope.TRANSACTION)
                .lockTimeout(Duration.ofMillis(200))
                .hook(new MigrettiHook() {
                    @Override
                    public void before(io.migretti.plan.Plan plan, Connection connection) throws Exception {
                        planned.countDown();
                        claimed.await();
                    }
                })
                .build();
        try (Gate gate = new Gate()) {
            Future<Throwable> planning = threads.submit(() -> catchThrowable(early::apply));
            assertThat(planned.await(30, TimeUnit.SECONDS)).isTrue();
            Future<Outcome> working =
                    threads.submit(configured().lockScope(LockScope.TRANSACTION).build()::apply);
            gate.waiting();
            claimed.countDown();
            assertThat(planning.get(30, TimeUnit.SECONDS)).hasMessage("""
                    Migration 02_two was not begun; nothing was applied before it.
                      at %s
                      Another process has begun 02_two and has not finished it within 200 ms
                      Next: let that process finish and start again; if nobody is at work on it any more, look at what it has done and settle its row with `fix 02`.""".formatted(files.path("02_two.sql")));
            gate.open();
            assertThat(working.get(30, TimeUnit.SECONDS).done()).hasSize(1);
        }
    }

    @Test
    void withALockForEachTransactionTheHistoryIsReadAsItIsWhateverTheRoleWants(TestDatabase database) throws Exception {
        for (String level : List.of("repeatable read", "serializable")) {
            Sql.execute(
                    dataSource,
                    "ALTER DATABASE " + database.name() + " SET default_transaction_isolation = '" + level + "'");
            String id = level.substring(0, 1);
            files.up(
                    id + "1_m.sql",
                    "CREATE TABLE t" + id + " AS SELECT current_setting('transaction_isolation') AS level;");
            for (int i = 2; i < 8; i++) {
                files.up(id + i + "_m.sql", "INSERT INTO t" + id + " VALUES ('" + i + "');");
            }
            Migretti scoped = configured().lockScope(LockScope.TRANSACTION).build();
            List<Future<Outcome>> runs = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                runs.add(threads.submit(scoped::apply));
            }
            int applied = 0;
            for (Future<Outcome> run : runs) {
                applied += run.get(60, TimeUnit.SECONDS).done().size();
            }
            assertThat(applied).isEqualTo(7);
            assertThat(Sql.rows(dataSource, "SELECT level FROM t" + id + " ORDER BY level"))
                    .containsExactly("2", "3", "4", "5", "6", "7", "read committed");
        }
    }

    @Test
    void aStatementDoesNotOutliveItsKilledProcess() throws Exception {
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Sql.value(dataSource, "SELECT version()").contains("linux"), "the server notices only on Linux");
        files.upWithoutTransaction("01_one.sql", "SELECT pg_sleep(600);");
        String sleeping = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SELECT"
                + " pg_sleep%' AND application_name LIKE 'migretti: %'";
        try (ChildRun child = ChildRun.start(url, files, "", LockScope.SESSION)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Sql.rows(dataSource, sleeping).size() == 1);
            child.kill();
        }
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Sql.rows(dataSource, sleeping).isEmpty());
        assertThat(history()).containsExactly("01|failed|0");
    }

    // ---- lost connections

    @Test
    void aBackendThatIsTerminatedInsideATransactionalMigrationLeavesNothing() throws Exception {
        files.up("01_one.sql", "CREATE TABLE t (x int);\n" + GATE);
        try (Gate gate = new Gate()) {
            Future<Throwable> run = threads.submit(() -> catchThrowable(migretti::apply));
            Sql.value(dataSource, "SELECT pg_terminate_backend(" + gate.waiting() + ")");
            assertThat(run.get(30, TimeUnit.SECONDS)).hasMessage("""
                            Migration 01_one failed and was rolled back; nothing was applied before it.
                              at %s:3:1
                                 3 | %s
                                   | ^
                              PostgreSQL 57P01: terminating connection due to administrator command
                              Next: start again; what is applied is not repeated.""".formatted(files.path("01_one.sql"), GATE));
        }
        assertThat(migretti.apply().done()).hasSize(1);
    }

    @Test
    void aBackendThatIsTerminatedWithoutTransactionLeavesTheQuestionWhetherItsStatementIsDone() throws Exception {
        files.upWithoutTransaction("01_one.sql", "CREATE TABLE t (x int);\n" + GATE + "\nINSERT INTO t VALUES (1);");
        try (Gate gate = new Gate()) {
            Future<Throwable> run = threads.submit(() -> catchThrowable(migretti::apply));
            Sql.value(dataSource, "SELECT pg_terminate_backend(" + gate.waiting() + ")");
            assertThat(run.get(30, TimeUnit.SECONDS)).hasMessage("""
                            Migration 01_one failed without a transaction: the connection was lost with 1 of its 3 statements done, the next one may be done too; nothing was applied before it.
                              at %s:4:1
                                 4 | %s
                                   | ^
                              PostgreSQL 57P01: terminating connection due to administrator command
                              Next: look whether it is; if it is not, continue it with `fix 01 --resume`; or finish it by hand and say `fix 01 --applied`; or undo it by hand and say `fix 01 --remove`.""".formatted(files.path("01_one.sql"), GATE));
        }
        assertThat(history()).containsExactly("01|failed|1");
        migretti.fix(new MigrationId("01"), Request.Resolution.RESUME);
        assertThat(Sql.rows(dataSource, "SELECT x FROM t")).containsExactly("1");
    }

    @ParameterizedTest
    @EnumSource(value = TcpProxy.Cut.class, mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
    void aCommitWithoutAnAnswerIsDoneCompletelyOrNotAtAll(TcpProxy.Cut cut) throws Exception {
        files.up("01_one.sql", "CREATE TABLE t (x int);").up("02_two.sql", "INSERT INTO t VALUES (2);");
        // The first commit is that of the history tables, the second that of 01.
        try (TcpProxy proxy = new TcpProxy(url, cut, 3)) {
            MigrationFailedException failure = failed(
                    Migretti.on(proxy.dataSource()).from(files.location()).build()::apply);
            assertThat(failure.failure().consequence())
                    .isEqualTo("Migration 02_two lost its connection during the commit: it is done completely or not at"
                            + " all; 1 of 2 migrations was applied before it and stays");
            assertThat(failure.next()).isEqualTo("start again; the history tells which, and nothing is done twice");
        }
        assertThat(migretti.apply().done()).hasSize(cut == TcpProxy.Cut.BEFORE_ITS_ANSWER_ARRIVES ? 0 : 1);
        assertThat(Sql.rows(dataSource, "SELECT x FROM t")).containsExactly("2");
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM _migrations_log"))
                .isEqualTo("2");
    }

    @Test
    void aLostAnswerToTheLastCommitWithoutTransactionLeavesATrueRow() throws Exception {
        files.upWithoutTransaction("01_one.sql", "CREATE TABLE t (x int);");
        for (int commit = 2; commit <= 4; commit++) {
            try (TestDatabase database = TestServer.shared().newDatabase();
                    TcpProxy proxy = new TcpProxy(database.url(), TcpProxy.Cut.BEFORE_ITS_ANSWER_ARRIVES, commit)) {
                MigrationFailedException failure = failed(
                        Migretti.on(proxy.dataSource()).from(files.location()).build()::apply);
                assertThat(failure).isNotNull();
                Migretti next = Migretti.on(database.dataSource())
                        .from(files.location())
                        .build();
                if (commit == 4) {
                    assertThat(next.apply().results()).isEmpty();
                } else {
                    assertThatThrownBy(next::apply)
                            .hasMessageContaining(
                                    " 01_one failed after " + (commit - 2) + " of its statements were done");
                    next.fix(new MigrationId("01"), Request.Resolution.RESUME);
                }
                assertThat(Sql.rows(database.dataSource(), "SELECT id, status, statements_done FROM _migrations"))
                        .containsExactly("01|applied|1");
            }
        }
    }

    // ---- in each other's way

    private Connection application() throws SQLException {
        Connection application = dataSource.getConnection();
        application.setAutoCommit(false);
        try (Statement statement = application.createStatement()) {
            statement.execute("SET application_name = 'the shop'");
            statement.execute("SELECT *\n  FROM t");
        }
        return application;
    }

    private static final String BLOCKER = "pid \\d+, user postgres, application the shop, from 127.0.0.1, idle in"
            + " transaction, connected since .*, in a transaction for .*, query: SELECT \\* FROM t";

    @Test
    void anApplicationInTheWayIsNamedAndTheMigrationGoesOnWhenItIsDone() throws Exception {
        files.up("01_one.sql", "CREATE TABLE t (x int);");
        migretti.apply();
        files.up("02_two.sql", "ALTER TABLE t ADD y int;");
        try (Connection application = application()) {
            List<MigrettiEvent.Retrying> retries = new ArrayList<>();
            Outcome outcome = configured()
                    .statementLockTimeout(Duration.ofMillis(50))
                    .listener(event -> {
                        if (event instanceof MigrettiEvent.Retrying retrying) {
                            retries.add(retrying);
                            rollBack(application);
                        }
                    })
                    .build()
                    .apply();
            assertThat(outcome.done()).extracting(StepResult::name).containsExactly("two");
            assertThat(retries).hasSize(1);
            assertThat(retries.get(0).attempt()).isEqualTo(1);
            assertThat(retries.get(0).attempts()).isEqualTo(10);
            assertThat(retries.get(0).reason()).isEqualTo("PostgreSQL 55P03: canceling statement due to lock timeout");
            assertThat(retries.get(0).blockers()).singleElement().asString().matches(BLOCKER);
        }
    }

    private static void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anApplicationThatStaysInTheWayIsNamedInTheEnd() throws Exception {
        files.up("01_one.sql", "CREATE TABLE t (x int);");
        migretti.apply();
        files.up("02_two.sql", "CREATE TABLE u (x int);").up("03_three.sql", "ALTER TABLE t ADD y int;");
        try (Connection application = application()) {
            Migretti impatient = configured()
                    .statementLockTimeout(Duration.ofMillis(50))
                    .lockAttempts(2)
                    .build();
            assertThat(failed(impatient::apply))
                    .hasMessageMatching(
                            "(?s)\\QMigration 03_three failed in each of 2 attempts and was rolled back; 1 of 2"
                                    + " migrations was applied before it and stays.\n  at " + files.path("03_three.sql")
                                    + ":2:1\n     2 | ALTER TABLE t ADD y int;\n       | ^\n"
                                    + "  PostgreSQL 55P03: canceling statement due to lock timeout\n"
                                    + "  Next: another session holds a lock that the migration needs; start again when it is free,"
                                    + " or give the file a longer `-- migrate: lock-timeout` (in the way: \\E" + BLOCKER
                                    + "\\)\\.");
            assertThat(application.isValid(1)).isTrue();
        }
        assertThat(history()).containsExactly("01|applied|null", "02|applied|null");
    }

    @Test
    void anInterruptEndsTheWaitAndKeepsWhatIsDone() throws Exception {
        files.up("01_one.sql", "CREATE TABLE t (x int);");
        migretti.apply();
        files.up("02_two.sql", "CREATE TABLE u (x int);").up("03_three.sql", "ALTER TABLE t ADD y int;");
        try (Connection application = application()) {
            MigrationFailedException failure = failed(configured()
                    .statementLockTimeout(Duration.ofMillis(50))
                    .listener(event -> {
                        if (event instanceof MigrettiEvent.Retrying) {
                            Thread.currentThread().interrupt();
                        }
                    })
                    .build()::apply);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(failure).hasMessage("""
                            Migration 03_three was not begun; 1 of 2 migrations was applied before it and stays.
                              at %s
                              Interrupted while waiting for another attempt
                              Next: start again; what is applied is not repeated.""".formatted(files.path("03_three.sql")));
            assertThat(failure.outcome().done()).hasSize(1);
            assertThat(application.isValid(1)).isTrue();
        }
        try (Connection holder = dataSource.getConnection();
                Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + Migretti.DEFAULT_LOCK_ID + ")");
            assertThatThrownBy(configured()
                            .listener(event -> {
                                if (event instanceof MigrettiEvent.WaitingForLock) {
                                    Thread.currentThread().interrupt();
                                }
                            })
                            .build()::apply)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("""
                            Interrupted while waiting for the migration lock.
                              Next: start again; what is applied is not repeated.""");
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(migretti.apply().done()).hasSize(1);
    }

    // ---- hostile scripts and settings

    @Test
    void aLockThatAMigrationReleasesIsTakenAgain() {
        files.up("01_one.sql", "SELECT pg_advisory_unlock_all();\nCREATE TABLE t (x int);")
                .upWithoutTransaction("02_two.sql", "DISCARD ALL;\nINSERT INTO t VALUES (2);")
                .up("03_three.sql", "SELECT pg_advisory_lock(" + Migretti.DEFAULT_LOCK_ID + ");");

        assertThat(migretti.apply().done()).hasSize(3);
        assertThat(Sql.value(
                        dataSource,
                        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM"
                                + " pg_database WHERE datname = current_database())"))
                .isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLockThatSomebodyElseHasMeanwhileEndsTheRun(boolean transactional) throws Exception {
        String up = "SELECT pg_advisory_unlock_all();\n" + GATE;
        if (transactional) {
            files.up("01_one.sql", up);
        } else {
            files.upWithoutTransaction("01_one.sql", GATE.replace("SELECT", "SELECT pg_advisory_unlock_all(),"));
        }
        try (Gate gate = new Gate()) {
            Future<Throwable> run = threads.submit(() -> catchThrowable(migretti::apply));
            gate.waiting();
            gate.execute("SELECT pg_advisory_lock(" + Migretti.DEFAULT_LOCK_ID + ")");
            gate.open();
            String tail = "  at " + files.path("01_one.sql")
                    + "\n  the migration lock was lost, and another session has it now\n  Next: ";
            assertThat(run.get(30, TimeUnit.SECONDS))
                    .hasMessage(
                            transactional
                                    ? "Migration 01_one failed and was rolled back; nothing was applied before it.\n"
                                            + tail
                                            + "take what releases the lock out of the file, as pg_advisory_unlock_all();"
                                            + " then start again."
                                    : "Migration 01_one failed without a transaction: 1 of its 1 statement done, and its row"
                                            + " says 0; nothing was applied before it.\n" + tail
                                            + "set `statements_done` in its row to 1 before you continue it with `fix 01"
                                            + " --resume`; or finish it by hand and say `fix 01 --applied`; or undo it by"
                                            + " hand and say `fix 01 --remove`.");
        }
    }

    @Test
    void whatAMigrationSetsHarmsNeitherItsBookkeepingNorTheNext() {
        files.up("00_zero.sql", "SELECT 0;");
        migretti.apply();
        Sql.execute(
                dataSource,
                "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN PERFORM pg_catalog.pg_sleep(0.4); RETURN NULL; END $$;"
                        + " CREATE TRIGGER slow AFTER INSERT ON _migrations FOR EACH ROW EXECUTE FUNCTION slow()");
        files.up("01_one.sql", """
                        CREATE SCHEMA evil;
                        CREATE FUNCTION evil.now() RETURNS timestamptz LANGUAGE sql AS 'SELECT ''2000-01-01''::timestamptz';
                        CREATE FUNCTION evil.round(numeric) RETURNS numeric LANGUAGE sql AS 'SELECT 1 / 0 * $1';
                        SET search_path = evil, pg_catalog;
                        SET statement_timeout = '300ms';
                        SET lock_timeout = '1ms';
                        SET IntervalStyle = 'sql_standard';
                        SET standard_conforming_strings = off;
                        SET timezone = 'Asia/Kathmandu';""")
                .upWithoutTransaction("02_two.sql", """
                        SET search_path = evil, pg_catalog;
                        SET SESSION AUTHORIZATION pg_monitor;
                        SET default_transaction_isolation = 'serializable';""")
                .up("03_three.sql", "CREATE TABLE t (s text DEFAULT 'a\\');");

        assertThat(migretti.apply().done()).hasSize(3);
        assertThat(Sql.value(
                        dataSource,
                        "SELECT min(applied_at) > '2001-01-01' AND to_regclass('public.t') IS NOT NULL"
                                + " FROM _migrations"))
                .isEqualTo("t");
    }

    @Test
    void unusualSettingsOfTheRoleAndTheMachineChangeNothing(TestDatabase database) throws Exception {
        for (String setting : List.of(
                "standard_conforming_strings = off",
                "datestyle = 'German, DMY'",
                "intervalstyle = 'iso_8601'",
                "timezone = 'Pacific/Chatham'",
                "default_transaction_isolation = 'serializable'",
                "lc_numeric = 'C'")) {
            Sql.execute(dataSource, "ALTER DATABASE " + database.name() + " SET " + setting);
        }
        TimeZone before = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
        try {
            files.file("01_one.sql", """
                            -- migrate: up
                            CREATE TABLE t (s text);
                            INSERT INTO t VALUES ('a\\'), ('; b'), (E'it\\'s');
                            -- migrate: down
                            DROP TABLE t; SELECT 'c\\', '; d';
                            """)
                    .up(
                            "02_two.sql",
                            "SET standard_conforming_strings = off;\nINSERT INTO t VALUES ('it\\'s;'), ('x');");
            assertThat(migretti.apply().done())
                    .extracting(StepResult.Done::statements)
                    .containsExactly(2, 2);
            assertThat(Sql.rows(dataSource, "SELECT s FROM t")).containsExactly("a\\", "; b", "it's", "it's;", "x");
            assertThat(Duration.between(migretti.head().orElseThrow().appliedAt(), java.time.Instant.now())
                            .abs())
                    .isLessThan(Duration.ofMinutes(1));
            files.delete("02_two.sql");
            files.delete("01_one.sql");
            assertThat(configured().allowMissingDown(true).build().rollback(2).done())
                    .hasSize(2);
            assertThat(Sql.value(dataSource, "SELECT to_regclass('t') IS NULL")).isEqualTo("t");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void timeoutsAndLimitsOfTheServerAreReportedAsWhatTheyAre() {
        files.file("01_slow.sql", """
                -- migrate: statement-timeout 50ms
                -- migrate: up
                SELECT pg_sleep(30);
                -- migrate: irreversible
                """);
        assertThat(failed(migretti::apply)).hasMessage("""
                        Migration 01_slow failed and was rolled back; nothing was applied before it.
                          at %s:3:1
                             3 | SELECT pg_sleep(30);
                               | ^
                          PostgreSQL 57014: canceling statement due to statement timeout
                          Next: start again; if it takes that long, give the file a longer `-- migrate: statement-timeout`.""".formatted(files.path("01_slow.sql")));
        files.up("01_slow.sql", """
                SET temp_file_limit = '64kB';
                SET work_mem = '64kB';
                SELECT count(*) FROM (SELECT x FROM generate_series(1, 200000) AS x ORDER BY -x OFFSET 1) AS sorted;""");
        assertThat(failed(migretti::apply).failure())
                .satisfies(failure -> assertThat(failure.location()).hasToString(files.path("01_slow.sql") + ":4:1"))
                .satisfies(failure -> assertThat(failure.sqlState()).isEqualTo("53400"))
                .satisfies(failure -> assertThat(failure.next())
                        .isEqualTo("give the server or the role more of what it lacks; then start again"));
    }

    // ---- size

    @Test
    void filesMuchLargerThanTheHeapAreApplied() throws IOException {
        String filler = "x".repeat(180);
        try (Writer inserts = Files.newBufferedWriter(directory.resolve("01_inserts.sql"), StandardCharsets.UTF_8)) {
            inserts.write("-- migrate: up\nCREATE UNLOGGED TABLE t (x int, s text);\n");
            for (int i = 0; i < 50_000; i++) {
                inserts.write("INSERT INTO t VALUES (" + i + ", '" + filler.repeat(5) + "');\n");
            }
        }
        try (Writer copy = Files.newBufferedWriter(directory.resolve("02_copy.sql"), StandardCharsets.UTF_8)) {
            copy.write("-- migrate: up\nCOPY t (x, s) FROM STDIN;\n");
            for (int i = 0; i < 250_000; i++) {
                copy.write(i + "\t" + filler + filler.charAt(0) + "\n");
            }
            copy.write("\\.\n");
        }
        assertThat(Files.size(directory.resolve("01_inserts.sql"))).isGreaterThan(45_000_000);
        assertThat(Files.size(directory.resolve("02_copy.sql"))).isGreaterThan(45_000_000);
        try (ChildRun child = ChildRun.start(url, files, "", LockScope.SESSION, "-Xmx24m", "-XX:+UseSerialGC")) {
            assertThat(child.await("applied ")).isEqualTo("2");
        }
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM t")).isEqualTo("300000");
    }

    @Test
    void answersLargerThanTheBuffersInBetweenDoNotStopTheRun() {
        StringBuilder up = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            up.append("SELECT repeat('x', 500000);\nSELECT length('")
                    .append("y".repeat(60_000))
                    .append("');\n");
        }
        files.up("01_large.sql", up.toString());

        assertThat(migretti.apply().done())
                .extracting(StepResult.Done::statements)
                .containsExactly(40);
    }
}
