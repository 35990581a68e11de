package io.migretti.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.script.SqlScript.Header;
import io.migretti.script.SqlScript.Notable;
import io.migretti.script.SqlScript.Section;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlScriptTest {

    private static final String FILE = """
            -- migration: Add users table
            -- id: 01JD3Q4Z8N6V0T5C2M9K7R1XWB

            -- migrate: up
            CREATE TABLE users (id bigint, name text);
            CREATE INDEX CONCURRENTLY i ON users (name);

            -- migrate: down
            DROP TABLE users;
            """;

    private static SourceLocation at(int line, int column) {
        return new SourceLocation("V.sql", line, column);
    }

    @Test
    void aFileHasHeadersAndSections() {
        SqlScript script = Text.of(FILE).parse();

        assertThat(script.file()).isEqualTo("V.sql");
        assertThat(script.problems()).isEmpty();
        assertThat(script.headers())
                .isEqualTo(Map.of(
                        "migration", new Header("Add users table", at(1, 1)),
                        "id", new Header("01JD3Q4Z8N6V0T5C2M9K7R1XWB", at(2, 1))));
        assertThat(script.directives())
                .containsExactly(
                        new Directive(Directive.Name.UP, "", at(4, 1)),
                        new Directive(Directive.Name.DOWN, "", at(8, 1)));
        assertThat(script.sections()).hasSize(3);
        assertThat(script.sections().get(0).statements()).isZero();
        Section up = script.section(Directive.Name.UP).orElseThrow();
        assertThat(up.line()).isEqualTo(4);
        assertThat(up.offset()).isEqualTo(FILE.indexOf("-- migrate: up"));
        assertThat(up.statements()).isEqualTo(2);
        assertThat(up.notable())
                .containsExactly(
                        new Notable(StatementKind.ORDINARY, at(5, 1), "CREATE TABLE users (id bigint, name text)"),
                        new Notable(
                                StatementKind.OUTSIDE_TRANSACTION,
                                at(6, 1),
                                "CREATE INDEX CONCURRENTLY i ON users (name)"));
        Section down = script.section(Directive.Name.DOWN).orElseThrow();
        assertThat(down.offset()).isEqualTo(FILE.indexOf("-- migrate: down"));
        assertThat(down.statements()).isOne();
        assertThat(script.section(Directive.Name.ALLOW)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lineEndsAndAByteOrderMarkChangeNothingButTheOffset(String lineEnd) {
        SqlScript plain = Text.of(FILE).parse();
        SqlScript marked = Text.of("\uFEFF" + FILE.replace("\n", lineEnd)).parse();

        assertThat(marked.headers()).isEqualTo(plain.headers());
        assertThat(marked.directives()).isEqualTo(plain.directives());
        assertThat(marked.problems()).isEmpty();
        for (int i = 1; i < 3; i++) {
            assertThat(marked.sections().get(i).offset())
                    .isEqualTo(plain.sections().get(i).offset() + 3);
            assertThat(marked.sections().get(i).line())
                    .isEqualTo(plain.sections().get(i).line());
            assertThat(marked.sections().get(i).notable())
                    .isEqualTo(plain.sections().get(i).notable());
        }
    }

    @Test
    void headersStandBeforeTheFirstStatementAndSection() {
        assertThat(Text.of("SELECT 1;\n-- id: a\n").parse().headers()).isEmpty();
        assertThat(Text.of("-- migrate: up\n-- id: a\nSELECT 1;").parse().headers())
                .isEmpty();
        assertThat(Text.of("-- id: a\n-- id: b\n").parse().headers())
                .isEqualTo(Map.of("id", new Header("a", at(1, 1))));
        assertThat(Text.of("/* x */ -- id: a\n").parse().headers()).isEmpty();
        assertThat(Text.of("SELECT 1\n-- id: a\n;").parse().headers()).isEmpty();
    }

    @Test
    void statementsBeforeTheFirstSectionAreCounted() {
        SqlScript script =
                Text.of("SELECT 1;\n  SELECT\n\t2;\n-- migrate: up\nSELECT 3;").parse();
        assertThat(script.sections()).extracting(Section::statements).containsExactly(2, 1);
        assertThat(script.sections().get(0).notable())
                .containsExactly(new Notable(StatementKind.ORDINARY, at(1, 1), "SELECT 1"));
    }

    @Test
    void aSectionEndsAStatementWithoutSemicolon() {
        SqlScript script =
                Text.of("-- migrate: up\nSELECT 1\n-- migrate: down\nSELECT 2").parse();
        assertThat(script.problems()).isEmpty();
        assertThat(script.sections()).extracting(Section::statements).containsExactly(0, 1, 1);
    }

    @Test
    void everySectionKeepsItsPlaceEvenIfItComesTwice() {
        SqlScript script = Text.of("-- migrate: up\n-- migrate: down\n-- migrate: up\nSELECT 1;")
                .parse();
        assertThat(script.sections()).extracting(Section::line).containsExactly(1, 1, 2, 3);
        assertThat(script.sections()).extracting(Section::statements).containsExactly(0, 0, 0, 1);
    }

    @Test
    void aSectionDoesNotInheritHowStringsAreReadInTheOneBefore() {
        SqlScript script = Text.of("""
                        -- migrate: up
                        SET standard_conforming_strings = off;
                        SELECT '\\';';
                        -- migrate: down
                        SELECT '\\'; SELECT ';';
                        """).parse();
        assertThat(script.problems()).isEmpty();
        assertThat(script.sections()).extracting(Section::statements).containsExactly(0, 2, 2);
    }

    @Test
    void everyStatementThatMayNotRunEverywhereIsNotable() {
        Section section = Text.of("é; SELECT 1;\n /* é */ COMMIT;\nSAVEPOINT s; COPY t FROM STDIN;\n1\n\\.\nVACUUM")
                .parse()
                .sections()
                .get(0);
        assertThat(section.statements()).isEqualTo(6);
        assertThat(section.notable())
                .containsExactly(
                        new Notable(StatementKind.ORDINARY, at(1, 1), "é"),
                        new Notable(StatementKind.TRANSACTION_CONTROL, at(2, 10), "COMMIT"),
                        new Notable(StatementKind.SAVEPOINT, at(3, 1), "SAVEPOINT s"),
                        new Notable(StatementKind.OUTSIDE_TRANSACTION, at(6, 1), "VACUUM"));
    }

    @Test
    void aMessageShowsTheStartOfAStatementOnOneLine() {
        assertThat(Text.of("SELECT\n\t 1,   2;")
                        .parse()
                        .sections()
                        .get(0)
                        .notable()
                        .get(0)
                        .start())
                .isEqualTo("SELECT 1, 2");
        assertThat(Text.of("SELECT '" + "x".repeat(52) + "';")
                        .parse()
                        .sections()
                        .get(0)
                        .notable()
                        .get(0)
                        .start())
                .isEqualTo("SELECT '" + "x".repeat(52) + " …");
        assertThat(Text.of("SELECT '" + "😀".repeat(5000) + "';")
                        .parse()
                        .sections()
                        .get(0)
                        .notable()
                        .get(0)
                        .start())
                .isEqualTo("SELECT '" + "😀".repeat(52) + " …");
    }

    @Test
    void everythingThatIsWrongIsReportedAtOnceInTheOrderOfTheFile() {
        assertThat(Text.of("""
                                -- migrate: upp
                                \\set x 1
                                SELECT '日本' \\gx
                                -- migrate: up; SELECT (
                                SELECT (1,
                                  -- migrate: dwon
                                  2;
                                -- migrate: down
                                COPY t FROM STDIN; SELECT 1;
                                it's data
                                \\.
                                CREATE FUNCTION f() RETURNS int
                                BEGIN ATOMIC
                                  SELECT 1; -- migrate: up
                                -- migrate: down
                                SELECT "x;
                                """).problems())
                .containsExactly(
                        "V.sql:1:1: `upp` is not a directive. Next: write `-- migrate: up` if that is meant.",
                        "V.sql:2:1: `\\set x 1` is a command for psql, not SQL. Next: take it out; of psql's commands only \\restrict and \\unrestrict are skipped.",
                        "V.sql:3:13: a backslash outside quotes, which only psql understands, stands in a statement. Next: take it out.",
                        "V.sql:4:1: `up;` is not a directive. Next: write `-- migrate: up` if that is meant.",
                        "V.sql:5:8: the parenthesis that opens here is not closed before the statement ends. Next: close it.",
                        "V.sql:6:3: `dwon` is not a directive. Next: write `-- migrate: down` if that is meant.",
                        "V.sql:9:20: text follows COPY … FROM STDIN on the same line. Next: start the data on the next line, and other statements behind the data.",
                        "V.sql:13:1: the BEGIN ATOMIC body that starts here has no END. Next: close it.",
                        "V.sql:14:13: `-- migrate: up` stands behind other text on its line. Next: write the directive on a line of its own.",
                        "V.sql:16:8: the quoted name that starts here is never closed. Next: close it.");
    }

    @Test
    void whatIsNeverClosedIsReportedWhereItOpens() {
        assertThat(Text.of("SELECT 1;\n  é 'x;\n").problems())
                .containsExactly("V.sql:2:5: the string that starts here is never closed. Next: close it.");
        assertThat(Text.of("SELECT 1,\n  $a$x;\n$$").problems())
                .containsExactly("V.sql:2:3: the dollar quote that starts here is never closed. Next: close it.");
        assertThat(Text.of("\uFEFF/* /* */").problems())
                .containsExactly("V.sql:1:1: the comment that starts here is never closed. Next: close it.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\nSELECT 2;\n"})
    void aSectionInTheDataOfACopyWithoutEndIsReported(String rest) {
        assertThat(Text.of("-- migrate: up\nCOPY t FROM STDIN;\n1\n\n-- migrate: down" + rest)
                        .problems())
                .containsExactly("V.sql:5:1: this directive stands in the data of a COPY that has no end. "
                        + "Next: end the data before it with a line that holds only `\\.`.");
    }

    @Test
    void aDirectiveInTheDataOfACopyWithAnEndIsData() {
        SqlScript script =
                Text.of("COPY t FROM STDIN;\n-- migrate: down\n\\.\nSELECT 1;").parse();
        assertThat(script.problems()).isEmpty();
        assertThat(script.sections()).extracting(Section::statements).containsExactly(2);
    }

    @Test
    void aFileThatCannotBeReadIsAnIOExceptionAndIsClosed() {
        boolean[] closed = new boolean[1];
        SqlResource resource = new SqlResource() {
            @Override
            public String location() {
                return "V.sql";
            }

            @Override
            public InputStream open() {
                return new FilterInputStream(InputStream.nullInputStream()) {
                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        throw new IOException("gone");
                    }

                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };
            }
        };
        assertThatThrownBy(() -> SqlScript.parse(resource))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
        assertThat(closed[0]).isTrue();
    }

    @Test
    void aFileNameIsTheLastPartOfItsLocation() {
        for (String location : List.of("a.sql", "/x/a.sql", "C:\\x\\a.sql", "classpath:a.sql", "classpath:m/a.sql")) {
            assertThat(Text.at(location, "").fileName()).isEqualTo("a.sql");
        }
    }

    @Test
    void aPlaceIsShownAsAnEditorTakesIt() {
        assertThat(at(3, 7)).hasToString("V.sql:3:7");
        assertThat(SourceLocation.of("V.sql")).hasToString("V.sql").isLessThan(at(1, 1));
        assertThat(at(1, 2))
                .isLessThan(at(2, 1))
                .isGreaterThan(at(1, 1))
                .isGreaterThan(new SourceLocation("U.sql", 9, 9));
        assertThatThrownBy(() -> at(0, 1)).hasMessage("no such place: line 0, column 1");
        assertThatThrownBy(() -> at(1, 0)).hasMessage("no such place: line 1, column 0");
        assertThatThrownBy(() -> at(-1, 1)).hasMessage("no such place: line -1, column 1");
    }
}
