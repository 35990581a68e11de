package io.migretti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class CreateFromDiffTest {

    private final Mgs mg;

    CreateFromDiffTest(TestDatabase database, @TempDir Path directory) throws IOException {
        mg = Mgs.in(directory, database);
    }

    @Test
    void theFileHasTheStatementsAndThoseOfTheWayBack() throws Exception {
        mg.file("schema.sql", "CREATE TABLE users (id int);");

        Mgs.Ran ran = mg.run("create", "add", "users", "--from-diff", "EMPTY", "schema.sql");

        assertThat(ran.plain()).isEqualTo(new Mgs.Ran(0, "migrations/ID_add_users.sql\n", ""));
        assertThat(Mgs.plain(mg.read(ran.out().strip()))).isEqualTo("""
                        -- migration: add users
                        -- id: ID

                        -- migrate: up
                        CREATE TABLE public.users (
                            id integer
                        );

                        -- migrate: down
                        DROP TABLE public.users;
                        """);
    }

    @Test
    void whatItMakesMigratesThereAndBack() throws Exception {
        mg.migration(
                "01_begin",
                "CREATE TYPE mood AS ENUM ('ok'); CREATE TABLE people (id serial, mood mood);"
                        + " CREATE VIEW moods AS SELECT mood FROM people;"
                        + " CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';",
                "DROP VIEW moods;");
        assertThat(mg.run("apply").exit()).isZero();
        String before = mg.run("dump").out();
        mg.file(
                "schema.sql",
                "CREATE TYPE mood AS ENUM ('ok', 'happy');"
                        + " CREATE TABLE people (id bigint PRIMARY KEY, mood mood DEFAULT 'happy', name text);"
                        + " CREATE VIEW moods AS SELECT mood, name FROM people;"
                        + " CREATE FUNCTION one(i int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN i; END $$;");

        Mgs.Ran ran =
                mg.run("create", "moods", "--from-diff", "migrations:migrations", "schema.sql", "--unsafe", "--prove");

        assertThat(ran.exit()).as(ran.err()).isZero();
        Mgs.Ran applied = mg.run("apply");
        assertThat(applied.exit()).as(applied.err()).isZero();
        assertThat(mg.run("diff", "migrations:migrations", "schema.sql").exit()).isZero();
        assertThat(mg.run("dump").out())
                .isNotEqualTo(before)
                .isEqualTo(mg.run("dump", "schema.sql").out());
        Mgs.Ran back = mg.run("down");
        assertThat(back.exit()).as(back.err()).isZero();
        assertThat(mg.run("dump").out()).isEqualTo(before);
    }

    @Test
    void wordsOnBothSidesOfAnOptionMakeOneName() throws Exception {
        mg.file("schema.sql", "CREATE TABLE users (id int);");

        assertThat(mg.run("create", "add", "--from-diff", "EMPTY", "schema.sql", "the", "users")
                        .out())
                .endsWith("_add_the_users.sql\n")
                .doesNotContain("users_add");
    }

    @Test
    void withoutADifferenceThereIsNoFile() throws Exception {
        mg.file("schema.sql", "");

        assertThat(mg.run("create", "nothing", "--from-diff", "EMPTY", "schema.sql"))
                .isEqualTo(new Mgs.Ran(0, "", "The schemas are equal; no file was made.\n"));
        assertThat(mg.directory().resolve("migrations")).isEmptyDirectory();
    }

    @Test
    void whatWouldBeDroppedIsRefusedAsByDiff() throws Exception {
        mg.file("schema.sql", "CREATE TABLE old (id int);");

        assertThat(mg.run("create", "clean up", "--from-diff", "schema.sql", "EMPTY"))
                .isEqualTo(new Mgs.Ran(3, "", """
                        Error: 1 statement of 1 would drop something, and no result was written:
                          DROP TABLE public.old
                          Next: run it again with --unsafe if that is meant.
                        """));
        assertThat(mg.directory().resolve("migrations")).isEmptyDirectory();
    }

    @Test
    void optionsOfADiffWithoutOneAreRefused() {
        assertThat(mg.run("create", "users", "--unsafe")).isEqualTo(new Mgs.Ran(2, "", """
                        Error: --unsafe means something only with --from-diff.
                          Next: `mg create --help` shows how it is used.
                        """));
        assertThat(mg.run("create", "users", "--from-diff", "EMPTY").exit()).isEqualTo(2);
    }
}
