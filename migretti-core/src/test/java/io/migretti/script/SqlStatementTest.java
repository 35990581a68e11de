package io.migretti.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SqlStatementTest {

    private static Optional<String> inTransaction(String text) {
        return new SqlStatement(text, new SourceLocation("a.sql", 1, 1), StatementKind.ORDINARY).inTransaction();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CREATE INDEX CONCURRENTLY i ON t (a)|CREATE INDEX  i ON t (a)",
                "create unique index concurrently if not exists i on t (a)|create unique index  if not exists i on t (a)",
                "DROP INDEX CONCURRENTLY i|DROP INDEX  i",
                "REINDEX INDEX CONCURRENTLY i|REINDEX INDEX  i",
                "REINDEX TABLE CONCURRENTLY t|REINDEX TABLE  t",
                "REINDEX (VERBOSE, CONCURRENTLY) TABLE t|REINDEX (VERBOSE, CONCURRENTLY false) TABLE t",
                "ALTER TABLE t DETACH PARTITION p CONCURRENTLY|ALTER TABLE t DETACH PARTITION p",
                "CREATE INDEX CONCURRENTLY \"concurrently\" ON concurrently (a)|CREATE INDEX  \"concurrently\" ON concurrently (a)",
                "CREATE /* concurrently */ INDEX CONCURRENTLY i ON t ('concurrently')|CREATE /* concurrently */ INDEX  i ON t ('concurrently')"
            })
    void whatIsConcurrentHasAFormForATransaction(String statement, String form) {
        assertThat(inTransaction(statement).orElseThrow().strip()).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE INDEX i ON t (a)",
                "REINDEX DATABASE CONCURRENTLY d",
                "REINDEX SCHEMA CONCURRENTLY s",
                "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
                "CREATE TABLE concurrently (a int)",
                "DROP TABLE concurrently",
                "VACUUM t",
                "CREATE UNIQUE INDEX i ON t (a)",
                "ALTER TABLE t ADD a text DEFAULT 'CONCURRENTLY'",
                ""
            })
    void othersHaveNone(String statement) {
        assertThat(inTransaction(statement)).isEmpty();
    }

    @Test
    void aPlaceInTheTextIsAPlaceInTheFile() {
        SqlStatement statement =
                new SqlStatement("SELECT 'a😀b',\n  x", new SourceLocation("a.sql", 7, 5), StatementKind.ORDINARY);
        assertThat(statement.at(1)).hasToString("a.sql:7:5");
        assertThat(statement.at(11)).hasToString("a.sql:7:15");
        assertThat(statement.at(17)).hasToString("a.sql:8:3");
        assertThat(statement.at(18)).hasToString("a.sql:8:4");
        assertThat(statement.at(400)).hasToString("a.sql:8:4");
        assertThat(statement.at(-1)).hasToString("a.sql:7:5");
    }

    @Test
    void itsStartIsOneShortLine() {
        SourceLocation place = new SourceLocation("a.sql", 1, 1);
        assertThat(new SqlStatement("SELECT\n   1", place, StatementKind.ORDINARY).start())
                .isEqualTo("SELECT 1");
        assertThat(new SqlStatement("SELECT '" + "x".repeat(400) + "'", place, StatementKind.ORDINARY).start())
                .isEqualTo("SELECT '" + "x".repeat(52) + " …");
    }
}
