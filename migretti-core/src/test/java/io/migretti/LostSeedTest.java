package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.nio.file.Path;
import java.util.List;
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
import org.postgresql.ds.PGSimpleDataSource;

/** A connection that is lost while it seeds: nothing is recorded, so that only the tables can tell. */
@PostgresTest
@Tag("faults")
class LostSeedTest {

    @TempDir
    Path directory;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private MigrationFiles files;
    private MigrationFiles seeds;
    private String url;
    private PGSimpleDataSource dataSource;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory.resolve("migrations")).up("01_table.sql", "CREATE TABLE a (x int);");
        seeds = new MigrationFiles(directory.resolve("seeds")).file("1.sql", "INSERT INTO a VALUES (1);");
        url = database.url();
        dataSource = database.dataSource();
        of(dataSource).apply();
    }

    @AfterEach
    void endThread() throws InterruptedException {
        thread.shutdownNow();
        assertThat(thread.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    private Migretti of(PGSimpleDataSource source) {
        return Migretti.on(source)
                .from(files.location())
                .seeds(seeds.location())
                .build();
    }

    private List<String> rows() {
        return Sql.rows(dataSource, "SELECT x FROM a ORDER BY x");
    }

    private Throwable seedUntilTheServerEndsTheSession() throws Exception {
        try (Gate gate = new Gate(dataSource)) {
            Future<Throwable> run = thread.submit(() -> catchThrowable(of(dataSource)::seed));
            Sql.value(dataSource, "SELECT pg_terminate_backend(" + gate.waiting() + ")");
            return run.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void insideASeedWithTransactionNothingOfItIsThere() throws Exception {
        seeds.file("2.sql", "INSERT INTO a VALUES (2);\n" + Gate.STATEMENT);

        assertThat(seedUntilTheServerEndsTheSession()).hasMessage("""
                Seed 2 failed and was rolled back; 1 of 2 seeds was executed before it and stays.
                  at %s:2:1
                     2 | %s
                       | ^
                  PostgreSQL 57P01: terminating connection due to administrator command
                  Next: start again; the seeds before it run again as well.""".formatted(seeds.path("2.sql"), Gate.STATEMENT));
        assertThat(rows()).containsExactly("1");
    }

    @Test
    void insideASeedWithoutTransactionItIsAPersonWhoHasToLook() throws Exception {
        seeds.file(
                "2.sql",
                "-- migrate: no-transaction\nINSERT INTO a VALUES (2);\n" + Gate.STATEMENT
                        + "\nINSERT INTO a VALUES (3);");

        assertThat(seedUntilTheServerEndsTheSession()).hasMessage("""
                Seed 2 failed without a transaction: the connection was lost with 1 of its 3 statements done, the next one may be done too; 1 of 2 seeds was executed before it and stays.
                  at %s:3:1
                     3 | %s
                       | ^
                  PostgreSQL 57P01: terminating connection due to administrator command
                  Next: look whether it is; undo by hand what is done, and seed again; a seed begins at its first statement.""".formatted(seeds.path("2.sql"), Gate.STATEMENT));
        assertThat(rows()).containsExactly("1", "2");
        assertThat(of(dataSource).seed().done()).hasSize(2);
        assertThat(rows()).as("again from its first statement").containsExactly("1", "1", "2", "2", "3");
    }

    @ParameterizedTest
    @EnumSource(value = TcpProxy.Cut.class, mode = EnumSource.Mode.EXCLUDE, names = "NEVER")
    void inItsCommitOnlyItsRowsTell(TcpProxy.Cut cut) throws Exception {
        seeds.file("2.sql", "INSERT INTO a VALUES (2);");
        try (TcpProxy proxy = new TcpProxy(url, cut, 2)) {
            MigrationFailedException failure =
                    catchThrowableOfType(MigrationFailedException.class, of(proxy.dataSource())::seed);
            assertThat(failure.failure().consequence())
                    .isEqualTo(
                            "Seed 2 lost its connection during the commit: it is done completely or not at all; 1 of 2"
                                    + " seeds was executed before it and stays");
            assertThat(failure.next()).isEqualTo("look whether its rows are there; the history does not know of seeds");
        }
        assertThat(rows()).isEqualTo(cut == TcpProxy.Cut.BEFORE_ITS_ANSWER_ARRIVES ? List.of("1", "2") : List.of("1"));
        assertThat(Sql.rows(dataSource, "SELECT id, status FROM _migrations")).containsExactly("01|applied");
    }
}
