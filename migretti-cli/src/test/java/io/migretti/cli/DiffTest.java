package io.migretti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@PostgresTest
class DiffTest {

    private final TestDatabase database;
    private final Mgs mg;

    DiffTest(TestDatabase database, @TempDir Path directory) throws IOException {
        this.database = database;
        this.mg = new Mgs(directory).file("mg.yaml", "database: { url: \"" + database.url() + "\" }\n");
    }

    @AfterEach
    void noScratchDatabaseStays() throws SQLException {
        assertThat(count("SELECT count(*) FROM pg_database WHERE datname LIKE 'migretti\\_scratch\\_%'"))
                .isZero();
    }

    private int count(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void theSameTwiceIsEqual() throws Exception {
        execute("CREATE TABLE users (id int)");

        assertThat(mg.run("diff", "env:default", "env:default"))
                .isEqualTo(new Mgs.Ran(0, "", "The schemas are equal.\n"));
        assertThat(mg.run("diff", "EMPTY", "EMPTY").exit()).isZero();
    }

    @Test
    void aDifferenceIsPrintedAsStatementsAndSaidByTheExitCode() throws Exception {
        execute("CREATE TABLE users (id int)");
        mg.file("schema.sql", "CREATE TABLE users (id int, name text);");

        assertThat(mg.run("diff", "env:default", "schema.sql"))
                .isEqualTo(new Mgs.Ran(2, "ALTER TABLE public.users ADD COLUMN name text;\n", ""));
    }

    @Test
    void whatWouldBeDroppedIsRefusedByName() throws Exception {
        execute("CREATE TABLE users (id int, name text); CREATE TABLE old (id int)");
        mg.file("schema.sql", "CREATE TABLE users (id int, email text);");

        assertThat(mg.run("diff", "env:default", "schema.sql")).isEqualTo(new Mgs.Ran(3, "", """
                        Error: 2 statements of 3 would drop something, and no result was written:
                          ALTER TABLE public.users DROP COLUMN name
                          DROP TABLE public.old
                          Next: run it again with --unsafe if that is meant.
                        """));
        assertThat(mg.run("diff", "env:default", "schema.sql", "--unsafe").out().lines())
                .containsExactlyInAnyOrder(
                        "DROP TABLE public.old;",
                        "",
                        "ALTER TABLE public.users DROP COLUMN name;",
                        "",
                        "ALTER TABLE public.users ADD COLUMN email text;");
    }

    @Test
    void whatARefusedFileWouldHoldIsNotWritten() throws Exception {
        execute("CREATE TABLE old (id int)");
        mg.file("change.sql", "before");

        assertThat(mg.run("diff", "env:default", "EMPTY", "-o", "change.sql").exit())
                .isEqualTo(3);
        assertThat(mg.read("change.sql")).isEqualTo("before");

        assertThat(mg.run("diff", "env:default", "EMPTY", "-o", "change.sql", "--unsafe"))
                .isEqualTo(new Mgs.Ran(2, "", ""));
        assertThat(mg.read("change.sql")).isEqualTo("DROP TABLE public.old;\n");
    }

    @Test
    void asADocumentItHasEveryStatementWithWhatIsKnownOfIt() throws Exception {
        execute("CREATE TABLE old (id int)");
        mg.file("schema.sql", "CREATE TABLE \"New\" (id int);");

        Mgs.Ran ran = mg.run("diff", "env:default", "schema.sql", "--output=json");

        assertThat(ran.exit()).isEqualTo(3);
        JsonObject document = Parsed.document(ran.out());
        assertThat(document).isEqualTo(Parsed.document("""
                        {"equal": false, "refused": true, "proven": false, "statements": [
                          {"sql": "CREATE TABLE public.\\"New\\" (\\n    id integer\\n)", "kind": "table",
                           "name": "public.\\"New\\"", "action": "create", "destructive": false, "transactional": true},
                          {"sql": "DROP TABLE public.old", "kind": "table", "name": "public.old", "action": "drop",
                           "destructive": true, "transactional": true}],
                         "notCovered": []}"""));
    }

    @Test
    void migrationsAreAppliedToAScratchDatabaseAndTheirTableIsNobodysSchema() throws Exception {
        mg.migration("01_users", "CREATE TABLE users (id int);", "DROP TABLE users;");
        mg.migration("02_name", "ALTER TABLE users ADD name text;", "ALTER TABLE users DROP name;");
        mg.file("schema.sql", "CREATE TABLE users (id int, name text);");

        assertThat(mg.run("diff", "migrations:migrations", "schema.sql").exit()).isZero();
        assertThat(mg.run("diff", "env:default", "migrations:migrations").exit())
                .isEqualTo(2);
        assertThat(mg.run("apply").exit()).isZero();
        assertThat(mg.run("diff", "env:default", "migrations:migrations").exit())
                .isZero();
        assertThat(mg.run("diff", "env:default", "schema.sql").exit()).isZero();
    }

    @Test
    void aMigrationThatFailsIsReportedAsApplyDoes() throws Exception {
        mg.migration("01_users", "CREATE TABLE users (id txt);", "DROP TABLE users;");

        Mgs.Ran ran = mg.run("diff", "EMPTY", "migrations:migrations");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err())
                .contains("Migration 01_users failed")
                .contains("PostgreSQL 42704: type \"txt\" does not exist");
    }

    @Test
    void aFileThatFailsIsReportedWithItsPlace() throws Exception {
        mg.file("schema.sql", "CREATE TABLE users (id int);\nCREATE INDEX ON users (nam);\n");

        assertThat(mg.run("diff", "EMPTY", "schema.sql")).isEqualTo(new Mgs.Ran(1, "", """
                        Error: TO: schema.sql could not be executed
                          at schema.sql:2:1: CREATE INDEX ON users (nam)
                          PostgreSQL 42703: column "nam" does not exist
                          Next: correct it, or make what it needs beforehand; it was tried in an empty database.
                        """));
        assertThat(mg.run("diff", "EMPTY", "nothing.sql").err()).isEqualTo("""
                        Error: TO: nothing.sql cannot be read: there is no such file.
                          Next: name a file that is there and readable.
                        """);
        assertThat(mg.run("diff", "EMPTY", "migrations:nowhere").err())
                .isEqualTo("Error: There is no directory nowhere.\n  Next: name the one that holds the migrations.\n");
    }

    @Test
    void theResultIsTriedOnACopyIfThatIsWanted() throws Exception {
        execute("CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE people (id int, mood mood DEFAULT 'ok');"
                + " CREATE VIEW moods AS SELECT mood FROM people");
        mg.file(
                "schema.sql",
                "CREATE TYPE mood AS ENUM ('ok', 'happy');"
                        + " CREATE TABLE people (id bigint, mood mood DEFAULT 'happy');"
                        + " CREATE VIEW moods AS SELECT mood FROM people;");

        Mgs.Ran ran = mg.run("diff", "env:default", "schema.sql", "--prove", "--unsafe");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.err()).isEqualTo("Proven: executed on a copy of FROM, it makes TO.\n");
    }

    @Test
    void onlySomeSchemasOrExtensionsMayBeCompared() throws Exception {
        execute("CREATE SCHEMA app; CREATE SCHEMA other; CREATE TABLE app.t (id int); CREATE TABLE other.t (id int)");
        mg.file(
                "schema.sql",
                "CREATE EXTENSION citext; CREATE SCHEMA app; CREATE SCHEMA other; CREATE TABLE app.t (id bigint);");

        assertThat(mg.run("diff", "env:default", "schema.sql", "--schema", "app")
                        .out())
                .contains("app.t")
                .doesNotContain("other")
                .doesNotContain("citext");
        assertThat(mg.run(
                                "diff",
                                "schema.sql",
                                "env:default",
                                "--exclude-schema=app",
                                "--exclude-schema=public",
                                "--unsafe")
                        .out())
                .contains("other.t")
                .doesNotContain("app.t");
        assertThat(mg.run("diff", "env:default", "schema.sql", "--create-extensions-only")
                        .out())
                .startsWith("CREATE EXTENSION citext")
                .doesNotContain("TABLE");
    }

    @Test
    void anEmptyDatabaseHasNoSchemaThatWasNotAskedFor() throws Exception {
        execute("CREATE SCHEMA app; CREATE TABLE app.t (id int); CREATE TABLE other (id int)");
        String made = "CREATE SCHEMA app;\n\nCREATE TABLE app.t (\n    id integer\n);\n";

        assertThat(mg.run("diff", "EMPTY", "env:default", "--schema", "app", "--prove"))
                .isEqualTo(new Mgs.Ran(2, made, "Proven: executed on a copy of FROM, it makes TO.\n"));
        assertThat(mg.run("diff", "env:default", "EMPTY", "--schema", "app", "--unsafe", "--prove"))
                .isEqualTo(new Mgs.Ran(
                        2,
                        "DROP TABLE app.t;\n\nDROP SCHEMA app;\n",
                        "Proven: executed on a copy of FROM, it makes TO.\n"));
        assertThat(mg.run("dump", "--exclude-schema", "public").out()).endsWith("-f\n\n" + made);
    }

    @Test
    void aSchemaThatIsNowhereIsWarnedOf() throws Exception {
        execute("CREATE SCHEMA app");

        assertThat(mg.run("diff", "EMPTY", "env:default", "--schema", "ap", "--schema", "public"))
                .isEqualTo(new Mgs.Ran(0, "", """
                        Warning: Neither FROM nor TO has a schema `ap`, which --schema names
                        The schemas are equal.
                        """));
        assertThat(mg.run("dump", "--schema", "ap").err())
                .isEqualTo("Warning: There is no schema `ap`, which --schema names\n");
    }

    @Test
    void privilegesAreComparedIfThatIsWanted() throws Exception {
        execute("CREATE TABLE users (id int); GRANT SELECT ON users TO PUBLIC");
        mg.file("schema.sql", "CREATE TABLE users (id int);");

        assertThat(mg.run("diff", "env:default", "schema.sql").exit()).isZero();
        Mgs.Ran ran = mg.run("diff", "env:default", "schema.sql", "--with-privileges");
        assertThat(ran.exit()).as(ran.err()).isEqualTo(2);
        assertThat(ran.out()).contains("REVOKE SELECT ON TABLE public.users FROM PUBLIC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"postgres//me:sesame@db/shop", "schema", "env:", "migrations:", "empty", "postgresqI://sesame"})
    void whatIsNoSourceIsRefusedWithoutRepeatingIt(String word) {
        assertThat(mg.run("diff", word, "EMPTY")).isEqualTo(new Mgs.Ran(1, "", """
                        Error: FROM is none of EMPTY, a URL as postgresql://…, env:NAME, migrations:DIR, or a file that ends in .sql.
                          Next: `mg diff --help` shows how it is used.
                        """));
        assertThat(mg.run("diff", "EMPTY", word).err()).startsWith("Error: TO is none of ");
    }

    @Test
    void aWrongCommandLineIsNoDifference() {
        assertThat(mg.run("diff", "EMPTY").exit()).isEqualTo(1);
        assertThat(mg.run("diff", "EMPTY", "EMPTY", "--unsave")).isEqualTo(new Mgs.Ran(1, "", """
                        Error: `mg diff` has no option `--unsave`.
                          Next: did you mean `--unsafe`? `mg diff --help` shows how it is used.
                        """));
        assertThat(mg.run("dump", "--chek").exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://me:sesame@127.0.0.1:1/shop",
                "jdbc:postgresql://127.0.0.1:1/shop?user=me&password=sesame",
                "postgresql://me:sesame@127.0.0.1:1/shop?sslmode=none",
                "postgresql://me:ses@ame@127.0.0.1:1/shop"
            })
    void aUrlThatLeadsNowhereIsReportedWithoutItsPassword(String url) {
        for (List<String> words : List.of(
                List.of("diff", url, "EMPTY"),
                List.of("diff", "EMPTY", url, "--verbose"),
                List.of("diff", "EMPTY", "schema.sql", "--scratch", url),
                List.of("dump", url, "--output"))) {
            Mgs.Ran ran = mg.run(words.toArray(String[]::new));

            assertThat(ran.exit()).isIn(1, 2);
            assertThat(ran.out() + ran.err())
                    .startsWith("Error: ")
                    .doesNotContain("sesame")
                    .doesNotContain("ses@ame");
        }
        assertThat(mg.run("diff", url, "EMPTY").err()).contains("FROM").contains("  Next: ");
    }

    @Test
    void anEnvironmentIsThatOfTheFileWhateverVariablesSay() throws Exception {
        mg.with("MG_DATABASE_URL", "postgresql://127.0.0.1:1/nowhere");

        assertThat(mg.run("diff", "env:default", "EMPTY").exit()).isZero();
        assertThat(mg.run("diff", "env:stagin", "EMPTY").err())
                .contains("names the environment `stagin`, which mg.yaml does not define");
    }

    @Test
    void aRoleThatMayOnlyReadIsEnoughForDatabases() throws Exception {
        String role = "reader_" + database.name();
        execute("CREATE TABLE users (id int); REVOKE ALL ON users FROM PUBLIC; CREATE ROLE " + role + " LOGIN");
        try {
            String url = database.url().replace("user=postgres", "user=" + role);

            Mgs.Ran ran = mg.run("diff", "EMPTY", url);
            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).isEqualTo("CREATE TABLE public.users (\n    id integer\n);\n");
            assertThat(mg.run("diff", url, "env:default").exit()).isZero();
            mg.file("schema.sql", "");
            assertThat(mg.run("diff", url, "schema.sql").err()).isEqualTo("""
                            Error: TO: No scratch database could be made: PostgreSQL 42501: permission denied to create database.
                              Next: grant the role CREATEDB, or choose another server for scratch databases.
                            """);
            assertThat(mg.run("diff", "schema.sql", url, "--scratch", database.url())
                            .exit())
                    .isEqualTo(2);
        } finally {
            execute("DROP ROLE " + role);
        }
    }

    @Test
    void withoutAnyServerAScratchDatabaseCannotBeMade(@TempDir Path elsewhere) throws Exception {
        Mgs other = new Mgs(elsewhere).file("schema.sql", "CREATE TABLE users (id int);");

        assertThat(other.run("diff", "EMPTY", "schema.sql").err()).isEqualTo("""
                        Error: Nothing says on which server a scratch database can be made; nor does the configuration: Nothing says which database it is: neither `database` in mg.yaml, nor MG_DATABASE_URL, nor PGHOST or PGDATABASE.
                          Next: name one with --scratch URL.
                        """);
        assertThat(other.run("diff", "EMPTY", "schema.sql", "--scratch", database.url())
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void severalAtOnceAreInNobodysWay() throws Exception {
        mg.file("a.sql", "CREATE TABLE users (id int);").file("b.sql", "CREATE TABLE users (id int, name text);");
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Callable<Integer> run =
                    () -> mg.run("diff", "a.sql", "b.sql", "--prove").exit();
            for (Future<Integer> exit :
                    pool.invokeAll(Stream.generate(() -> run).limit(8).toList())) {
                assertThat(exit.get()).isEqualTo(2);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whatIsNotComparedIsTold() throws Exception {
        execute("CREATE EXTENSION IF NOT EXISTS file_fdw; CREATE SERVER files FOREIGN DATA WRAPPER file_fdw;"
                + " CREATE FOREIGN TABLE lines (line text) SERVER files OPTIONS (filename '/dev/null')");

        Mgs.Ran ran = mg.run("diff", "env:default", "env:default");

        assertThat(ran.exit()).isZero();
        assertThat(ran.err())
                .contains("Not compared: ")
                .contains("public.lines")
                .contains("The schemas are equal.");
    }
}
