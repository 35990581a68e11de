package io.migretti.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.script.SqlScript.Section;
import io.migretti.script.StatementReader.ChangedFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementReaderTest {

    private static final String LARGE = "INSERT INTO t VALUES ('é', 1);\n".repeat(60_000);

    private static StatementReader open(Text file, int section) throws IOException {
        return StatementReader.open(file, file.parse().sections().get(section), file.sha256());
    }

    private static List<SqlStatement> statements(Text file, int section) throws IOException {
        try (StatementReader reader = open(file, section)) {
            List<SqlStatement> statements = new ArrayList<>();
            for (SqlStatement statement = reader.next(); statement != null; statement = reader.next()) {
                statements.add(statement);
            }
            assertThat(reader.next()).isNull();
            reader.requireUnchanged(file.sha256());
            return statements;
        }
    }

    private static String copyData(StatementReader reader) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (byte[] chunk = reader.nextCopyData(); chunk != null; chunk = reader.nextCopyData()) {
            data.write(chunk);
        }
        return data.toString(StandardCharsets.UTF_8);
    }

    private static SqlStatement statement(String text, int line, int column, StatementKind kind) {
        return new SqlStatement(text, new SourceLocation("V.sql", line, column), kind);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void handsOutTheStatementsOfOneSectionAsWritten(String lineEnd) throws IOException {
        Text file = Text.of("\uFEFF" + """
                SELECT 0;
                -- migrate: up
                /* é */ SELECT 'é;', -- c

                  1 ; BEGIN;
                -- migrate: down
                DROP INDEX CONCURRENTLY i
                """.replace("\n", lineEnd));
        assertThat(statements(file, 0)).containsExactly(statement("SELECT 0", 1, 1, StatementKind.ORDINARY));
        assertThat(statements(file, 1))
                .containsExactly(
                        statement("SELECT 'é;', -- c\n\n  1 ", 3, 9, StatementKind.ORDINARY),
                        statement("BEGIN", 5, 7, StatementKind.TRANSACTION_CONTROL));
        assertThat(statements(file, 2))
                .containsExactly(statement("DROP INDEX CONCURRENTLY i", 7, 1, StatementKind.OUTSIDE_TRANSACTION));
    }

    @Test
    void aSectionEndsWithTheNextOneAndNotWithAnotherDirective() throws IOException {
        Text file = Text.of(
                "-- migrate: up\nSELECT 1\n-- migrate: no-transaction\n;\n-- migrate: irreversible\nSELECT 2\n-- migrate: down\nSELECT 3");
        assertThat(statements(file, 1))
                .extracting(SqlStatement::text)
                .containsExactly("SELECT 1\n-- migrate: no-transaction\n", "SELECT 2");
    }

    @Test
    void aSectionDoesNotInheritHowStringsAreReadInTheOneBefore() throws IOException {
        Text file = Text.of(
                "-- migrate: up\nSET standard_conforming_strings = off;\n-- migrate: down\nSELECT '\\'; SELECT ';'");
        assertThat(statements(file, 2)).extracting(SqlStatement::text).containsExactly("SELECT '\\'", "SELECT ';'");
    }

    @Test
    void copyDataAreStreamedOrSkipped() throws IOException {
        String data = "1;\té\n-- migrate: down\n".repeat(2000);
        Text file = Text.of("-- migrate: up\nCOPY t FROM STDIN; -- c\n" + data
                + "\\.\nCOPY u FROM STDIN;\n2\n\\.\nCOPY v FROM STDIN;\n\\.\nSELECT 1;");
        for (boolean skip : new boolean[] {false, true}) {
            try (StatementReader reader = open(file, 1)) {
                assertThat(reader.next())
                        .isEqualTo(statement("COPY t FROM STDIN", 2, 1, StatementKind.COPY_FROM_STDIN));
                if (skip) {
                    assertThat(reader.nextCopyData()).isNotNull();
                    assertThat(reader.line()).isEqualTo(3);
                } else {
                    assertThat(copyData(reader)).isEqualTo(data);
                    assertThat(reader.nextCopyData()).isNull();
                }
                assertThat(reader.next())
                        .isEqualTo(statement("COPY u FROM STDIN", 4004, 1, StatementKind.COPY_FROM_STDIN));
                if (!skip) {
                    assertThat(copyData(reader)).isEqualTo("2\n");
                }
                assertThat(reader.next())
                        .isEqualTo(statement("COPY v FROM STDIN", 4007, 1, StatementKind.COPY_FROM_STDIN));
                assertThat(copyData(reader)).isEmpty();
                assertThat(reader.next()).isEqualTo(statement("SELECT 1", 4009, 1, StatementKind.ORDINARY));
                assertThat(reader.nextCopyData()).isNull();
                assertThat(reader.next()).isNull();
            }
        }
    }

    @Test
    void copyDataMayEndWithTheFile() throws IOException {
        try (StatementReader reader = open(Text.of("COPY t FROM STDIN;\n1\n2"), 0)) {
            assertThat(reader.next()).isNotNull();
            assertThat(copyData(reader)).isEqualTo("1\n2");
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void aCopyWithoutSemicolonHasNoDataAndLeavesTheNextSectionAlone() throws IOException {
        try (StatementReader reader =
                open(Text.of("-- migrate: up\nCOPY t FROM STDIN\n-- migrate: down\nSELECT 1;"), 1)) {
            assertThat(reader.next()).isEqualTo(statement("COPY t FROM STDIN", 2, 1, StatementKind.COPY_FROM_STDIN));
            assertThat(reader.nextCopyData()).isNull();
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void aLargeFileIsReadFromAnySection() throws IOException {
        Text file = Text.of("-- migrate: up\r\n" + LARGE + "-- migrate: down\nSELECT 1;\n" + LARGE);
        assertThat(file.length()).isGreaterThan(2 << 20);
        List<SqlStatement> up = statements(file, 1);
        assertThat(up).hasSize(60_000);
        assertThat(up.get(59_999))
                .isEqualTo(statement("INSERT INTO t VALUES ('é', 1)", 60_001, 1, StatementKind.ORDINARY));
        List<SqlStatement> down = statements(file, 2);
        assertThat(down).hasSize(60_001).startsWith(statement("SELECT 1", 60_003, 1, StatementKind.ORDINARY));
    }

    @Test
    void aSmallFileThatChangedIsNoticedBeforeItsFirstStatement() {
        Text file = Text.of("-- migrate: up\nSELECT 1;");
        Section up = file.parse().sections().get(1);
        Text changed = Text.of("-- migrate: up\nSELECT 2;");
        assertThatThrownBy(() -> StatementReader.open(changed, up, file.sha256()))
                .isInstanceOf(ChangedFileException.class)
                .hasMessage("V.sql was changed while it was being executed");
    }

    @Test
    void lineEndsAreNoChange() throws IOException {
        Text file = Text.of("-- migrate: up\nSELECT 1;\n");
        Section up = file.parse().sections().get(1);
        try (StatementReader reader =
                StatementReader.open(Text.of("-- migrate: up\r\nSELECT 1;\r\n"), up, file.sha256())) {
            assertThat(reader.next()).isNotNull();
        }
    }

    @Test
    void aLargeFileThatChangedIsNoticedAtItsEnd() throws IOException {
        Text file = Text.of("-- migrate: up\n" + LARGE + "-- migrate: down\nSELECT 1;");
        Text changed = Text.of("-- migrate: up\n" + LARGE + "-- migrate: down\nSELECT 2;");
        Section up = file.parse().sections().get(1);
        Section down = file.parse().sections().get(2);
        for (Section section : List.of(up, down)) {
            try (StatementReader reader = StatementReader.open(changed, section, file.sha256())) {
                assertThat(reader.next()).isNotNull();
                assertThatThrownBy(() -> reader.requireUnchanged(file.sha256()))
                        .isInstanceOf(ChangedFileException.class);
            }
            try (StatementReader reader = StatementReader.open(file, section, file.sha256())) {
                assertThat(reader.next()).isNotNull();
                reader.requireUnchanged(file.sha256());
            }
        }
    }

    @Test
    void aLargeFileThatLostItsSectionIsNoticedAtOnce() {
        Text file = Text.of("-- migrate: up\n" + LARGE + "-- migrate: down\nSELECT 1;");
        Section down = file.parse().sections().get(2);
        Text changed = Text.of(LARGE);
        assertThatThrownBy(() -> StatementReader.open(changed, down, file.sha256()))
                .isInstanceOf(ChangedFileException.class);
    }

    @Test
    void aLargeFileThatCanNoLongerBeSplitIsNoticedThere() throws IOException {
        Text file = Text.of("-- migrate: up\n" + LARGE);
        Section up = file.parse().sections().get(1);
        for (String text : List.of("SELECT 'x;\n", "\\i x\n")) {
            try (StatementReader reader =
                    StatementReader.open(Text.of("-- migrate: up\n" + text + LARGE), up, file.sha256())) {
                assertThatThrownBy(reader::next).isInstanceOf(ChangedFileException.class);
            }
        }
    }

    @Test
    void aPositionInAStatementIsAPlaceInTheFile() {
        SqlStatement statement = statement("SELECT 'é😀',\n  x", 3, 5, StatementKind.ORDINARY);
        assertThat(statement.at(1)).hasToString("V.sql:3:5");
        assertThat(statement.at(8)).hasToString("V.sql:3:12");
        assertThat(statement.at(12)).hasToString("V.sql:3:16");
        assertThat(statement.at(13)).hasToString("V.sql:3:17");
        assertThat(statement.at(14)).hasToString("V.sql:4:1");
        assertThat(statement.at(16)).hasToString("V.sql:4:3");
    }

    @Test
    void aPositionOutsideAStatementIsTheNearestPlaceInIt() {
        SqlStatement statement = statement("a\nb", 3, 5, StatementKind.ORDINARY);
        assertThat(statement.at(0)).hasToString("V.sql:3:5");
        assertThat(statement.at(-1)).hasToString("V.sql:3:5");
        assertThat(statement.at(99)).hasToString("V.sql:4:2");
    }
}
