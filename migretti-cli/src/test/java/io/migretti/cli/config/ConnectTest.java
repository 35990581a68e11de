package io.migretti.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.Workspace;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@PostgresTest
class ConnectTest {

    private static final String ASK =
            "SELECT current_database() || ' ' || current_user || ' ' || current_setting('application_name')";

    private static String ask(DatabaseConnection database) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.properties());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ASK)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Test
    void whatIsReadReachesTheServer(TestDatabase database, @TempDir Path directory) throws SQLException {
        PGSimpleDataSource server = database.dataSource();
        String port = String.valueOf(server.getPortNumbers()[0]);
        String user;
        try (Connection connection = database.connect()) {
            user = connection.getMetaData().getUserName();
        }
        String expected = database.name() + " " + user + " a&b c";

        Project project = new Project(directory)
                .yaml("database: {host: localhost, port: %s, user: %s, dbname: %s, application_name: 'a&b c'}"
                        .formatted(port, user, database.name()));
        assertThat(ask(project.load().database())).isEqualTo(expected);
        for (String url : List.of(
                "postgresql://%s@localhost:%s/%s?application_name=a%%26b%%20c",
                "postgresql://%s@localhost:1,localhost:%s/%s?application_name=a%%26b%%20c",
                "jdbc:postgresql://localhost:%2$s/%3$s?user=%1$s&ApplicationName=a%%26b+c",
                "user=%s host=localhost port=%s dbname=%s application_name='a&b c'")) {
            project.set("MG_DATABASE_URL", url.formatted(user, port, database.name()));
            assertThat(ask(project.load().database())).isEqualTo(expected);
        }
    }

    @Test
    void theFileThatInitWritesIsUnderstood(@TempDir Path directory) {
        Workspace.in(directory).init();
        Project project = new Project(directory).set("DB_PASSWORD", "x");
        assertThat(project.url()).isEqualTo("jdbc:postgresql://localhost:5432/postgres");
        assertThat(project.property("password")).isEqualTo("x");
        assertThat(project.load().lockId()).isEqualTo(894321);
    }
}
