package io.migretti.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.embedded.TestServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@PostgresTest
class SchemaAssertTest {

    private final TestDatabase actual;
    private final TestDatabase expected = TestServer.shared().newDatabase();

    SchemaAssertTest(TestDatabase actual) {
        this.actual = actual;
    }

    @AfterEach
    void drop() {
        expected.close();
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void equalSchemasPass() throws SQLException {
        execute(actual, "CREATE TABLE users (id int, name text)");
        execute(expected, "CREATE TABLE users (name text, id int)");

        SchemaAssert.assertThat(actual.dataSource()).hasSameSchemaAs(expected.dataSource());
        SchemaAssert.assertThat(Schemas.read(actual.dataSource(), DiffOptions.defaults()))
                .hasSameSchemaAs(Schemas.read(expected.dataSource(), DiffOptions.defaults()));
    }

    @Test
    void aFailureShowsTheStatementsBetweenThem() throws SQLException {
        execute(actual, "CREATE TABLE users (id int)");
        execute(expected, "CREATE TABLE users (id int, name text)");

        assertThatThrownBy(() -> SchemaAssert.assertThat(actual.dataSource()).hasSameSchemaAs(expected.dataSource()))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""
                        The schemas differ. These statements would make the expected one of the actual one:

                        ALTER TABLE public.users ADD COLUMN name text;
                        """);
    }

    @Test
    void whatIsComparedCanBeChosen() throws SQLException {
        execute(actual, "CREATE SCHEMA app; CREATE TABLE app.t (id int); CREATE TABLE other (id int)");
        execute(expected, "CREATE SCHEMA app; CREATE TABLE app.t (id int)");
        SchemaAssert schemas = SchemaAssert.assertThat(actual.dataSource());

        schemas.comparing(DiffOptions.defaults().onlySchemas("app")).hasSameSchemaAs(expected.dataSource());
        assertThatThrownBy(() -> schemas.hasSameSchemaAs(expected.dataSource())).hasMessageContaining("other");
        assertThat(schemas).isNotNull();
    }
}
