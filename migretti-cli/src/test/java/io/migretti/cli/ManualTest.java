package io.migretti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every step of Python Migretti's manual, in its order, in an empty directory and against a fresh database. */
@PostgresTest
class ManualTest {

    @Test
    void everyStepGivesWhatTheManualSays(TestDatabase database, @TempDir Path directory) throws Exception {
        Mgs mg = new Mgs(directory);

        assertThat(mg.run("init")).isEqualTo(new Mgs.Ran(0, "Made migrations/\nMade seeds/\nMade mg.yaml\n", ""));
        configure(mg, database);

        String users = mg.run("create", "add_users_table").out().strip();
        assertThat(users).matches("migrations/[0-9A-Z]{26}_add_users_table\\.sql");
        mg.file(users, """
                -- migration: Add Users Table

                -- migrate: up
                CREATE TABLE users (id SERIAL PRIMARY KEY, name TEXT);

                -- migrate: down
                DROP TABLE users;
                """);
        String index = mg.run("create", "index users").out().strip();
        mg.file(
                index,
                "-- migrate: no-transaction\n-- migrate: irreversible\n-- migrate: up\nCREATE INDEX CONCURRENTLY idx_users ON users(name);\n");
        String emails = mg.run("create", "add emails").out().strip();
        mg.file(
                emails,
                "-- migrate: up\nALTER TABLE users ADD email text;\n-- migrate: down\nALTER TABLE users DROP email;\n");

        assertThat(mg.run("apply", "--dry-run").exit()).isZero();
        assertThat(mg.run("up").plain().out()).contains("applied  add_users_table");
        Mgs.Ran applied = mg.run("apply");
        assertThat(applied.exit()).isZero();
        assertThat(applied.err()).isEqualTo("pre-apply: Backup starting...\npost-apply: Migration complete.\n");
        assertThat(mg.run("status").out()).contains("pending      0\napplied      3\n");
        assertThat(mg.run("list").out().lines().filter(line -> line.contains("applied ")))
                .hasSize(3);
        assertThat(mg.run("head").out()).endsWith("_add_emails\n");
        assertThat(mg.run("verify")).isEqualTo(new Mgs.Ran(0, "Files and database agree.\n", ""));

        assertThat(mg.run("down").exit()).isZero();
        assertThat(mg.run("rollback", "2", "--yes").err()).contains("nothing says how to revert");
        assertThat(mg.run("rollback", "2", "--yes", "--allow-missing-down").exit())
                .isZero();
        assertThat(mg.run("status").out()).contains("pending      3\napplied      0\n");
        assertThat(mg.run("apply").exit()).isZero();

        String seed = mg.run("seed", "create", "initial_data").out().strip();
        assertThat(seed).matches("seeds/[0-9A-Z]{26}_initial_data\\.sql");
        mg.file(seed, "INSERT INTO users (name) VALUES ('Ada');\n");
        assertThat(mg.run("seed").exit()).isZero();
        assertThat(count(database, "users")).isEqualTo(1);

        mg.file(
                "migrations/7X_one.sql",
                "-- migrate: up\nCREATE TABLE one (id int);\n-- migrate: down\nDROP TABLE one;\n");
        mg.file(
                "migrations/7Y_two.sql",
                "-- migrate: up\nCREATE TABLE two (id int);\n-- migrate: down\nDROP TABLE two;\n");
        assertThat(mg.run("squash", "release_v1").out()).matches("migrations/[0-9A-Z]{26}_release_v1\\.sql\n");
        assertThat(mg.run("apply", "--json-log", "--verbose").exit()).isZero();
        assertThat(count(database, "two")).isZero();

        assertThat(mg.run("apply", "--env", "production").exit()).isZero();
        assertThat(mg.run("down", "--env", "production").err()).contains("this is production (production)");
        assertThat(mg.run("down", "--env", "production", "--yes").exit()).isZero();
        assertThat(mg.with("MG_ENV", "production").run("status").out()).contains("environment  production\n");
    }

    /** As the manual's example, with this server's address, and the password in {@code .env}. */
    private static void configure(Mgs mg, TestDatabase database) throws IOException {
        URI server = URI.create(database.url().substring("jdbc:".length()));
        mg.file(".env", "DB_PASSWORD=sesame\n");
        mg.file("mg.yaml", """
                database:
                  host: %s
                  port: %d
                  user: postgres
                  password: ${DB_PASSWORD}
                  dbname: not_this_one
                lock_id: 894321
                envs:
                  default:
                    database:
                      dbname: %s
                  production:
                    database:
                      dbname: %s
                    lock_id: 999999
                hooks:
                  pre_apply: echo "Backup starting..."
                  post_apply: echo "Migration complete."
                """.formatted(server.getHost(), server.getPort(), database.name(), database.name()));
    }

    private static int count(TestDatabase database, String table) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getInt(1);
        }
    }
}
