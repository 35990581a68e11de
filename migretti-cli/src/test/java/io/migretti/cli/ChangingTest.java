package io.migretti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.migretti.Migretti;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class ChangingTest {

    private static final Terminal PERSON = new Terminal(true, true, true);

    private final TestDatabase database;
    private final Mgs mg;

    ChangingTest(TestDatabase database, @TempDir Path directory) throws IOException {
        this.database = database;
        this.mg = Mgs.in(directory, database);
    }

    private void threeFiles() throws IOException {
        mg.migration("01_users", "CREATE TABLE users (id int);", "DROP TABLE users;");
        mg.migration("02_orders", "CREATE TABLE orders (id int);", "DROP TABLE orders;");
        mg.migration("03_items", "CREATE TABLE items (id int);\nSELECT 1;", "DROP TABLE items;");
    }

    private String head() {
        return mg.run("head").out().strip();
    }

    @Test
    void applyAppliesEverythingAndThenNothing() throws IOException {
        threeFiles();

        assertThat(mg.run("apply").plain()).isEqualTo(new Mgs.Ran(0, """
                        ID  RESULT   NAME    STATEMENTS  TIME
                        01  applied  users   1           N ms
                        02  applied  orders  1           N ms
                        03  applied  items   2           N ms
                        """, ""));
        assertThat(mg.run("apply").plain()).isEqualTo(new Mgs.Ran(0, "Nothing to do; head is 03.\n", ""));
    }

    @Test
    void applyAsADocument() throws IOException {
        threeFiles();

        Mgs.Ran ran = mg.run("apply", "--output=json");

        assertThat(ran.exit()).isZero();
        JsonObject document = Parsed.document(ran.out());
        assertThat(document.keySet())
                .containsExactly(
                        "operation",
                        "environment",
                        "success",
                        "cancelled",
                        "schema",
                        "head",
                        "durationMs",
                        "lockWaitMs",
                        "migrations",
                        "failure");
        assertThat(document.get("operation").getAsString()).isEqualTo("apply");
        assertThat(document.get("success").getAsBoolean()).isTrue();
        assertThat(document.get("head").getAsString()).isEqualTo("03");
        JsonObject items = document.getAsJsonArray("migrations").get(2).getAsJsonObject();
        assertThat(items.get("result").getAsString()).isEqualTo("applied");
        assertThat(items.get("statements").getAsInt()).isEqualTo(2);
        assertThat(document.get("failure").isJsonNull()).isTrue();
    }

    @Test
    void upAppliesTheNextOne() throws IOException {
        threeFiles();

        assertThat(mg.run("up").exit()).isZero();
        assertThat(head()).isEqualTo("01_users");
        assertThat(mg.run("up", "--to", "01").plain().out()).isEqualTo("Nothing to do; head is 01.\n");
        assertThat(mg.run("up", "--to", "03").exit()).isZero();
        assertThat(head()).isEqualTo("02_orders");
    }

    @Test
    void applyToStopsThere() throws IOException {
        threeFiles();

        assertThat(mg.run("apply", "--to", "02").exit()).isZero();
        assertThat(head()).isEqualTo("02_orders");
        assertThat(mg.run("apply", "--to=07")).isEqualTo(new Mgs.Ran(1, "", """
                        Error: Nothing was executed
                          there is no migration 07 among the files
                          Next: check the id; `mg list` shows those there are.
                        """));
    }

    @Test
    void aMigrationThatFailsIsToldWithPlaceAndWayOut() throws IOException {
        threeFiles();
        mg.migration("02_orders", "CREATE TABLE orders (id int, email txt);", "DROP TABLE orders;");

        Mgs.Ran ran = mg.run("apply").plain();

        assertThat(ran).isEqualTo(new Mgs.Ran(1, """
                        ID  RESULT   NAME    STATEMENTS  TIME
                        01  applied  users   1           N ms
                        02  failed   orders              N ms
                        """, """
                        Error: Migration 02_orders failed and was rolled back; 1 of 3 migrations was applied before it and stays.
                          at migrations/02_orders.sql:2:36
                             2 | CREATE TABLE orders (id int, email txt);
                               |                                    ^
                          PostgreSQL 42704: type "txt" does not exist
                          Next: correct the file and run it again; what is applied is not repeated.
                        """));
    }

    @Test
    void aFailureIsADocumentAsWell() throws IOException {
        threeFiles();
        mg.migration("02_orders", "CREATE TABLE orders (id int, email txt);", "DROP TABLE orders;");

        Mgs.Ran ran = mg.run("apply", "--output=json", "--json-log");

        assertThat(ran.exit()).isEqualTo(1);
        JsonObject document = Parsed.document(ran.out());
        assertThat(document.get("success").getAsBoolean()).isFalse();
        assertThat(document.get("head").getAsString()).isEqualTo("01");
        JsonObject failure = document.getAsJsonObject("failure");
        assertThat(failure.get("sqlState").getAsString()).isEqualTo("42704");
        assertThat(failure.get("location").getAsString()).isEqualTo("migrations/02_orders.sql:2:36");
        assertThat(document.getAsJsonArray("migrations")
                        .get(1)
                        .getAsJsonObject()
                        .get("result")
                        .getAsString())
                .isEqualTo("failed");
        List<JsonObject> lines = Parsed.lines(ran.err());
        JsonObject done = lines.get(0);
        assertThat(done.get("message").getAsString()).startsWith("Applied 01_users (1 statement) in ");
        assertThat(done.get("migration").getAsString()).isEqualTo("01_users");
        assertThat(done.get("durationMs").getAsLong()).isNotNegative();
        assertThat(done.get("level").getAsString()).isEqualTo("INFO");
        assertThat(java.time.Instant.parse(done.get("timestamp").getAsString())).isNotNull();
        JsonObject error = lines.get(lines.size() - 1);
        assertThat(error.get("level").getAsString()).isEqualTo("ERROR");
        assertThat(error.get("message").getAsString()).startsWith("Migration 02_orders failed and was rolled back;");
    }

    @Test
    void aFailureWithoutOutcomeIsADocumentAsWell() {
        Mgs.Ran ran = mg.with("MG_LOCK_ID", "many").run("status", "--output=json");

        assertThat(ran.exit()).isEqualTo(1);
        JsonObject document = Parsed.document(ran.out());
        assertThat(document.get("success").getAsBoolean()).isFalse();
        assertThat(document.getAsJsonObject("error").get("what").getAsString()).contains("MG_LOCK_ID");
        assertThat(ran.err()).startsWith("Error: MG_LOCK_ID ");
    }

    @Test
    void rollingSeveralBackIsRefusedWhereNobodyCanBeAsked() throws IOException {
        threeFiles();
        mg.run("apply");

        assertThat(mg.run("rollback", "2")).isEqualTo(new Mgs.Ran(1, "", """
                        Error: Nothing was executed.
                          Rollback of 2 migrations needs a confirmation
                          Next: confirm it with --yes, or run it on a terminal, where it asks.
                        """));
        assertThat(head()).isEqualTo("03_items");
        assertThat(mg.run("rollback", "--dry-run", "2").out())
                .as("the number behind an option that may have a value")
                .startsWith("03_items (1 statement)\n")
                .contains("\n02_orders (1 statement)\n");
        assertThat(mg.run("rollback", "2", "-y").plain()).isEqualTo(new Mgs.Ran(0, """
                        ID  RESULT       NAME    STATEMENTS  TIME
                        03  rolled-back  items   1           N ms
                        02  rolled-back  orders  1           N ms
                        """, ""));
        assertThat(mg.run("down").exit()).isZero();
        assertThat(mg.run("down").plain()).isEqualTo(new Mgs.Ran(0, "Nothing to do.\n", ""));
    }

    @Test
    void aNoChangesNothingAndIsNoFailure() throws IOException {
        threeFiles();
        mg.run("apply");
        mg.on(PERSON);

        for (String answer : List.of("n\n", "\n", "", "maybe\n")) {
            Mgs.Ran ran = mg.answer(answer, "rollback", "2", "--color=never");

            assertThat(ran.exit()).isZero();
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).isEqualTo("""
                              03_items (1 statement)
                              02_orders (1 statement)
                            Rollback of 2 migrations, environment default. Go on? [y/N] %sCancelled; nothing was changed.
                            """.formatted(answer.isEmpty() ? "\n" : ""));
        }
        assertThat(head()).isEqualTo("03_items");
        assertThat(mg.answer("yes\n", "rollback", "2").exit()).isZero();
        assertThat(head()).isEqualTo("01_users");
    }

    @Test
    void aYesIsForWhatWasShown() throws IOException {
        threeFiles();
        mg.run("apply");
        @SuppressWarnings("InputStreamSlowMultibyteRead") // Two bytes are read of it.
        InputStream slowReader = new ByteArrayInputStream("y\n".getBytes(StandardCharsets.UTF_8)) {
            private boolean overtaken;

            @Override
            public synchronized int read() {
                if (!overtaken) {
                    overtaken = true;
                    Migretti.on(database.dataSource())
                            .from(mg.directory().resolve("migrations").toString())
                            .build()
                            .down();
                }
                return super.read();
            }
        };

        Mgs.Ran ran = mg.on(PERSON).answer(slowReader, "rollback", "2", "--color=never");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).endsWith("""
                        Error: Nothing was executed: what there is to do has changed since it was confirmed.
                          Next: run it again.
                        """);
        assertThat(head()).isEqualTo("02_orders");
    }

    @Test
    void aCancelledRunIsADocumentAsWell() throws IOException {
        threeFiles();
        mg.run("apply");

        JsonObject document = Parsed.document(
                mg.on(PERSON).answer("no\n", "rollback", "3", "--output=json").out());

        assertThat(document.get("cancelled").getAsBoolean()).isTrue();
        assertThat(document.getAsJsonArray("migrations")).isEmpty();
    }

    @Test
    void productionWantsAConfirmationForEverythingThatExecutes() throws IOException {
        threeFiles();
        mg.file("mg.yaml", "envs:\n  Production: {}\n").with("MG_ENV", "Production");
        String refused =
                "Error: Nothing was executed\n  this is production (Production), and executing SQL there needs a"
                        + " confirmation\n  Next: confirm it with --yes, or run it on a terminal, where it asks.\n";

        for (String command : List.of("apply", "up", "apply --dry-run", "squash one")) {
            assertThat(mg.run(command.split(" "))).as(command).isEqualTo(new Mgs.Ran(1, "", refused));
        }
        assertThat(mg.run("apply", "--dry-run=plan").exit()).isZero();
        assertThat(mg.run("apply", "--yes").exit()).isZero();
        assertThat(mg.run("apply").exit())
                .as("nothing to do needs no confirmation")
                .isZero();
        mg.file("seeds/one.sql", "SELECT 1;");
        for (String command : List.of("down", "seed", "down --dry-run")) {
            assertThat(mg.run(command.split(" "))).as(command).isEqualTo(new Mgs.Ran(1, "", refused));
        }
        assertThat(mg.run("seed", "--yes").exit()).isZero();
    }

    @Test
    void productionAsksOnATerminal() throws IOException {
        threeFiles();
        mg.file("mg.yaml", "envs:\n  live: {}\n").on(PERSON);

        Mgs.Ran no = mg.answer("n\n", "apply", "--env", "live", "--color=never");
        Mgs.Ran yes = mg.answer("y\n", "apply", "--env", "live", "--color=never");

        assertThat(no.exit()).isZero();
        assertThat(no.err()).contains("""
                          01_users (1 statement)
                          02_orders (1 statement)
                          03_items (2 statements)
                        Apply of 3 migrations, environment live. Go on? [y/N] Cancelled; nothing was changed.
                        """);
        assertThat(yes.exit()).isZero();
        assertThat(yes.out()).contains("03  applied  items");
    }

    @Test
    void aDryRunTriesEverythingAndChangesNothing() throws IOException {
        threeFiles();

        assertThat(mg.run("apply", "--dry-run").plain()).isEqualTo(new Mgs.Ran(0, """
                        01_users (1 statement)
                          2: CREATE TABLE users (id int) (N ms)
                        02_orders (1 statement)
                          2: CREATE TABLE orders (id int) (N ms)
                        03_items (2 statements)
                          2: CREATE TABLE items (id int) (N ms)
                          3: SELECT 1 (N ms)
                        Everything was rolled back, but sequences that were advanced stay so, as do effects outside this database.
                        """, ""));
        assertThat(head()).isEqualTo("Nothing is applied.");
    }

    @Test
    void aDryRunThatFindsAMistakeFails() throws IOException {
        threeFiles();
        mg.migration("02_orders", "ALTER TABLE users ADD email txt;", "SELECT 1;");

        Mgs.Ran ran = mg.run("apply", "--dry-run=smart").plain();

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out())
                .contains("Migration 02_orders would fail; everything was rolled back; 1 of 3 migrations was applied")
                .contains("\n  Next: correct the file and run it again")
                .contains("\nNot tried: 03_items\n");
        JsonObject document =
                Parsed.document(mg.run("apply", "--dry-run", "--output=json").out());
        assertThat(document.get("success").getAsBoolean()).isFalse();
        assertThat(document.get("dryRun").getAsString()).isEqualTo("smart");
        JsonObject tried = document.getAsJsonArray("migrations")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("tried")
                .get(0)
                .getAsJsonObject();
        assertThat(tried.get("check").getAsString()).isEqualTo("executed");
        assertThat(tried.get("start").getAsString()).isEqualTo("CREATE TABLE users (id int)");
    }

    @Test
    void aPlanExecutesNothingAndSaysWhatIsInTheWay() throws IOException {
        threeFiles();
        assertThat(mg.run("apply", "--dry-run=plan"))
                .isEqualTo(new Mgs.Ran(
                        0, "01_users (1 statement)\n02_orders (1 statement)\n03_items (2 statements)\n", ""));
        mg.run("apply", "--to=02");
        mg.migration("0100_late", "SELECT 1;", "SELECT 1;");

        assertThat(mg.run("apply", "--dry-run=plan"))
                .isEqualTo(new Mgs.Ran(
                        1,
                        "Pending migrations sort before 02_orders, which is applied: migrations/0100_late.sql.\n  Next:"
                                + " give them new ids, or apply with --allow-out-of-order if they do not depend on the"
                                + " order.\n",
                        ""));
        assertThat(mg.run("apply", "--allow-out-of-order").exit()).isZero();
    }

    @Test
    void aSingleTransactionIsAllOrNone() throws IOException {
        threeFiles();
        mg.migration("03_items", "CREATE TABLE items (id txt);", "SELECT 1;");

        assertThat(mg.run("apply", "--single-transaction").exit()).isEqualTo(1);
        assertThat(head()).isEqualTo("Nothing is applied.");
    }

    @Test
    void aMigrationWithoutTransactionThatFailedIsSettledByName() throws IOException {
        mg.file(
                "migrations/01_index.sql",
                "-- migrate: no-transaction\n-- migrate: up\nCREATE TABLE t (id int);\nCREATE INDEX CONCURRENTLY i ON t"
                        + " (nope);\n");

        Mgs.Ran failed = mg.run("apply");
        assertThat(failed.exit()).isEqualTo(1);
        assertThat(failed.err())
                .contains("1 of its 2 statements done, and its row says so")
                .contains(
                        "Next: correct the file and continue it with `mg fix 01 --resume`; or finish it by hand and say"
                                + " `mg fix 01 --applied`; or undo it by hand and say `mg fix 01 --remove`.\n");
        assertThat(mg.run("apply").err())
                .contains("the database is in a dirty state")
                .contains("`mg fix <id> --resume`");
        assertThat(mg.run("status", "--check").exit()).isEqualTo(1);

        mg.file(
                "migrations/01_index.sql",
                "-- migrate: no-transaction\n-- migrate: up\nCREATE TABLE t (id int);\nCREATE INDEX CONCURRENTLY i ON t"
                        + " (id);\n");
        assertThat(mg.run("fix", "01", "--resume").exit()).isZero();
        assertThat(mg.run("status", "--check").exit()).isZero();
    }

    @Test
    void baselineRecordsAndExecutesNothing() throws IOException {
        threeFiles();

        assertThat(mg.run("baseline", "02").exit()).isZero();

        assertThat(head()).isEqualTo("02_orders");
        assertThat(mg.run("baseline", "02").err()).contains("the history has rows already, 2 of them");
    }

    @Test
    void hooksRunAroundARunAndTheirOutputIsLogged() throws IOException {
        threeFiles();
        mg.file("mg.yaml", """
                hooks:
                  pre_apply: echo "before $MG_OPERATION of $MG_PENDING in $MG_ENV"
                  post_apply: echo after
                  pre_rollback: echo "before $MG_OPERATION"
                  post_rollback: echo after rollback
                """);

        assertThat(mg.run("apply").err()).isEqualTo("pre-apply: before apply of 3 in default\npost-apply: after\n");
        assertThat(mg.run("apply").err()).as("nothing to do, no hooks").isEmpty();
        assertThat(mg.run("down").err()).isEqualTo("pre-rollback: before rollback\npost-rollback: after rollback\n");
    }

    @Test
    void aHookThatFailsStopsTheRunBeforeAnythingIsChanged() throws IOException {
        threeFiles();
        mg.file("mg.yaml", "hooks:\n  pre_apply: echo no disk; exit 7\n");

        Mgs.Ran ran = mg.run("apply");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err())
                .startsWith("pre-apply: no disk\nError: ")
                .contains("The pre-apply command ended with exit code 7")
                .contains("Next: ");
        assertThat(head()).isEqualTo("Nothing is applied.");
    }

    @Test
    void aMissingDirectoryIsNamedWithTheWayOut() throws IOException {
        Files.delete(mg.directory().resolve("migrations"));

        for (String command : List.of("status", "apply", "verify")) {
            assertThat(mg.run(command))
                    .isEqualTo(new Mgs.Ran(
                            1,
                            "",
                            "Error: There is no directory migrations.\n  Next: `mg init` makes it; or say with"
                                    + " --directory where it is.\n"));
        }
    }

    @Test
    void noDatabaseIsToldWithoutItsPassword() {
        for (String log : List.of("--verbose", "--json-log", "--color=never")) {
            Mgs.Ran ran = mg.with("MG_DATABASE_URL", "postgresql://app:sesame@127.0.0.1:1/shop")
                    .run("apply", log);

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).contains("No connection to the database").doesNotContain("sesame");
        }
    }

    @Test
    void aDirectoryIsChosenWithAnOption() throws IOException {
        mg.migration("01_users", "CREATE TABLE users (id int);", "DROP TABLE users;");
        Mgs outside = new Mgs(mg.directory().resolve("..")).with("MG_DATABASE_URL", database.url());

        Mgs.Ran ran = outside.run(
                "status", "--directory", String.valueOf(mg.directory().getFileName()));

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("pending      1\n");
    }

    @Test
    void aSquashIsShownAndDone() throws IOException {
        threeFiles();

        Mgs.Ran shown = mg.run("squash", "release", "1", "--dry-run").plain();
        assertThat(shown.exit()).isZero();
        assertThat(shown.out())
                .startsWith("-- migration: release 1\n-- id: ID\n")
                .contains("-- Source: 02_orders.sql");
        assertThat(mg.directory().resolve("migrations/02_orders.sql")).exists();

        Mgs.Ran done = mg.run("squash", "release 1").plain();
        assertThat(done.out()).isEqualTo("migrations/ID_release_1.sql\n");
        assertThat(done.err()).startsWith("Squashed 01_users.sql, 02_orders.sql, 03_items.sql; the originals are in ");
        assertThat(mg.directory().resolve("migrations/02_orders.sql")).doesNotExist();
        assertThat(mg.run("squash", "again", "--dry-run"))
                .satisfies(ran -> assertThat(ran.exit()).isEqualTo(1))
                .satisfies(ran -> assertThat(ran.out()).startsWith("Only one migration is pending: "));
    }
}
