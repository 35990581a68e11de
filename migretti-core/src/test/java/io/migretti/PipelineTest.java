package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.report.Failure;
import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PreferQueryMode;

/** Statements that share a flight: which of them failed, and where. */
@PostgresTest
class PipelineTest {

    @TempDir
    Path directory;

    private PGSimpleDataSource dataSource;
    private MigrationFiles files;

    @BeforeEach
    void setUp(TestDatabase database) {
        dataSource = database.dataSource();
        files = new MigrationFiles(directory);
    }

    private Failure failure(String up) {
        files.up("01_a.sql", up);
        Migretti migretti = Migretti.on(dataSource).from(files.location()).build();
        Failure failure = catchThrowableOfType(MigrationFailedException.class, migretti::apply)
                .failure();
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM pg_class WHERE relname IN ('t', 'v')"))
                .isEqualTo("0");
        return failure;
    }

    private String place(int line, int column) {
        return files.path("01_a.sql") + ":" + line + ":" + column;
    }

    @Test
    void aFailureWithoutAPlaceIsThatOfTheStatementThatWasNotAnswered() {
        Failure failure = failure("""
                CREATE TABLE t (x int);
                SELECT x FROM generate_series(1, 1000) AS x;
                CREATE RULE nothing AS ON INSERT TO t DO INSTEAD NOTHING;
                INSERT INTO t VALUES (1);
                SELECT 1 WHERE false;
                SELECT 1 / 0;
                SELECT 2;
                """);

        assertThat(failure.location()).hasToString(place(7, 1));
        assertThat(failure.sqlState()).isEqualTo("22012");
    }

    @Test
    void aPlaceIsCountedFromItsOwnStatementWhateverStandsBeforeIt() {
        Failure failure = failure("""
                CREATE TABLE t (x text);
                INSERT INTO t VALUES ('\uD83D\uDE00 \u00E4\u00F6\u00FC');
                SELECT '\uD83D\uDE00',
                       nothing FROM t;
                """);

        assertThat(failure.location()).hasToString(place(5, 8));
        assertThat(failure.sqlState()).isEqualTo("42703");
    }

    @Test
    void whatTheServerCannotReadIsNamedBeforeAnythingIsExecuted() {
        Failure failure = failure("CREATE TABLE t (x int);\nCREATE VIEW v AS SELECT 1;\nSELEKT 1;\n");

        assertThat(failure.location()).hasToString(place(4, 1));
        assertThat(failure.sqlState()).isEqualTo("42601");
    }

    @Test
    void theDriverIsLeftAsItWasConfigured() throws Exception {
        dataSource.setAutosave(AutoSave.ALWAYS);
        dataSource.setPreferQueryMode(PreferQueryMode.EXTENDED);
        files.up("01_a.sql", "CREATE TABLE t (x int);").up("02_b.sql", "INSERT INTO t VALUES (1);\nSELECT 1;");
        try (HikariDataSource pool = new HikariDataSource()) {
            pool.setDataSource(dataSource);
            pool.setMaximumPoolSize(1);
            Migretti.on(pool).from(files.location()).build().apply();

            try (Connection connection = pool.getConnection()) {
                PGConnection driver = connection.unwrap(PGConnection.class);
                assertThat(driver.getAutosave()).isEqualTo(AutoSave.ALWAYS);
                assertThat(driver.getPreferQueryMode()).isEqualTo(PreferQueryMode.EXTENDED);
            }
        }
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM t")).isEqualTo("1");
    }
}
