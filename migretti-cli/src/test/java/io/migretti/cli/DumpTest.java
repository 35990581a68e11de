package io.migretti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class DumpTest {

    private final Mgs mg;

    DumpTest(TestDatabase database, @TempDir Path directory) throws IOException {
        mg = Mgs.in(directory, database);
    }

    @BeforeEach
    void aSchema() throws IOException {
        mg.migration("01_users", """
                CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
                CREATE INDEX users_name ON users (lower(name));
                CREATE VIEW names AS SELECT name FROM users;""", "DROP VIEW names;");
        assertThat(mg.run("apply").exit()).isZero();
    }

    @Test
    void itMakesTheSchemaInAnEmptyDatabase() throws Exception {
        Mgs.Ran ran = mg.run("dump", "-o", "schema.sql");

        assertThat(ran).isEqualTo(new Mgs.Ran(0, "", ""));
        assertThat(mg.read("schema.sql")).isEqualTo(mg.run("dump").out()).doesNotContain("_migrations");
        assertThat(mg.run("dump", "schema.sql").out()).isEqualTo(mg.read("schema.sql"));
        assertThat(mg.run("dump", "migrations:migrations").out()).isEqualTo(mg.read("schema.sql"));
        assertThat(mg.run("dump", "EMPTY").out())
                .startsWith("-- A schema as `mg dump` writes it")
                .doesNotContain(";");
    }

    @Test
    void aFileThatIsBehindFailsTheCheckWithTheFirstLineThatDiffers() throws Exception {
        assertThat(mg.run("dump", "--check", "schema.sql")).isEqualTo(new Mgs.Ran(1, "", """
                        Error: schema.sql cannot be read: there is no such file.
                          Next: write it with `mg dump -o schema.sql`.
                        """));
        mg.run("dump", "-o", "schema.sql");
        assertThat(mg.run("dump", "--check", "schema.sql"))
                .isEqualTo(new Mgs.Ran(0, "", "schema.sql is up to date.\n"));
        String old = mg.read("schema.sql");
        int line =
                (int) old.lines().takeWhile(text -> !text.contains("name text")).count() + 1;
        mg.file("schema.sql", old.replace("name text", "name varchar"));

        Mgs.Ran ran = mg.run("dump", "--check", "schema.sql");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("Error: schema.sql:" + line + ": the file is not what the schema is now\n"
                        + "  the file:   name varchar NOT NULL")
                .endsWith("  Next: write it again with `mg dump -o schema.sql`.\n");
    }

    @Test
    void checkingAndWritingExcludeEachOther() {
        assertThat(mg.run("dump", "--check", "a.sql", "-o", "b.sql")).isEqualTo(new Mgs.Ran(2, "", """
                        Error: --check and --to-file exclude each other.
                          Next: `mg dump --help` shows how it is used.
                        """));
    }

    @Test
    void aFileThatCannotBeWrittenIsReported() {
        assertThat(mg.run("dump", "-o", "no/such/place.sql")).isEqualTo(new Mgs.Ran(1, "", """
                        Error: The result could not be written to no/such/place.sql: there is no such directory.
                          Next: name a file that can be written, in a directory that is there.
                        """));
        assertThat(mg.run("dump", "-o", "migrations")).isEqualTo(new Mgs.Ran(1, "", """
                        Error: The result could not be written to migrations: Is a directory.
                          Next: name a file that can be written, in a directory that is there.
                        """));
    }

    @Test
    void theFileThatIsReadIsNotWrittenOver() throws Exception {
        mg.file("schema.sql", "CREATE TABLE a (id int);");

        assertThat(mg.run("dump", "schema.sql", "-o", "migrations/../schema.sql"))
                .isEqualTo(new Mgs.Ran(2, "", """
                        Error: --to-file names schema.sql, which is read.
                          Next: `mg dump --help` shows how it is used.
                        """));
        assertThat(mg.run("diff", "EMPTY", "schema.sql", "-o", "schema.sql")).isEqualTo(new Mgs.Ran(1, "", """
                        Error: --to-file names schema.sql, which is read.
                          Next: `mg diff --help` shows how it is used.
                        """));
        assertThat(mg.read("schema.sql")).isEqualTo("CREATE TABLE a (id int);");
    }

    @Test
    void whatPsqlReadsDoesNotDependOnItsEncodingWhereThereAreLettersBeyondAscii() throws Exception {
        mg.file("schema.sql", "CREATE TABLE größen (id int);");

        assertThat(mg.run("dump", "schema.sql").out()).isEqualTo("""
                        -- A schema as `mg dump` writes it, for an empty database: psql -v ON_ERROR_STOP=1 -f

                        SET client_encoding = 'UTF8';

                        CREATE TABLE public."größen" (
                            id integer
                        );
                        """);
    }
}
