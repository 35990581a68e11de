package io.migretti.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.script.SourceLocation;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailureTest {

    private static Failure failure(SourceLocation at, String line) {
        return new Failure(
                at,
                line,
                "42601",
                "syntax error",
                Optional.of("a detail"),
                Optional.of("a hint"),
                Optional.of("first\nsecond"),
                "Migration x failed and was rolled back",
                "correct the file");
    }

    @Test
    void showsThePlaceTheServersWordsAndWhatToDo() {
        assertThat(failure(new SourceLocation("a.sql", 12, 9), "\tSELECT '😀' x;"))
                .hasToString("""
                        Migration x failed and was rolled back.
                          at a.sql:12:9
                             12 |  SELECT '😀' x;
                                |         ^
                          PostgreSQL 42601: syntax error
                          Detail: a detail
                          Hint: a hint
                          Context: first
                                   second
                          Next: correct the file.""");
    }

    @Test
    void showsThePartOfALongLineAroundThePlace() {
        String line = "x".repeat(500) + "HERE" + "y".repeat(500);
        assertThat(failure(new SourceLocation("a.sql", 1, 501), line).describe())
                .contains("     1 | … " + "x".repeat(60) + "HERE" + "y".repeat(56) + " …\n")
                .contains("       | " + " ".repeat(62) + "^\n");
        assertThat(failure(new SourceLocation("a.sql", 1, 1004), line).describe())
                .contains("     1 | … " + "y".repeat(120) + "\n")
                .contains("       | " + " ".repeat(121) + "^\n");
    }

    @Test
    void showsOnlyTheFileIfNoStatementIsToBlame() {
        assertThat(failure(SourceLocation.of("a.sql"), "").describe())
                .startsWith("Migration x failed and was rolled back.\n  at a.sql\n  PostgreSQL 42601");
    }
}
