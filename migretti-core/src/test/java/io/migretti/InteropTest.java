package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.migration.MigrationId;
import io.migretti.plan.Request;
import io.migretti.report.Outcome;
import io.migretti.report.StepResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases and directories that Python Migretti began, and may continue after us. */
@PostgresTest
class InteropTest {

    private static final String OLDEST_TABLE = """
            CREATE TABLE IF NOT EXISTS _migrations (
                id varchar(26) PRIMARY KEY,
                name varchar(255) NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now(),
                checksum varchar(64)
            )""";
    private static final String TABLE =
            OLDEST_TABLE.replace("checksum varchar(64)", "checksum varchar(64), status varchar(20) DEFAULT 'applied'");
    private static final String LOG_TABLE = """
            CREATE TABLE IF NOT EXISTS _migrations_log (
                id bigserial PRIMARY KEY,
                migration_id varchar(26) NOT NULL,
                name varchar(255) NOT NULL,
                action varchar(10) NOT NULL,
                performed_at timestamptz NOT NULL DEFAULT now(),
                performed_by varchar(255),
                checksum varchar(64)
            )""";

    /** What Python Migretti asks before everything else. */
    private static final String READ =
            "SELECT id, name, checksum FROM _migrations WHERE status = 'applied' ORDER BY applied_at DESC, id DESC";

    private static final String ONE = "-- migrate: up\r\nCREATE TABLE a (x int);\r-- migrate: down\nDROP TABLE a;\n";
    private static final String TWO = "-- migrate: up\nCREATE TABLE b (x int);\n-- migrate: down\nDROP TABLE b;\n";
    private static final String INDEX = """
            -- migrate: no-transaction
            -- migrate: up
            CREATE INDEX CONCURRENTLY a_x ON a (x);
            -- migrate: down
            DROP INDEX CONCURRENTLY a_x;
            """;

    @TempDir
    Path directory;

    private MigrationFiles files;
    private DataSource dataSource;
    private Migretti migretti;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory).file("01_one.sql", ONE);
        dataSource = database.dataSource();
        migretti = Migretti.on(dataSource)
                .from(files.location())
                .performedBy("tester")
                .lockTimeout(Duration.ofMillis(100))
                .build();
    }

    private static String sha256(String text) {
        try {
            String lines = text.replace("\r\n", "\n").replace('\r', '\n');
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void pythonApplied(String id, String name, String text) {
        Sql.execute(
                dataSource,
                "INSERT INTO _migrations (id, name, checksum, status) VALUES ('" + id + "', '" + name + "', '"
                        + sha256(text) + "', 'applied')");
        pythonLogged(id, name, "UP", text);
    }

    private void pythonLogged(String id, String name, String action, String text) {
        Sql.execute(
                dataSource,
                "INSERT INTO _migrations_log (migration_id, name, action, performed_by, checksum) VALUES ('" + id
                        + "', '" + name + "', '" + action + "', 'python', '" + sha256(text) + "')");
    }

    private void pythonBegan() {
        Sql.execute(dataSource, TABLE);
        Sql.execute(dataSource, LOG_TABLE);
        Sql.execute(dataSource, "CREATE TABLE a (x int)");
        pythonApplied("01", "one", ONE);
    }

    private static List<String> names(Outcome outcome) {
        return outcome.done().stream().map(StepResult::name).toList();
    }

    @Test
    void continuesWhatPythonApplied() {
        pythonBegan();
        assertThat(migretti.apply().results()).isEmpty();
        assertThat(migretti.status().migrations().get(0).performedBy()).contains("python");
        files.file("02_two.sql", TWO);

        assertThat(names(migretti.apply())).containsExactly("two");

        assertThat(Sql.rows(dataSource, READ)).containsExactly("02|two|" + sha256(TWO), "01|one|" + sha256(ONE));
        assertThat(names(migretti.rollback(2))).containsExactly("two", "one");
        assertThat(Sql.rows(dataSource, READ)).isEmpty();
        assertThat(Sql.rows(dataSource, "SELECT migration_id, action, performed_by FROM _migrations_log ORDER BY id"))
                .containsExactly("01|UP|python", "02|UP|tester", "02|DOWN|tester", "01|DOWN|tester");
    }

    @Test
    void continuesTheOldestTableWithoutStatusAndWithoutLog() {
        Sql.execute(dataSource, OLDEST_TABLE);
        Sql.execute(dataSource, "CREATE TABLE a (x int)");
        Sql.execute(
                dataSource, "INSERT INTO _migrations (id, name, checksum) VALUES ('01', 'one', '" + sha256(ONE) + "')");
        assertThat(migretti.apply().results()).isEmpty();
        assertThat(migretti.verify().isValid()).isTrue();
        files.file("02_two.sql", TWO);

        assertThat(names(migretti.apply())).containsExactly("two");

        assertThat(Sql.rows(dataSource, READ)).hasSize(2);
        assertThat(names(migretti.down())).containsExactly("two");
    }

    @Test
    void settlesWhatPythonLeftFailed() {
        pythonBegan();
        files.file("02_index.sql", INDEX);
        Sql.execute(
                dataSource,
                "INSERT INTO _migrations (id, name, checksum, status) VALUES ('02', 'index', '" + sha256(INDEX)
                        + "', 'failed')");

        assertThatThrownBy(migretti::apply)
                .isInstanceOf(PlanRefusedException.class)
                .hasMessage("""
                Nothing was executed
                  the database is in a dirty state: 02_index failed
                  Next: bring the database by hand to what it is with the migration and say `fix <id> --applied`, or to what it is without it and say `fix <id> --remove`.""");
        assertThatThrownBy(() -> migretti.fix(new MigrationId("02"), Request.Resolution.RESUME))
                .hasMessageContaining(
                        "\n  02_index cannot be resumed: how far it came is not recorded, because another tool"
                                + " began it or because it failed on its way down\n");
        migretti.fix(new MigrationId("02"), Request.Resolution.REMOVE);
        assertThat(Sql.rows(dataSource, READ)).hasSize(1);
        assertThat(names(migretti.apply())).containsExactly("index");
        assertThat(Sql.rows(dataSource, READ)).first().isEqualTo("02|index|" + sha256(INDEX));
    }

    @Test
    void continuesAfterPythonsRollbackAndFix() {
        pythonBegan();
        files.file("02_two.sql", TWO);
        pythonApplied("02", "two", TWO);
        Sql.execute(dataSource, "DELETE FROM _migrations WHERE id = '02'");
        pythonLogged("02", "two", "DOWN", TWO);
        Sql.execute(dataSource, "UPDATE _migrations SET status = 'applied' WHERE id = '01'");
        pythonLogged("01", "one", "FIX", ONE);

        assertThat(names(migretti.apply())).containsExactly("two");
        assertThat(Sql.rows(dataSource, READ)).hasSize(2);
    }

    @Test
    void pythonContinuesWhatWeApplied() {
        files.file("02_index.sql", INDEX);
        migretti.apply();
        assertThat(Sql.rows(dataSource, READ)).containsExactly("02|index|" + sha256(INDEX), "01|one|" + sha256(ONE));

        Sql.execute(dataSource, TABLE);
        Sql.execute(dataSource, LOG_TABLE);
        pythonApplied("03", "two", TWO);
        Sql.execute(dataSource, "CREATE TABLE b (x int)");
        files.file("03_two.sql", TWO);

        assertThat(migretti.apply().results()).isEmpty();
        assertThat(names(migretti.rollback(3))).containsExactly("two", "index", "one");
    }

    @Test
    void whatWeLeaveFailedIsNotAppliedForPython() {
        files.file("02_index.sql", INDEX.replace("ON a (x)", "ON a (y)"));
        assertThatThrownBy(migretti::apply).isInstanceOf(MigrationFailedException.class);

        assertThat(Sql.rows(dataSource, READ)).containsExactly("01|one|" + sha256(ONE));
        assertThat(Sql.rows(dataSource, "SELECT id FROM _migrations WHERE status = 'failed'"))
                .containsExactly("02");
    }

    @Test
    void bothToolsExcludeEachOther() throws SQLException {
        try (Connection python = dataSource.getConnection();
                Statement statement = python.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(894321)");
            assertThatThrownBy(migretti::apply).isInstanceOf(LockTimeoutException.class);
            statement.execute("SELECT pg_advisory_unlock(894321)");
        }
        Migretti asking = Migretti.on(dataSource)
                .from(files.location())
                .hook(new MigrettiHook() {
                    @Override
                    public void before(io.migretti.plan.Plan plan, Connection connection) {
                        assertThat(Sql.value(dataSource, "SELECT pg_try_advisory_lock(894321)"))
                                .isEqualTo("f");
                    }
                })
                .build();
        assertThat(asking.apply().done()).hasSize(1);
    }
}
