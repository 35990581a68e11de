package io.migretti.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@PostgresTest
class PostgresTestTest {

    private static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

    private final TestDatabase ofConstructor;

    PostgresTestTest(TestDatabase database) {
        this.ofConstructor = database;
    }

    @BeforeAll
    static void theClassHasOneToo(TestDatabase database) {
        assertThat(NAMES.add(database.name())).isTrue();
    }

    @BeforeEach
    void constructorAndMethodsOfATestShareADatabase(TestDatabase database) {
        assertThat(database).isSameAs(ofConstructor);
    }

    @RepeatedTest(2)
    void everyTestMethodHasADatabaseOfItsOwn(TestDatabase database) throws SQLException {
        assertThat(database).isSameAs(ofConstructor);
        assertThat(NAMES.add(database.name())).isTrue();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE only_here (id int)");
        }
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT current_database() FROM (SELECT count(*) FROM only_here) c")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo(database.name());
        }
    }

    @Test
    void aClosedDatabaseIsGoneInSpiteOfOpenConnections() throws SQLException {
        TestDatabase database = TestServer.shared().newDatabase();
        try (Connection open = database.connect()) {
            database.close();
            assertThat(open.isValid(5)).isFalse();
        }
        assertThatThrownBy(database::connect).hasMessageContaining("\"" + database.name() + "\" does not exist");
    }

    @Test
    void anExistingServerMayBeUsedInstead() throws SQLException {
        TestServer existing = TestServer.at(TestServer.shared().maintenanceUrl() + "&ApplicationName=mine");
        try (TestDatabase database = existing.newDatabase();
                Connection connection = database.connect()) {
            assertThat(connection.getClientInfo("ApplicationName")).isEqualTo("mine");
        }
        existing.close();
        assertThat(TestServer.shared().maintenanceUrl()).isNotEmpty();
    }

    @Test
    void aUrlWithoutHostIsRefused() {
        assertThatThrownBy(() -> TestServer.at("jdbc:postgresql:shop?password=secret"))
                .isInstanceOf(EmbeddedServerException.class)
                .hasMessage("test.postgres.url must look like"
                        + " jdbc:postgresql://host:port/database?user=name&password=secret, but it is another form.");
    }
}
