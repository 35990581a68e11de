package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.migration.MigrationId;
import io.migretti.report.DryRun;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import org.postgresql.ds.PGSimpleDataSource;

/** The lock held by transactions: processes take turns, and a migration without transaction is claimed by its row. */
@PostgresTest
@Tag("faults")
class TransactionScopeTest {

    private static final int PROCESSES = 20;

    @TempDir
    Path directory;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private MigrationFiles files;
    private String url;
    private PGSimpleDataSource dataSource;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory);
        url = database.url();
        dataSource = database.dataSource();
    }

    @AfterEach
    void endThreads() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private MigrettiBuilder configured() {
        return Migretti.on(dataSource).from(files.location()).lockScope(LockScope.TRANSACTION);
    }

    @Test
    void twentyProcessesOnAnEmptyDatabaseApplyEachMigrationOnce() throws Exception {
        files.up("01_table.sql", "CREATE TABLE t (x int);")
                .upWithoutTransaction(
                        "02_index.sql", "CREATE INDEX CONCURRENTLY i ON t (x);\nINSERT INTO t VALUES (2);")
                .up("03_row.sql", "INSERT INTO t VALUES (3);")
                .upWithoutTransaction("04_row.sql", "INSERT INTO t VALUES (4);")
                .up("05_row.sql", "INSERT INTO t VALUES (5);");
        List<ChildRun> children = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                children.add(ChildRun.start(url, files, "", LockScope.TRANSACTION, "-Xmx32m", "-XX:+UseSerialGC"));
            }
            int applied = 0;
            for (ChildRun child : children) {
                applied += Integer.parseInt(child.await("applied "));
            }
            assertThat(applied).isEqualTo(5);
        } finally {
            children.forEach(ChildRun::close);
        }
        assertThat(Sql.rows(dataSource, "SELECT x FROM t ORDER BY x")).containsExactly("2", "3", "4", "5");
        assertThat(Sql.rows(dataSource, "SELECT id, status FROM _migrations ORDER BY id"))
                .containsExactly("01|applied", "02|applied", "03|applied", "04|applied", "05|applied");
        assertThat(Sql.rows(dataSource, "SELECT migration_id, action FROM _migrations_log ORDER BY id"))
                .containsExactly("01|UP", "02|UP", "03|UP", "04|UP", "05|UP");
    }

    @Test
    void aDryRunWaitsForWhoeverHasClaimedAMigrationAndTriesOnlyTheRest() throws Exception {
        files.up("01_one.sql", "CREATE TABLE t (x int);");
        configured().build().apply();
        files.upWithoutTransaction("02_two.sql", Gate.STATEMENT + "\nINSERT INTO t VALUES (2);")
                .up("03_three.sql", "INSERT INTO t SELECT x + 1 FROM t;");
        CountDownLatch waiting = new CountDownLatch(1);
        Migretti rehearsing = configured()
                .listener(event -> {
                    if (event instanceof MigrettiEvent.WaitingForLock) {
                        waiting.countDown();
                    }
                })
                .build();
        try (Gate gate = new Gate(dataSource)) {
            Future<Outcome> working = threads.submit(() -> configured().build().applyTo(new MigrationId("02")));
            gate.waiting();
            Future<DryRun> dryRun = threads.submit(() -> rehearsing.dryRun());
            assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(configured().lockTimeout(Duration.ZERO).build()::dryRun)
                    .isInstanceOf(PlanRefusedException.class)
                    .hasMessageStartingWith(
                            "Nothing was executed\n  the database is in a dirty state: 02_two failed after"
                                    + " 0 of its statements were done\n  Next: ");
            assertThat(dryRun.isDone()).isFalse();

            gate.open();

            assertThat(working.get(30, TimeUnit.SECONDS).done()).hasSize(1);
            DryRun report = dryRun.get(30, TimeUnit.SECONDS);
            assertThat(report.isComplete()).isTrue();
            assertThat(report.plan().ids()).containsExactly(new MigrationId("03"));
        }
        assertThat(Sql.rows(dataSource, "SELECT x FROM t")).containsExactly("2");
        assertThat(Sql.rows(dataSource, "SELECT id, status FROM _migrations ORDER BY id"))
                .containsExactly("01|applied", "02|applied");
    }
}
