package io.migretti.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.embedded.TestServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every folder of {@code cases}, both ways; {@code -Ddiff.cases=view/} runs those whose names begin so. */
@PostgresTest
@Execution(ExecutionMode.CONCURRENT)
class CasesTest {

    private static final List<Case> CASES = Case.all().stream()
            .filter(one -> one.name().startsWith(System.getProperty("diff.cases", "")))
            .toList();
    private static final NavigableSet<String> CREATED_ROLES = new TreeSet<>();
    private static int major;

    @BeforeAll
    static void roles() throws SQLException {
        NavigableSet<String> wanted = new TreeSet<>();
        CASES.forEach(one -> wanted.addAll(one.roles()));
        try (Connection connection =
                        DriverManager.getConnection(TestServer.shared().maintenanceUrl());
                Statement statement = connection.createStatement()) {
            major = connection.getMetaData().getDatabaseMajorVersion();
            for (String role : wanted) {
                try (ResultSet result =
                        statement.executeQuery("SELECT FROM pg_roles WHERE rolname = " + literal(connection, role))) {
                    if (result.next()) {
                        continue;
                    }
                }
                statement.execute("CREATE ROLE " + quoted(role));
                CREATED_ROLES.add(role);
            }
        }
    }

    private static String literal(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.enquoteLiteral(text);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @AfterAll
    static void noRoles() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(TestServer.shared().maintenanceUrl());
                Statement statement = connection.createStatement()) {
            for (String role : CREATED_ROLES) {
                statement.execute("DROP ROLE " + quoted(role));
            }
        }
    }

    @Test
    void thereAreEnoughCases() {
        assertThat(Case.all()).hasSizeGreaterThanOrEqualTo(150);
    }

    @TestFactory
    Stream<DynamicTest> theDiffLeadsThereAndBack() {
        return CASES.stream()
                .filter(one -> one.limit().isEmpty() && one.runsOn(major))
                .map(one -> dynamicTest(one.name(), () -> run(one)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsNotCoveredIsReported() {
        return CASES.stream()
                .filter(one -> one.limit().isPresent() && one.runsOn(major))
                .map(one -> dynamicTest(one.name(), () -> runLimited(one)));
    }

    private static void run(Case one) throws SQLException {
        try (TestDatabase a = TestServer.shared().newDatabase();
                TestDatabase b = TestServer.shared().newDatabase()) {
            Crossing.apply(a, one.a());
            Crossing.apply(b, one.b());
            assertThat(String.join("\n", Crossing.of(one).bothWays(a, b))).isEmpty();
        }
    }

    private static void runLimited(Case one) throws SQLException {
        try (TestDatabase a = TestServer.shared().newDatabase();
                TestDatabase b = TestServer.shared().newDatabase()) {
            Crossing.apply(a, one.a());
            Crossing.apply(b, one.b());
            assertThat(Crossing.of(one).limits(a, b))
                    .allSatisfy(said -> assertThat(said).contains(one.limit().orElseThrow()));
        }
    }
}
