package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.plan.Plan;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** A database that cannot be reached, cannot be used, or holds what the engine does not expect. */
@PostgresTest
class UnusableDatabaseTest {

    @TempDir
    Path directory;

    private MigrationFiles files;
    private PGSimpleDataSource dataSource;
    private Migretti migretti;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory).up("01_one.sql", "CREATE TABLE t (x int);");
        dataSource = database.dataSource();
        migretti = Migretti.on(dataSource).from(files.location()).build();
    }

    private static void assertEach(List<ThrowingCallable> operations, String message) {
        operations.forEach(operation -> assertThatThrownBy(operation)
                .isInstanceOf(DatabaseException.class)
                .hasMessage(message));
    }

    @Test
    void aDatabaseThatDoesNotExist(TestDatabase database) {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl(database.url().replace(database.name(), "nowhere"));
        Migretti lost = Migretti.on(nowhere).from(files.location()).build();

        assertEach(List.of(lost::apply, lost::status, lost::dryRun, () -> lost.whileLocked(connection -> 1)), """
                No connection to the database: PostgreSQL 3D000: database "nowhere" does not exist.
                  Next: check that it runs, and its address, user and password.""");
    }

    @Test
    void aDataSourceThatRoutesAndDoesNotKnowWhereTo() {
        DataSource routing = new DataSourceThat(() -> {
            throw new IllegalStateException("Cannot determine target DataSource for lookup key [null]");
        });
        Migretti lost = Migretti.on(routing).from(files.location()).build();

        assertEach(List.of(lost::apply, lost::status), """
                The DataSource gives no connection: java.lang.IllegalStateException: Cannot determine target DataSource\
                 for lookup key [null].
                  Next: correct it, or give migrations a DataSource that needs nothing but to be asked.""");
    }

    @Test
    void aDataSourceThatWrapsTheDriversException() {
        DataSource wrapping = new DataSourceThat(() -> {
            throw new IllegalStateException("no connection", new SQLException("the server is starting", "57P03"));
        });

        assertThatThrownBy(Migretti.on(wrapping).from(files.location()).build()::apply)
                .isInstanceOfSatisfying(
                        DatabaseException.class,
                        e -> assertThat(e.isUnreachable()).isTrue())
                .hasMessageMatching("(?s)No connection to the database: .*the server is starting.*");
    }

    @Test
    void aDataSourceThatGivesNull() {
        Migretti lost = Migretti.on(new DataSourceThat(() -> null))
                .from(files.location())
                .build();

        assertEach(List.of(lost::apply, lost::status), """
                The DataSource gave null instead of a connection, as the double of a test does.
                  Next: give migrations a real DataSource, or switch them off here.""");
    }

    /** Answers as it is told. */
    private static final class DataSourceThat extends PGSimpleDataSource {

        private static final long serialVersionUID = 1L;

        private final transient Supplier<Connection> answer;

        DataSourceThat(Supplier<Connection> answer) {
            this.answer = answer;
        }

        @Override
        public Connection getConnection() {
            return answer.get();
        }
    }

    @Test
    void aConnectionThatIsClosedWhenItIsLent(TestDatabase database) {
        PGSimpleDataSource broken = new PGSimpleDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
                Connection connection = super.getConnection();
                connection.close();
                return connection;
            }
        };
        broken.setUrl(database.url());

        assertThatThrownBy(Migretti.on(broken).from(files.location()).build()::apply)
                .isInstanceOf(DatabaseException.class)
                .hasMessageMatching("The connection cannot be used: .*This connection has been closed\\."
                        + "\n  Next: see the server's words\\.");
    }

    @Test
    void aConnectionThatIsLostBetweenTwoStatementsOfTheEngine() {
        Migretti losing = Migretti.on(dataSource)
                .from(files.location())
                .hook(new MigrettiHook() {
                    @Override
                    public void before(Plan plan, Connection connection) throws Exception {
                        int pid = connection.unwrap(PGConnection.class).getBackendPID();
                        Sql.value(dataSource, "SELECT pg_terminate_backend(" + pid + ", 10000)");
                    }
                })
                .build();

        assertThatThrownBy(losing::apply).isInstanceOf(DatabaseException.class).hasMessage("""
                The connection to the database was lost: PostgreSQL 57P01: terminating connection due to administrator command.
                  Next: start again; what is applied is not repeated.""");
        assertThat(migretti.apply().done()).hasSize(1);
    }

    @Test
    void aSearchPathWithoutASchema(TestDatabase database) {
        Sql.execute(dataSource, "ALTER DATABASE " + database.name() + " SET search_path = nowhere");

        assertEach(List.of(migretti::apply, migretti::status), """
                There is no schema to keep the history in: none in the role's search_path exists.
                  Next: set `schema`, or create a schema that the search_path names.""");
    }

    @Test
    void aRowWithAStatusOfSomebodyElse() {
        migretti.apply();
        Sql.execute(dataSource, "UPDATE _migrations SET status = 'skipped'");

        assertEach(List.of(migretti::apply, migretti::status), """
                The history's row for 01 has the status 'skipped', which is neither applied nor failed.
                  Next: find out what wrote it, and correct the row.""");
    }

    @Test
    void aTableOfSomebodyElseInTheHistorysPlace() {
        Sql.execute(dataSource, "CREATE TABLE _migrations (id text, name text)");

        assertEach(List.of(migretti::apply, migretti::dryRun), """
                The database refused a statement of the engine itself: PostgreSQL 42703: column m.applied_at does not exist.
                  Next: see the server's words; nothing that is not reported as applied was applied.""");
        assertEach(List.of(migretti::status, migretti::plan, migretti::verify), """
                The migration history cannot be read: PostgreSQL 42703: column m.applied_at does not exist.
                  Next: see the server's words.""");
    }
}
