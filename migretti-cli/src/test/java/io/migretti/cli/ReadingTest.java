package io.migretti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class ReadingTest {

    private final TestDatabase database;
    private final Mgs mg;

    ReadingTest(TestDatabase database, @TempDir Path directory) throws IOException {
        this.database = database;
        this.mg = Mgs.in(directory, database);
    }

    @BeforeEach
    void twoAppliedAndOnePending() throws IOException {
        mg.migration("01_users", "CREATE TABLE users (id int);", "DROP TABLE users;");
        mg.migration("02_orders", "CREATE TABLE orders (id int);", "DROP TABLE orders;");
        assertThat(mg.run("apply").exit()).isZero();
        mg.migration("03_items", "CREATE TABLE items (id int);", "DROP TABLE items;");
    }

    @Test
    void statusShowsTotalsAndHead() {
        assertThat(mg.run("status")).isEqualTo(new Mgs.Ran(0, """
                        environment  default
                        database     %s
                        schema       public
                        head         02_orders
                        pending      1
                        applied      2
                        """.formatted(database.name()), ""));
    }

    @Test
    void statusAsADocument() {
        Mgs.Ran ran = mg.run("status", "--output=json");

        assertThat(ran.exit()).isZero();
        assertThat(Parsed.document(ran.out())).isEqualTo(Parsed.document("""
                        {"environment": "default", "database": "%s", "schema": "public", "clean": false, "head": "02",
                         "counts": {"pending": 1, "applied": 2, "failed": 0, "changed": 0, "missing": 0, "future": 0},
                         "problems": []}""".formatted(database.name())));
    }

    @Test
    void theCheckFailsWhileSomethingIsPendingAndOnlyThen() {
        assertThat(mg.run("status", "--check").exit()).isEqualTo(1);
        assertThat(mg.run("status").exit()).isZero();
        mg.run("apply");
        assertThat(mg.run("status", "--check").exit()).isZero();
    }

    @Test
    void theCheckFailsWhenAnAppliedFileIsChanged() throws IOException {
        mg.run("apply");
        mg.migration("01_users", "CREATE TABLE users (id bigint);", "DROP TABLE users;");

        Mgs.Ran ran = mg.run("status", "--check");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out()).endsWith("pending      0\napplied      2\nchanged      1\n");
    }

    @Test
    void listShowsEveryMigration() {
        assertThat(mg.run("list").plain()).isEqualTo(new Mgs.Ran(0, """
                        ID  STATUS   NAME    APPLIED AT
                        01  applied  users   TIME
                        02  applied  orders  TIME
                        03  pending  items
                        """, ""));
    }

    @Test
    void listAsADocument() {
        JsonObject document = Parsed.document(mg.run("list", "--output", "json").out());

        JsonObject users = document.getAsJsonArray("migrations").get(0).getAsJsonObject();
        assertThat(users.keySet())
                .containsExactly(
                        "id", "name", "status", "appliedAt", "durationMs", "performedBy", "checksum", "location");
        assertThat(users.get("id").getAsString()).isEqualTo("01");
        assertThat(users.get("status").getAsString()).isEqualTo("applied");
        assertThat(Instant.parse(users.get("appliedAt").getAsString()))
                .isBefore(Instant.now().plusSeconds(60));
        assertThat(users.get("durationMs").getAsLong()).isNotNegative();
        assertThat(users.get("performedBy").getAsString()).isEqualTo(System.getProperty("user.name"));
        JsonObject items = document.getAsJsonArray("migrations").get(2).getAsJsonObject();
        assertThat(items.get("status").getAsString()).isEqualTo("pending");
        assertThat(items.get("appliedAt").isJsonNull()).isTrue();
    }

    @Test
    void headIsTheMigrationThatWasAppliedLast() {
        assertThat(mg.run("head")).isEqualTo(new Mgs.Ran(0, "02_orders\n", ""));
        JsonObject head = Parsed.document(mg.run("head", "--output=json").out()).getAsJsonObject("head");
        assertThat(head.get("id").getAsString()).isEqualTo("02");
        assertThat(head.get("name").getAsString()).isEqualTo("orders");
    }

    @Test
    void withoutAnyThereIsNoHead() {
        mg.run("rollback", "2", "--yes");

        assertThat(mg.run("head")).isEqualTo(new Mgs.Ran(0, "Nothing is applied.\n", ""));
        assertThat(Parsed.document(mg.run("head", "--output=json").out())
                        .get("head")
                        .isJsonNull())
                .isTrue();
    }

    @Test
    void verifyAgrees() {
        assertThat(mg.run("verify")).isEqualTo(new Mgs.Ran(0, "Files and database agree; 1 pending.\n", ""));
    }

    @Test
    void verifyNamesEveryDifferenceAndEveryProblemOfAFile() throws IOException {
        mg.migration("01_users", "CREATE TABLE users (id bigint);", "DROP TABLE users;");
        mg.file("migrations/03_items.sql", "-- migrate: irreversible\n-- migrate: up\nCOMMIT;\n");

        Mgs.Ran ran = mg.run("verify");

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("""
                        01_users: the file was changed after it had been applied
                          Next: restore the file as it was applied, and put the change into a new migration.
                        migrations/03_items.sql:3:1:\s""").endsWith("\nFiles and database do not agree; 1 pending.\n");
        JsonObject document = Parsed.document(mg.run("verify", "--output=json").out());
        assertThat(document.get("valid").getAsBoolean()).isFalse();
        assertThat(document.getAsJsonArray("differences"))
                .singleElement()
                .satisfies(difference -> assertThat(
                                difference.getAsJsonObject().get("status").getAsString())
                        .isEqualTo("changed"));
        assertThat(document.getAsJsonArray("problems")
                        .get(0)
                        .getAsJsonObject()
                        .get("severity")
                        .getAsString())
                .isEqualTo("error");
    }

    @Test
    void whoeverMayOnlyReadCanAskEverything() throws SQLException {
        String reader = "reader_" + database.name();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE " + reader + " LOGIN");
            statement.execute("GRANT SELECT ON _migrations, _migrations_log TO " + reader);
        }
        try {
            mg.with("MG_DATABASE_URL", database.url().replace("user=postgres", "user=" + reader));

            assertThat(mg.run("status").exit()).isZero();
            assertThat(mg.run("list").out()).contains("02  applied  orders");
            assertThat(mg.run("head").out()).isEqualTo("02_orders\n");
            assertThat(mg.run("verify").exit()).isZero();
            assertThat(mg.run("apply", "--dry-run=plan")).isEqualTo(new Mgs.Ran(0, "03_items (1 statement)\n", ""));
        } finally {
            try (Connection connection = database.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("DROP OWNED BY " + reader);
                statement.execute("DROP ROLE " + reader);
            }
        }
    }

    @Test
    void colourIsAMatterOfTheStreamAndOfWhatIsAskedFor() {
        String green = "\u001b[32mapplied\u001b[0m";

        assertThat(mg.run("list").out()).doesNotContain("\u001b");
        assertThat(mg.run("list", "--color=always").out()).contains(green);
        mg.on(new Terminal(true, true, true));
        assertThat(mg.run("list").out()).contains(green);
        assertThat(mg.run("list", "--color", "never").out()).doesNotContain("\u001b");
        assertThat(mg.with("NO_COLOR", "1").run("list").out()).doesNotContain("\u001b");
        assertThat(mg.run("list", "--color=always").out()).contains(green);
    }
}
