package io.migretti.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.embedded.TestServer;
import io.migretti.script.SqlResource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

@PostgresTest
class ScratchDatabaseTest {

    private final TestDatabase database;
    private final List<String> roles = new ArrayList<>();

    ScratchDatabaseTest(TestDatabase database) {
        this.database = database;
    }

    @AfterEach
    void dropRoles() throws SQLException {
        for (String role : roles) {
            execute(database.dataSource(), "DROP OWNED BY " + role);
            execute(database.dataSource(), "DROP ROLE " + role);
        }
    }

    private ScratchDatabase create() {
        return ScratchDatabase.create(database.dataSource(), ScratchDatabaseTest::named);
    }

    private static DataSource named(String name) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(TestServer.shared().url(name));
        return dataSource;
    }

    private static void execute(DataSource dataSource, String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    private boolean exists(String name) throws SQLException {
        return !query("SELECT datname FROM pg_database WHERE datname = '" + name + "'")
                .isEmpty();
    }

    @Test
    void itIsEmptyAndHasEncodingAndLocaleOfItsServersDatabase() throws SQLException {
        try (ScratchDatabase scratch = create()) {
            assertThat(scratch.name()).matches("migretti_scratch_[0-9]{14}_[0-9a-f]{8}");
            assertThat(query("SELECT DISTINCT ROW(encoding, datcollate, datctype)::text FROM pg_database"
                            + " WHERE datname IN ('" + scratch.name() + "', current_database())"))
                    .hasSize(1);
            SchemaAssert.assertThat(scratch.dataSource()).hasSameSchemaAs(database.dataSource());
        }
    }

    /** From 15 on a database may have ICU's collation, from 17 on PostgreSQL's own. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "15 | LOCALE_PROVIDER icu ICU_LOCALE 'de' LC_COLLATE 'C' LC_CTYPE 'C'",
                "17 | LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C'"
            })
    void itsCollationIsThatOfItsServersDatabaseWhoeverProvidesIt(int since, String locale) throws SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            assumeTrue(connection.getMetaData().getDatabaseMajorVersion() >= since, "for " + since + " and newer");
        }
        String like = "like_" + database.name();
        execute(database.dataSource(), "CREATE DATABASE " + like + " TEMPLATE template0 ENCODING 'UTF8' " + locale);
        try (ScratchDatabase scratch = ScratchDatabase.create(named(like), ScratchDatabaseTest::named)) {
            assertThat(query("SELECT DISTINCT (to_jsonb(d) - 'oid' - 'datname' - 'datfrozenxid' - 'datminmxid')::text"
                            + " FROM pg_database d WHERE datname IN ('" + scratch.name() + "', '" + like + "')"))
                    .hasSize(1);
        } finally {
            execute(database.dataSource(), "DROP DATABASE " + like);
        }
    }

    @Test
    void itIsDroppedWhenItIsClosedAlsoWhileSomebodyUsesIt() throws SQLException {
        ScratchDatabase scratch = create();
        try (Connection stillOpen = scratch.dataSource().getConnection()) {
            assertThat(stillOpen.isValid(5)).isTrue();

            scratch.close();
            scratch.close();

            assertThat(exists(scratch.name())).isFalse();
        }
    }

    @Test
    void whatAKilledRunHasLeftTheNextOneDrops() throws SQLException {
        String left = "migretti_scratch_20200101000000_0badcafe";
        execute(database.dataSource(), "CREATE DATABASE " + left);

        try (ScratchDatabase scratch = create()) {
            assertThat(exists(left)).isFalse();
            assertThat(exists(scratch.name())).isTrue();
        }
    }

    @Test
    void anotherRunsIsLeftAlone() throws SQLException {
        try (ScratchDatabase first = create();
                ScratchDatabase second = create()) {
            assertThat(exists(first.name())).isTrue();
            assertThat(second.name()).isNotEqualTo(first.name());
        }
    }

    @Test
    void aDatabaseThatIsOnlyCalledAlikeIsLeftAlone() throws SQLException {
        String alike = "migretti_scratch_of_mine_0badcafe";
        execute(database.dataSource(), "CREATE DATABASE " + alike);
        try {
            create().close();

            assertThat(exists(alike)).isTrue();
        } finally {
            execute(database.dataSource(), "DROP DATABASE " + alike);
        }
    }

    @Test
    void whoMayNotCreateDatabasesIsToldSo() throws SQLException {
        String role = "reader_" + database.name();
        execute(database.dataSource(), "CREATE ROLE " + role + " LOGIN");
        roles.add(role);
        PGSimpleDataSource reader = database.dataSource();
        reader.setUser(role);

        assertThatThrownBy(() -> ScratchDatabase.create(reader, ScratchDatabaseTest::named))
                .isInstanceOf(DiffException.class)
                .hasMessage("""
                        No scratch database could be made: PostgreSQL 42501: permission denied to create database.
                          Next: grant the role CREATEDB, or choose another server for scratch databases.""");
    }

    @Test
    void aServerThatOnlyReadsIsNoMatterOfRights() {
        PGSimpleDataSource standby = database.dataSource();
        standby.setOptions("-c default_transaction_read_only=on");

        assertThatThrownBy(() -> ScratchDatabase.create(standby, ScratchDatabaseTest::named))
                .isInstanceOf(DiffException.class)
                .hasMessage("No scratch database could be made:"
                        + " PostgreSQL 25006: cannot execute CREATE DATABASE in a read-only transaction.\n"
                        + "  Next: choose another server for scratch databases.");
    }

    @Test
    void aFileIsExecutedAsPsqlDoesIt() throws SQLException {
        try (ScratchDatabase scratch = create()) {
            scratch.execute("shop.sql", """
                    \\restrict abc
                    CREATE TABLE users (id int, name text);
                    COPY users FROM stdin;
                    1	O'Hara
                    2	\\N
                    \\.
                    BEGIN;
                    CREATE FUNCTION two() RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN 2; END $$;
                    COMMIT;
                    """);

            try (Connection connection = scratch.dataSource().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT count(*) + two() FROM users")) {
                row.next();
                assertThat(row.getInt(1)).isEqualTo(4);
            }
        }
    }

    @Test
    void aFileThatFailsIsReportedWithItsPlaceAndTheServersWords() {
        try (ScratchDatabase scratch = create()) {
            assertThatThrownBy(
                            () -> scratch.execute("shop.sql", "CREATE TABLE a (id int);\nCREATE TABLE b (id txt);\n"))
                    .hasMessage("""
                            shop.sql could not be executed
                              at shop.sql:2:20: CREATE TABLE b (id txt)
                              PostgreSQL 42704: type "txt" does not exist.
                              Next: correct it, or make what it needs beforehand; it was tried in an empty database.""");
            assertThatThrownBy(() -> scratch.execute("shop.sql", "SELECT 'a;\n"))
                    .hasMessage("""
                            shop.sql:1:8: the string that starts here is never closed.
                              Next: close it.""");
            assertThatThrownBy(() -> scratch.execute("01_a.sql", "-- migrate: up\nSELECT 1;\n"))
                    .hasMessage("""
                            01_a.sql is a migration, which says only a part of a schema.
                              Next: name the directory with all of them, or a file that makes the whole schema.""");
        }
    }

    @Test
    void aFileIsNotExecutedHalfOrWithOtherLetters() {
        try (ScratchDatabase scratch = create()) {
            assertThatThrownBy(() ->
                            scratch.execute("shop.sql", "CREATE TABLE a (id int);\nBEGIN;\nCREATE TABLE b (id int);\n"))
                    .hasMessage("""
                            shop.sql ends in a transaction that it began, and that would be rolled back.
                              Next: write COMMIT where it is to end.""");
            SqlResource latin1 = new SqlResource() {
                @Override
                public String location() {
                    return "shop.sql";
                }

                @Override
                public InputStream open() {
                    return new ByteArrayInputStream(
                            "CREATE TABLE größen (id int);".getBytes(StandardCharsets.ISO_8859_1));
                }
            };
            assertThatThrownBy(() -> scratch.execute(latin1)).hasMessage("""
                            shop.sql:1:16: the file is not valid UTF-8.
                              Next: save it as UTF-8.""");
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsReported() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl("jdbc:postgresql://127.0.0.1:1/shop");

        assertThatThrownBy(() -> ScratchDatabase.create(nowhere, ScratchDatabaseTest::named))
                .isInstanceOf(DiffException.class)
                .hasMessageStartingWith("No connection to the server on which a scratch database was to be made: ")
                .hasMessageEndingWith("\n  Next: check that it runs, and its address, user and password.");
    }

    /** As kill -9 ends a run: the connection that holds the lock is gone, and nobody drops anything. */
    @Test
    void aRunThatLosesItsConnectionLeavesWhatTheNextOneDrops() throws Exception {
        ScratchDatabase scratch = create();
        query("SELECT pg_terminate_backend(l.pid)::text FROM pg_locks l WHERE l.locktype = 'advisory'"
                + " AND l.objid::bigint = ('x' || right('" + scratch.name() + "', 8))::bit(32)::bigint");

        scratch.close();
        assertThat(exists(scratch.name())).isTrue();

        create().close();
        assertThat(exists(scratch.name())).isFalse();
    }

    @Test
    void aProofHoldsForWhatIsRight() {
        try (ScratchDatabase from = create();
                ScratchDatabase to = create();
                ScratchDatabase scratch = create()) {
            from.execute("from", "CREATE TABLE users (id int, old text); CREATE VIEW v AS SELECT id FROM users;");
            to.execute("to", "CREATE TABLE users (id bigint); CREATE VIEW v AS SELECT id FROM users;");
            DiffOptions options = DiffOptions.defaults();

            Proof.require(from.read(options), to.read(options), options, scratch);

            SchemaAssert.assertThat(scratch.dataSource()).hasSameSchemaAs(to.dataSource());
        }
    }

    /** A role that only one of the servers has, say; here a function whose language the scratch database lacks. */
    @Test
    void aProofThatCannotBeTriedSaysAtWhichStatement() throws SQLException {
        try (ScratchDatabase to = create();
                ScratchDatabase scratch = create()) {
            to.execute("to", "CREATE TABLE users (id int);");
            scratch.execute("in the way", "CREATE TABLE users (id int);");
            DiffOptions options = DiffOptions.defaults();

            assertThatThrownBy(() -> Proof.require(database(options), to.read(options), options, scratch))
                    .hasMessageContaining("Nothing is proven, because the copy of FROM differs from it.");
        }
    }

    private io.migretti.diff.schema.Schema database(DiffOptions options) {
        return Schemas.read(database.dataSource(), options);
    }
}
