package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.migretti.HeldFlight.Fate;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A process that is killed while it sends: what it sent last arrives, or is lost. Either way no migration is lost, none
 * is applied twice, and the history is never ahead of what was done, and never more than one statement behind it.
 */
@PostgresTest
@Tag("faults")
class KillTest {

    /** What of the migration 02, which inserts the rows 1 and 2 without a transaction, is being sent. */
    enum Sending {
        CLAIM("", "'failed', 0", "", ""),
        COMMIT_OF_THE_CLAIM("'failed', 0", "COMMIT", "failed|0", ""),
        FIRST_STATEMENT("", "INSERT INTO t VALUES (1)", "failed|0", "failed|0"),
        FIRST_COUNT("", "statements_done = 1", "failed|0", "failed|0"),
        COMMIT_OF_THE_FIRST_COUNT("statements_done = 1", "COMMIT", "failed|1", "failed|0"),
        SECOND_STATEMENT("", "INSERT INTO t VALUES (2)", "failed|1", "failed|1"),
        SECOND_COUNT("", "statements_done = 2", "failed|1", "failed|1"),
        COMMIT_OF_THE_SECOND_COUNT("statements_done = 2", "COMMIT", "failed|2", "failed|1"),
        END("", "SET status = 'applied'", "failed|2", "failed|2"),
        COMMIT_OF_THE_END("SET status = 'applied'", "COMMIT", "applied|2", "failed|2"),
        NEXT_MIGRATION("", "INSERT INTO t VALUES (3)", "applied|2", "applied|2");

        private final String before;
        private final String text;
        private final String rowIfItArrives;
        private final String rowIfItIsLost;

        Sending(String before, String text, String rowIfItArrives, String rowIfItIsLost) {
            this.before = before;
            this.text = text;
            this.rowIfItArrives = rowIfItArrives;
            this.rowIfItIsLost = rowIfItIsLost;
        }

        String row(Fate fate) {
            return fate == Fate.ARRIVES ? rowIfItArrives : rowIfItIsLost;
        }

        List<String> inserted(Fate fate) {
            boolean arrives = fate == Fate.ARRIVES;
            return switch (this) {
                case CLAIM, COMMIT_OF_THE_CLAIM -> List.of();
                case FIRST_STATEMENT -> arrives ? List.of("1") : List.of();
                case FIRST_COUNT, COMMIT_OF_THE_FIRST_COUNT -> List.of("1");
                case SECOND_STATEMENT -> arrives ? List.of("1", "2") : List.of("1");
                default -> List.of("1", "2");
            };
        }
    }

    @TempDir
    Path directory;

    private MigrationFiles files;
    private String url;
    private PGSimpleDataSource dataSource;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory);
        url = database.url();
        dataSource = database.dataSource();
        files.up("01_one.sql", "CREATE TABLE t (x int);").up("03_three.sql", "INSERT INTO t VALUES (3);");
    }

    private void kill(String before, String text, LockScope scope, Fate fate) throws Exception {
        try (HeldFlight flight = new HeldFlight(url, before, text);
                ChildRun child = ChildRun.start(flight.url(), files, "", scope)) {
            flight.await();
            child.kill();
            flight.decide(fate);
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> Sql.value(
                                    dataSource,
                                    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                            + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'")
                            .equals("0"));
        }
    }

    private Migretti migretti(LockScope scope) {
        return Migretti.on(dataSource)
                .from(files.location())
                .lockScope(scope)
                .lockTimeout(Duration.ZERO)
                .build();
    }

    private List<String> inserted() {
        return Sql.rows(dataSource, "SELECT x FROM t ORDER BY x");
    }

    private List<String> row() {
        return Sql.rows(dataSource, "SELECT status, statements_done FROM _migrations WHERE id = '02'");
    }

    static Stream<Arguments> withoutTransaction() {
        return Stream.of(LockScope.values())
                .flatMap(scope -> Stream.of(Sending.values())
                        .flatMap(sending -> Stream.of(Fate.values()).map(fate -> Arguments.of(sending, fate, scope))));
    }

    @ParameterizedTest
    @MethodSource
    void withoutTransaction(Sending sending, Fate fate, LockScope scope) throws Exception {
        files.upWithoutTransaction("02_two.sql", "INSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);");
        Migretti migretti = migretti(scope);

        kill(sending.before, sending.text, scope, fate);

        assertThat(inserted()).isEqualTo(sending.inserted(fate));
        assertThat(row())
                .isEqualTo(Stream.of(sending.row(fate))
                        .filter(row -> !row.isEmpty())
                        .toList());
        if (sending.row(fate).startsWith("failed")) {
            int done = Integer.parseInt(sending.row(fate).substring("failed|".length()));
            assertThatThrownBy(migretti::apply)
                    .isInstanceOf(PlanRefusedException.class)
                    .hasMessageStartingWith(
                            "Nothing was executed\n  the database is in a dirty state: 02_two failed after " + done
                                    + " of its statements were done\n  Next: ");
            assertThat(inserted()).isEqualTo(sending.inserted(fate));
            if (inserted().size() > done) {
                // Only who looks at the table can know that.
                Sql.execute(dataSource, "UPDATE _migrations SET statements_done = statements_done + 1");
            }
            assertThat(migretti.fix(new MigrationId("02"), Request.Resolution.RESUME)
                            .done())
                    .hasSize(1);
            assertThat(inserted()).containsExactly("1", "2");
        }
        migretti.apply();
        assertThreeDone(scope, "applied|2");
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void inTheCommitOfATransactionalMigration(Fate fate) throws Exception {
        files.up("02_two.sql", "INSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);");

        kill("VALUES (E'02', E'two'", "COMMIT", LockScope.SESSION, fate);

        boolean arrives = fate == Fate.ARRIVES;
        assertThat(inserted()).isEqualTo(arrives ? List.of("1", "2") : List.of());
        assertThat(row()).isEqualTo(arrives ? List.of("applied|null") : List.of());
        assertThat(migretti(LockScope.SESSION).apply().done()).hasSize(arrives ? 1 : 2);
        assertThreeDone(LockScope.SESSION, "applied|null");
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void inTheFlightBeforeTheCommitOfATransactionalMigration(Fate fate) throws Exception {
        files.up("02_two.sql", "INSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);");

        kill("", "VALUES (E'02', E'two'", LockScope.TRANSACTION, fate);

        assertThat(inserted()).isEmpty();
        assertThat(row()).isEmpty();
        assertThat(migretti(LockScope.TRANSACTION).apply().done()).hasSize(2);
        assertThreeDone(LockScope.TRANSACTION, "applied|null");
    }

    @ParameterizedTest
    @EnumSource(Fate.class)
    void theNextRunWaitsForWhatTheKilledOneHasUnderWay(Fate fate) throws Exception {
        files.up("02_two.sql", "INSERT INTO t VALUES (1);\nINSERT INTO t VALUES (2);");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (HeldFlight flight = new HeldFlight(url, "VALUES (E'02', E'two'", "COMMIT");
                ChildRun child = ChildRun.start(flight.url(), files, "", LockScope.SESSION)) {
            flight.await();
            child.kill();
            CountDownLatch waiting = new CountDownLatch(1);
            Future<Outcome> next = thread.submit(Migretti.on(dataSource)
                    .from(files.location())
                    .listener(event -> {
                        if (event instanceof MigrettiEvent.WaitingForLock) {
                            waiting.countDown();
                        }
                    })
                    .build()::apply);
            assertThat(waiting.await(30, TimeUnit.SECONDS)).isTrue();
            flight.decide(fate);
            assertThat(next.get(30, TimeUnit.SECONDS).done()).hasSize(fate == Fate.ARRIVES ? 1 : 2);
        } finally {
            thread.shutdownNow();
        }
        assertThreeDone(LockScope.SESSION, "applied|null");
    }

    private void assertThreeDone(LockScope scope, String second) {
        assertThat(inserted()).containsExactly("1", "2", "3");
        assertThat(row()).containsExactly(second);
        assertThat(Sql.rows(dataSource, "SELECT id, status FROM _migrations ORDER BY id"))
                .containsExactly("01|applied", "02|applied", "03|applied");
        assertThat(Sql.rows(dataSource, "SELECT migration_id, count(*) FROM _migrations_log GROUP BY 1 ORDER BY 1"))
                .containsExactly("01|1", "02|1", "03|1");
        assertThat(migretti(scope).apply().results()).isEmpty();
    }
}
