package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.plan.Direction;
import io.migretti.report.Outcome;
import io.migretti.report.StepResult;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class SeedTest {

    @TempDir
    Path directory;

    private MigrationFiles files;
    private MigrationFiles seeds;
    private DataSource dataSource;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory.resolve("migrations"));
        seeds = new MigrationFiles(directory.resolve("seeds"));
        dataSource = database.dataSource();
        files.up("01_table.sql", "CREATE TABLE a (n bigint GENERATED ALWAYS AS IDENTITY, x text UNIQUE);");
    }

    private MigrettiBuilder builder() {
        return Migretti.on(dataSource).from(files.location()).seeds(seeds.location());
    }

    private Migretti migrated() {
        Migretti migretti = builder().build();
        migretti.apply();
        return migretti;
    }

    private List<String> rows() {
        return Sql.rows(dataSource, "SELECT x FROM a ORDER BY n");
    }

    @Test
    void runsEachFileByNameThenThoseOfTheEnvironmentAndRemembersNothing() {
        seeds.file("b.sql", "INSERT INTO a (x) VALUES ('b') ON CONFLICT DO NOTHING;")
                .file("a.sql", "INSERT INTO a (x) VALUES ('a1');\nINSERT INTO a (x) VALUES ('a2')")
                .file("notes.txt", "no seed");
        new MigrationFiles(directory.resolve("seeds/dev")).file("0.sql", "INSERT INTO a (x) VALUES ('dev');");
        new MigrationFiles(directory.resolve("seeds/prod")).file("0.sql", "INSERT INTO a (x) VALUES ('prod');");
        migrated();
        String before = Sql.rows(dataSource, "SELECT * FROM _migrations").toString();

        Outcome outcome = builder().environment("dev").build().seed();

        assertThat(outcome.done())
                .extracting(StepResult::name, StepResult.Done::direction, StepResult.Done::statements)
                .containsExactly(
                        tuple("a", Direction.SEED, 2),
                        tuple("b", Direction.SEED, 1),
                        tuple("dev/0", Direction.SEED, 1));
        assertThat(outcome.head().orElseThrow().value()).isEqualTo("01");
        assertThat(rows()).containsExactly("a1", "a2", "b", "dev");
        assertThat(Sql.rows(dataSource, "SELECT * FROM _migrations").toString()).isEqualTo(before);
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM _migrations_log"))
                .isEqualTo("1");
    }

    @Test
    void runsAgainEachTime() {
        seeds.file("a.sql", "INSERT INTO a (x) SELECT 'row ' || count(*) FROM a;");
        Migretti migretti = migrated();
        migretti.seed();
        migretti.seed();
        assertThat(rows()).containsExactly("row 0", "row 1");
    }

    @Test
    void aFailureNamesItsPlaceAndWhatStays() {
        seeds.file("1.sql", "INSERT INTO a (x) VALUES ('1');")
                .file("2.sql", "INSERT INTO a (x) VALUES ('2');\nINSERT INTO a (y) VALUES ('3');")
                .file("3.sql", "INSERT INTO a (x) VALUES ('3');");
        Migretti migretti = migrated();

        MigrationFailedException failure = catchThrowableOfType(MigrationFailedException.class, migretti::seed);

        assertThat(failure).hasMessage("""
                        Seed 2 failed and was rolled back; 1 of 3 seeds was executed before it and stays.
                          at %s:2:16
                             2 | INSERT INTO a (y) VALUES ('3');
                               |                ^
                          PostgreSQL 42703: column "y" of relation "a" does not exist
                          Next: correct the file and start again; the seeds before it run again as well.""".formatted(seeds.path("2.sql")));
        assertThat(failure.outcome().done()).extracting(StepResult::name).containsExactly("1");
        assertThat(rows()).containsExactly("1");
    }

    @Test
    void aSeedWithoutTransactionSaysHowFarItCame() {
        seeds.file("1.sql", "-- migrate: no-transaction\nINSERT INTO a (x) VALUES ('1');\nVACUUM a;\nVACUUM b;");
        Migretti migretti = migrated();

        assertThatThrownBy(migretti::seed)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessage("""
                        Seed 1 failed without a transaction: 2 of its 3 statements done; nothing was executed before it.
                          at %s:4:1
                             4 | VACUUM b;
                               | ^
                          PostgreSQL 42P01: relation "b" does not exist
                          Next: undo by hand what is done, correct the file and seed again; a seed begins at its first statement.""".formatted(seeds.path("1.sql")));
        assertThat(rows()).containsExactly("1");
        assertThat(Sql.rows(dataSource, "SELECT id, status FROM _migrations")).containsExactly("01|applied");
    }

    @Test
    void copiesDataAndKeepsToTheFilesTimeouts() {
        seeds.file(
                "1.sql",
                "-- migrate: statement-timeout 77s\nCOPY a (x) FROM STDIN;\nfirst\nsecond\n\\.\nINSERT INTO a (x) SELECT current_setting('statement_timeout');");
        migrated().seed();
        assertThat(rows()).containsExactly("first", "second", "77s");
    }

    @Test
    void allProblemsOfAllSeedsAreReportedBeforeAnythingRuns() {
        seeds.file("1.sql", "INSERT INTO a (x) VALUES ('1');")
                .file("2.sql", "-- migrate: up\nSELECT 1;\n-- migrate: down\nSELECT 2;\n-- migrate: irreversible\n")
                .file("3.sql", "BEGIN;\nSELECT 'open;\n")
                .file("4.sql", "-- nothing\n")
                .file("5.sql", "VACUUM;\n-- migrate: lock-timeout soon\n-- migrate: no-transction\n")
                .file("6.sql", "-- migrate: no-transaction\nSAVEPOINT a;\nCOMMIT;");
        Migretti migretti = migrated();

        assertThatThrownBy(migretti::seed)
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessage("""
                        There are 11 problems with the files
                          %s:1:1: `-- migrate: up` has no meaning in a seed, which has no sections
                              take it out, or make a migration of the file
                          %s:3:1: `-- migrate: down` has no meaning in a seed, which has no sections
                              take it out, or make a migration of the file
                          %s:5:1: `-- migrate: irreversible` has no meaning in a seed, which has no sections
                              take it out, or make a migration of the file
                          %s:1:1: `BEGIN` begins or ends a transaction, which would outlive a rollback of the seed
                              take it out; each seed runs in a transaction of its own
                          %s:2:8: the string that starts here is never closed
                              close it
                          %s: the seed holds no statement
                              write at least one statement into it, or delete it
                          %s:1:1: `VACUUM` cannot run inside a transaction block
                              write `-- migrate: no-transaction` in the file, best with this statement alone in it
                          %s:2:1: `soon` is not a time
                              write a whole number and its unit (ms, s, min, h or d), as in `-- migrate: lock-timeout 2s`
                          %s:3:1: `no-transction` is not a directive
                              write `-- migrate: no-transaction` if that is meant
                          %s:2:1: `SAVEPOINT a` needs a transaction, and the file says `no-transaction`
                              take one of them out
                          %s:3:1: `COMMIT` begins or ends a transaction, which would outlive a rollback of the seed
                              take it out; statements that belong together go into a seed without `-- migrate: no-transaction`
                          Next: correct the files; nothing was executed.""".formatted(Stream.of("2", "2", "2", "3", "3", "4", "5", "5", "5", "6", "6")
                        .map(name -> seeds.path(name + ".sql"))
                        .toArray()));
        assertThat(rows()).isEmpty();
    }

    @Test
    void aMissingPlaceIsAnErrorAndAMissingFolderOfTheEnvironmentIsNot() {
        assertThat(migrated().seed().results()).isEmpty();

        String nowhere = directory.resolve("nowhere").toString();
        Migretti lost = Migretti.on(dataSource)
                .from(files.location())
                .seeds(nowhere)
                .environment("../prod")
                .build();
        assertThatThrownBy(lost::seed)
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessage("""
                There are 2 problems with the files
                  %s: there is no such place
                      create it, or set the location of the seeds to theirs
                  %s: the environment's name `../prod` cannot be that of a folder with seeds
                      name the environment with letters and digits
                  Next: correct the files; nothing was executed.""".formatted(nowhere, nowhere));
    }

    @Test
    void seedsOfTheClassPathHaveFoldersToo() {
        files.delete("01_table.sql");
        Outcome outcome = Migretti.on(dataSource)
                .from(files.location())
                .seeds("classpath:seeds-of-tests")
                .environment("test")
                .build()
                .seed();
        assertThat(outcome.done()).extracting(StepResult::name).containsExactly("everywhere", "test/here");
        assertThat(Sql.value(dataSource, "SELECT to_regclass('_migrations') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void isRefusedWhileMigrationsArePendingOrFailed() {
        seeds.file("1.sql", "INSERT INTO a (x) VALUES ('1');");
        files.upWithoutTransaction("02_bad.sql", "SELECT 1;\nSELECT nothing;").up("03_late.sql", "SELECT 1;");

        assertThatThrownBy(builder().build()::seed)
                .isInstanceOf(PlanRefusedException.class)
                .hasMessage(
                        """
                        Nothing was executed
                          seeds are written for the newest schema, and migrations are pending: %s, %s, %s
                          Next: apply them, then seed.""".formatted(files.path("01_table.sql"), files.path("02_bad.sql"), files.path("03_late.sql")));

        assertThatThrownBy(builder().build()::apply).isInstanceOf(MigrationFailedException.class);
        files.delete("03_late.sql");
        assertThatThrownBy(builder().build()::seed)
                .isInstanceOf(PlanRefusedException.class)
                .hasMessage("""
                        Nothing was executed
                          the database is in a dirty state: 02_bad failed after 1 of its statements were done
                          Next: correct the file and continue it with `fix <id> --resume`; or finish it by hand and say `fix <id> --applied`; or undo it by hand and say `fix <id> --remove`.""");
    }

    @Test
    void needsToBeToldWhereTheSeedsAre() {
        assertThatThrownBy(() ->
                        Migretti.on(dataSource).from(files.location()).build().seed())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("say where the seeds are: seeds(\"classpath:seeds\")");
        assertThatThrownBy(() -> builder().seeds("s3:seeds"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`s3:seeds` is not a place for migrations: write classpath:…, file:…, or the path of a"
                        + " directory");
    }

    @Test
    void waitsForTheLockAndTriesAgainAfterALockTimeout() throws SQLException {
        seeds.file("1.sql", "-- migrate: lock-timeout 50ms\nLOCK TABLE a;\nINSERT INTO a (x) VALUES ('1');");
        migrated();
        try (Connection holder = dataSource.getConnection();
                Statement statement = holder.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + Migretti.DEFAULT_LOCK_ID + ")");
            assertThatThrownBy(builder().lockTimeout(Duration.ZERO).build()::seed)
                    .isInstanceOf(LockTimeoutException.class);
            statement.execute("SELECT pg_advisory_unlock_all()");

            holder.setAutoCommit(false);
            statement.execute("LOCK TABLE a");
            Outcome outcome = builder()
                    .listener(event -> {
                        if (event instanceof io.migretti.report.MigrettiEvent.Retrying) {
                            try {
                                holder.rollback();
                            } catch (SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        }
                    })
                    .build()
                    .seed();
            assertThat(outcome.done()).hasSize(1);
        }
        assertThat(rows()).containsExactly("1");
    }

    @Test
    void withoutTransactionNeedsALockOfTheSession() {
        seeds.file("1.sql", "-- migrate: no-transaction\nVACUUM a;")
                .file("2.sql", "INSERT INTO a (x) VALUES ('2') ON CONFLICT DO NOTHING;");
        migrated();
        Migretti pooled = builder().lockScope(LockScope.TRANSACTION).build();
        assertThatThrownBy(pooled::seed)
                .isInstanceOf(PlanRefusedException.class)
                .hasMessage("""
                Nothing was executed
                  the lock is held by transactions, and these seeds run without one: %s
                  Next: seed through a direct connection, with the lock scope SESSION.""".formatted(seeds.path("1.sql")));
        seeds.delete("1.sql");
        assertThat(pooled.seed().done()).hasSize(1);
        assertThat(pooled.seed().done()).hasSize(1);
    }
}
