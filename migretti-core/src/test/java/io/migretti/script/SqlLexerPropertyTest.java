package io.migretti.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.script.SqlLexer.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every text, tried on generated ones. */
class SqlLexerPropertyTest {

    private static final String[] FRAGMENTS = {
        "SELECT",
        " ",
        "\n",
        "\t",
        ";",
        ";\n",
        "'",
        "''",
        "'a;b'",
        "E'",
        "e'\\''",
        "\\",
        "\\'",
        "U&'",
        "U&\"",
        "B'0'",
        "\"",
        "\"a;\"",
        "$",
        "$$",
        "$a$",
        "$é$",
        "$1",
        "a$b$c",
        "--",
        "-- c\n",
        "\n-- migrate: up\n",
        "\n-- migrate: down\n",
        "-- migrate: dwon",
        "/*",
        "*/",
        "/*/",
        "/**/",
        "(",
        ")",
        "[",
        "CREATE FUNCTION f() ",
        "BEGIN ",
        "ATOMIC ",
        "CASE ",
        "END",
        "END;",
        "COPY t FROM STDIN;\n",
        "COPY t FROM STDIN",
        "\\.\n",
        "\n\\.\n",
        "\n\\restrict x\n",
        "\n\\d\n",
        "->",
        "-",
        "/",
        "*",
        "é",
        "日本",
        "😀",
        "\uFEFF",
        "1",
        "1e5",
        ".",
        ":",
        "SET standard_conforming_strings = off;",
        "SET standard_conforming_strings = on;",
        "x",
        "0",
        "\u0000",
        "{",
        "?",
        "BEGIN;",
        "VACUUM;"
    };

    private static String fragments(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.append(FRAGMENTS[random.nextInt(FRAGMENTS.length)]);
        }
        return text.toString();
    }

    private static String characters(Random random) {
        String alphabet = "ab e'\"$\\-/*;().\nxé1E&U:😀";
        int[] points = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i >= 0; i--) {
            text.appendCodePoint(
                    random.nextInt(20) == 0 ? 1 + random.nextInt(0xD000) : points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    private static List<String> texts() {
        Random random = new Random(20_261_120);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            texts.add((i % 2 == 0 ? fragments(random) : characters(random)).replace('\r', '\n'));
        }
        return texts;
    }

    @Test
    void thePiecesPutTogetherAreTheText() {
        for (String text : texts()) {
            StringBuilder together = new StringBuilder();
            for (Text.Piece piece : Text.of(text).pieces()) {
                assertThat(piece.text()).isNotEmpty();
                together.append(piece.text());
            }
            assertThat(together).hasToString(text);
        }
    }

    @Test
    void eachPieceStartsWhereANaiveCountSaysThatItDoes() {
        for (String text : texts()) {
            int line = 1;
            int column = text.startsWith("\uFEFF") ? 0 : 1;
            long offset = 0;
            for (Text.Piece piece : Text.of(text).pieces()) {
                assertThat(List.of(piece.line(), piece.column(), piece.offset()))
                        .isEqualTo(List.of(line, column, offset));
                for (int c : piece.text().codePoints().toArray()) {
                    line += c == '\n' ? 1 : 0;
                    column = c == '\n' ? 1 : column + 1;
                }
                offset += piece.text().getBytes(StandardCharsets.UTF_8).length;
            }
        }
    }

    @Test
    void thePiecesDoNotDependOnHowTheBytesArrive() {
        Random random = new Random(7);
        for (String text : texts()) {
            Text file = Text.of(text);
            List<Text.Piece> atOnce = Text.pieces(file.open());
            assertThat(Text.pieces(file.openInChunks(() -> 1))).isEqualTo(atOnce);
            assertThat(Text.pieces(file.openInChunks(() -> 1 + random.nextInt(7))))
                    .isEqualTo(atOnce);
        }
    }

    @Test
    void everyPlaceThatIsReportedIsInTheText() {
        for (String text : texts()) {
            int lines = (int) text.chars().filter(c -> c == '\n').count() + 1;
            SqlScript script = Text.of(text).parse();
            assertThat(script.problems())
                    .isSortedAccordingTo(Comparator.comparing(Problem::location))
                    .allMatch(problem ->
                            problem.location().line() >= 1 && problem.location().line() <= lines);
            assertThat(script.directives())
                    .allMatch(directive -> directive.location().line() <= lines);
        }
    }

    @Test
    void theReaderFindsTheStatementsThatTheScriptCounted() throws Exception {
        for (String text : texts()) {
            Text file = Text.of(text);
            SqlScript script = file.parse();
            if (!script.problems().isEmpty()) {
                continue;
            }
            for (SqlScript.Section section : script.sections()) {
                int count = 0;
                try (StatementReader reader = StatementReader.open(file, section, file.sha256())) {
                    for (SqlStatement statement = reader.next(); statement != null; statement = reader.next()) {
                        count++;
                    }
                }
                assertThat(count).as(text).isEqualTo(section.statements());
            }
        }
    }

    /** Buffers grow in powers of two: each token is laid across each such place, shifted by a byte at a time. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 'a''b;'",
                "E'a\\'b;'\n'c\\';'",
                "U&'d;'",
                "\"a\"\"b;\"",
                "U&\"d;\"",
                "$$a;$$",
                "$tag$;$ta$;$tag$",
                "$é$;$é$",
                "a$b$c",
                "SELECT -- c;\n 1",
                "SELECT /*/* ; */;**/ 1",
                "SELECT $1",
                "SELECT 'é日😀;'",
                "CREATE FUNCTION f() BEGIN ATOMIC SELECT CASE WHEN a THEN 1 END; END",
                "COPY t FROM '/a;b'"
            })
    void aTokenAcrossTheEndOfTheBufferIsStillOneToken(String statement) {
        int length = statement.getBytes(StandardCharsets.UTF_8).length;
        for (int boundary : new int[] {8 * 1024, 16 * 1024, 32 * 1024}) {
            for (int start = boundary - length - 1; start <= boundary + 1; start++) {
                String before = "x" + " ".repeat(start - 2) + ";";
                assertThat(Text.split(before + statement + ";y"))
                        .containsExactly("x" + " ".repeat(start - 2), statement, "y");
                String blank = " ".repeat(start);
                assertThat(Text.split(blank + statement + ";y")).containsExactly(statement, "y");
            }
        }
    }

    @Test
    void copyDataAcrossTheEndOfTheBufferAreWhole() {
        for (int boundary : new int[] {8 * 1024, 16 * 1024, 32 * 1024}) {
            for (int shift = -6; shift <= 6; shift++) {
                String data = "é".repeat((boundary + shift) / 2 - 30) + "\n1;2\n";
                String text =
                        "COPY t FROM STDIN; --" + "x".repeat(Math.floorMod(shift, 2)) + "\n" + data + "\\.\nSELECT 1;";
                assertThat(String.join("", Text.split(text)).replace("><", ""))
                        .isEqualTo("COPY t FROM STDIN<" + data + ">SELECT 1");
            }
        }
    }

    @Test
    void hostileTextsAreReadToTheirEndInLinearTime() {
        int n = 50_000;
        String directiveLikeComments = "-- migration of the table\n".repeat(n);
        List<String> texts = List.of(
                "SELECT " + "/*".repeat(n) + ";" + "*/".repeat(n),
                "/*".repeat(n),
                "SELECT " + "(".repeat(n) + ")".repeat(n),
                "(".repeat(n),
                "x".repeat(1 << 20),
                "SELECT $" + "a".repeat(1 << 19),
                "SELECT $" + "a".repeat(n) + "$" + ("$" + "a".repeat(100)).repeat(n / 100),
                "SELECT " + "$a ".repeat(n),
                "SELECT " + "E'a' \n ".repeat(n),
                "\\'\n".repeat(n),
                "\\$a\n".repeat(n),
                "SELECT 1\n" + directiveLikeComments,
                "SELECT 1\n" + directiveLikeComments + ", 2;",
                directiveLikeComments,
                "SELECT 1" + " -- m\n-- migrate: no-transaction".repeat(n / 10),
                "-- migrate: " + "x".repeat(1 << 19),
                "-- migrate: " + " ".repeat(1 << 19) + "x",
                "-".repeat(1 << 19),
                ";".repeat(n),
                "COPY t FROM STDIN;\n".repeat(n / 10) + "\n".repeat(n),
                "CREATE FUNCTION f() BEGIN ATOMIC " + "SELECT CASE ".repeat(n),
                "ALTER TABLE t " + "DETACH PARTITION x ".repeat(n) + "CONCURRENTLY;");
        for (String text : texts) {
            assertThat(Text.of(text).parse().sections()).isNotEmpty();
        }
    }

    @Test
    void aBrokenPieceIsReportedOnceAndTheRestOfTheTextStillRead() {
        assertThat(Text.of("SELECT 1 \\x;\nSELECT 2;").pieces())
                .extracting(Text.Piece::kind)
                .containsExactly(Kind.BROKEN, Kind.BETWEEN, Kind.STATEMENT);
    }
}
