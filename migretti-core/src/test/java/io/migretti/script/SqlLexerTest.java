package io.migretti.script;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.script.SqlLexer.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule with text that a splitter on semicolons gets wrong. */
class SqlLexerTest {

    /** That the first statement is all of the text up to its last semicolon, and {@code SELECT 2} comes next. */
    private static void isOneStatement(String statement) {
        assertThat(Text.split(statement + ";SELECT 2;")).containsExactly(statement, "SELECT 2");
    }

    @Nested
    class Strings {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SELECT 'a;b'",
                    "SELECT ''",
                    "SELECT 'it''s;'",
                    "SELECT ''''",
                    "SELECT 'a\n;\nb'",
                    "SELECT '-- no comment;'",
                    "SELECT '/* no comment;'",
                    "SELECT '$$;'",
                    "SELECT '\";'",
                    "SELECT 'é;日本;😀'",
                    "SELECT type'a;b'",
                    "SELECT _e'a;b'",
                })
        void holdSemicolonsQuotesAndComments(String statement) {
            isOneStatement(statement);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SELECT 'a\\'",
                    "SELECT N'a\\'",
                    "SELECT n'a;''\\'",
                    "SELECT B'01\\'",
                    "SELECT x'1F;\\'",
                    "SELECT U&'\\0061;\\'",
                    "SELECT u&'d!0061;' UESCAPE '!'"
                })
        void takeABackslashLiterallyInTheStandardForms(String statement) {
            isOneStatement(statement);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SELECT E'a\\';b'",
                    "SELECT e'\\\\'",
                    "SELECT E'\\\\\\';'",
                    "SELECT E'a''b\\';'",
                    "SELECT E''",
                    "SELECT e'\\';'"
                })
        void takeABackslashAsAnEscapeInTheEForm(String statement) {
            isOneStatement(statement);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SELECT 'a'\n'b;c'",
                    "SELECT E'a'\n'b\\';c'",
                    "SELECT E'a'  \n\t'b\\';c'",
                    "SELECT E'a' -- a comment; 'x\n'b\\';c'",
                    "SELECT E'a'\n-- a comment; 'x\n  'b\\';c'",
                    "SELECT E'a'\n'b\\''\n'c\\';'",
                    "SELECT E'a'\n'b'''",
                })
        void goOnBehindANewlineInTheFormOfTheirFirstPart(String statement) {
            isOneStatement(statement);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SELECT E'a' 'b\\'",
                    "SELECT E'a'/*\n*/'b\\'",
                    "SELECT E'a' || \n'b\\'",
                    "SELECT E'a'\n, 'b\\'",
                    "SELECT 'a'\n'b\\'"
                })
        void startAnewWithoutANewlineBetween(String statement) {
            isOneStatement(statement);
        }

        @Test
        void followTheSettingOfStandardConformingStringsWithinTheFile() {
            assertThat(Text.split("""
                                    SELECT 'a\\';
                                    SET standard_conforming_strings = off;
                                    SELECT 'a\\';b';
                                    SELECT N'a\\';b', B'0\\';
                                    SELECT 'a' 'b\\';c';
                                    set session Standard_Conforming_Strings to 'ON';
                                    SELECT 'a\\';
                                    SET LOCAL "standard_conforming_strings" = 0;
                                    SELECT 'a\\';b';
                                    RESET standard_conforming_strings;
                                    SELECT 'a\\';
                                    SET standard_conforming_strings TO f;
                                    SELECT '\\\\';
                                    RESET ALL;
                                    SELECT '\\'"""))
                    .containsExactly(
                            "SELECT 'a\\'",
                            "SET standard_conforming_strings = off",
                            "SELECT 'a\\';b'",
                            "SELECT N'a\\';b', B'0\\'",
                            "SELECT 'a' 'b\\';c'",
                            "set session Standard_Conforming_Strings to 'ON'",
                            "SELECT 'a\\'",
                            "SET LOCAL \"standard_conforming_strings\" = 0",
                            "SELECT 'a\\';b'",
                            "RESET standard_conforming_strings",
                            "SELECT 'a\\'",
                            "SET standard_conforming_strings TO f",
                            "SELECT '\\\\'",
                            "RESET ALL",
                            "SELECT '\\'");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"SELECT 'a; b", "SELECT E'a\\'; b'';", "SELECT E'a\\", "SELECT U&'a;", "SELECT E'a'\n'b;"})
        void thatNeverEndAreBroken(String text) {
            assertThat(Text.split("SELECT 1;" + text))
                    .containsExactly("SELECT 1", "broken: the string that starts here is never closed");
        }
    }

    @Nested
    class QuotedNames {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SELECT \"a;b\"",
                    "SELECT \"a\"\";b\"",
                    "SELECT \"';\"",
                    "SELECT \"--;\"",
                    "SELECT \"/*;\"",
                    "SELECT \"$$;\"",
                    "SELECT \"\\\"",
                    "SELECT U&\"d\\0061t;\\\"",
                    "SELECT u&\"d!0061;\" UESCAPE '!'",
                    "SELECT \"é;\".\"日本;\"",
                })
        void holdSemicolonsQuotesAndComments(String statement) {
            isOneStatement(statement);
        }

        @Test
        void thatNeverEndAreBroken() {
            assertThat(Text.split("SELECT \"a; b\"\";"))
                    .containsExactly("broken: the quoted name that starts here is never closed");
        }
    }

    @Nested
    class DollarQuotes {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "DO $$BEGIN x; END$$",
                    "DO $body$BEGIN x; $$;$$ END$body$",
                    "SELECT $é$;$é$, $日本_1$;$日本_1$",
                    "SELECT $a$ $b$ ; $A$ ; $b$ ; $a$",
                    "SELECT $a$ ; $ab$ ; $a $a$",
                    "SELECT $$ ' ; \" -- /* $$",
                    "SELECT $$ $ ; $1 ; $a$ ; $$",
                    "SELECT $a$$a;$aa$a$",
                    "SELECT $_$;$_$",
                    "SELECT $$$;$$$",
                    "SELECT 1$a$;$a$",
                    "SELECT '1'$$;$$",
                })
        void holdEverythingUpToTheSameTag(String statement) {
            isOneStatement(statement);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SELECT $1",
                    "SELECT $1, $2 WHERE a = $12",
                    "SELECT $1$ x",
                    "SELECT a$b$c",
                    "SELECT a$$",
                    "SELECT é$$",
                    "SELECT _$a$",
                    "SELECT $foo",
                    "SELECT $",
                    "SELECT $ $",
                    "SELECT $a b$",
                    "SELECT $a-b$",
                    "SELECT 1a$b$",
                })
        void doNotStartInParametersNamesAndLoneDollars(String statement) {
            isOneStatement(statement);
        }

        @ParameterizedTest
        @ValueSource(strings = {"DO $$ x;", "DO $a$ x; $A$;", "DO $a$ x; $a", "DO $$ x; $"})
        void thatNeverEndAreBroken(String text) {
            assertThat(Text.split(text)).containsExactly("broken: the dollar quote that starts here is never closed");
        }
    }

    @Nested
    class Comments {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SELECT 1 -- ; '\n, 2",
                    "SELECT 1 --\n, 2",
                    "SELECT 1 ---- ; \" $$ /*\n, 2",
                    "SELECT 1 /* ; ' */, 2",
                    "SELECT 1 /* /* ; */ ; */, 2",
                    "SELECT 1 /*/ ; */, 2",
                    "SELECT 1 /*/*/ ; */ ; */, 2",
                    "SELECT 1 /***/, 2",
                    "SELECT 1 /** ; **/, 2",
                    "SELECT 1 /* * / ; */, 2",
                    "SELECT 1 /* //* ; */ ; */, 2",
                    "SELECT 1 /* -- */, 2",
                    "SELECT 1 -- /*\n, 2",
                    "SELECT 1 /* $$ */, 2",
                    "SELECT 1/*;*/+/*;*/2",
                })
        void holdSemicolonsAndQuotesAndNestInBlocks(String statement) {
            isOneStatement(statement);
        }

        @Test
        void betweenStatementsAreNoPartOfThem() {
            assertThat(Text.split("-- a; b\nSELECT 1; /* c; */ SELECT 2 /* d; */; -- e;\n/* f */;;-- g\n;\n"))
                    .containsExactly("SELECT 1", "SELECT 2 /* d; */");
        }

        @Test
        void behindTheLastStatementAreNoPartOfItEvenWithoutASemicolon() {
            assertThat(Text.split("SELECT 1 /* a */ -- b\n-- c\n")).containsExactly("SELECT 1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"/* a", "/* a /* b */", "SELECT 1 /* a;", "/*/", "SELECT 1; /* a *"})
        void thatNeverEndAreBroken(String text) {
            assertThat(Text.split(text)).last().isEqualTo("broken: the comment that starts here is never closed");
        }

        @Test
        void onALineOfTheirOwnArePiecesOfTheirOwn() {
            assertThat(Text.of("-- a\n  -- b\nSELECT 1; -- c\n/* d */ -- e\n-- f")
                            .pieces())
                    .filteredOn(piece -> piece.kind() == Kind.COMMENT_LINE)
                    .extracting(Text.Piece::text)
                    .containsExactly("-- a", "-- b", "-- f");
        }

        @Test
        void behindASemicolonOnTheNextLineAreNotOnALineOfTheirOwn() {
            assertThat(Text.of("SELECT 1\n; -- a").pieces())
                    .extracting(Text.Piece::kind)
                    .containsExactly(Kind.STATEMENT, Kind.BETWEEN);
        }
    }

    @Nested
    class Operators {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "SELECT a -> 'b;' ->> 'c;'",
                    "SELECT a #- '{b;}'",
                    "SELECT @-@ a, |/ 25, ||/ 27",
                    "SELECT a <-> b, a - -1, a / 2, a */ b",
                    "SELECT a - - - b, a -/ b",
                    "SELECT a +-- ; comment\n b",
                    "SELECT a @-/* ; comment */ b",
                    "SELECT a */* ; comment */ b",
                    "SELECT a /-- ; comment\n b",
                    "SELECT a <--> ;\n b",
                    "SELECT a ? 'b;', a ?| b, a::text, :a, b[1:2]",
                    "SELECT {d ';'}",
                    "SELECT a` ';'",
                })
        void endWhereACommentStartsAndNowhereElse(String statement) {
            isOneStatement(statement);
        }
    }

    @Nested
    class Parentheses {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "CREATE RULE r AS ON UPDATE TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b;)",
                    "CREATE RULE r AS ON UPDATE TO t DO ALSO (SELECT ')'; SELECT \")\"; SELECT $$)$$; /* ) */ SELECT 1 -- )\n)",
                    "SELECT ((1);(2))",
                    "SELECT 1)",
                })
        void holdSemicolons(String statement) {
            isOneStatement(statement);
        }

        @Test
        void thatAreNeverClosedAreBroken() {
            assertThat(Text.split("SELECT (1; SELECT (2);"))
                    .containsExactly("broken: the parenthesis that opens here is not closed before the statement ends");
        }

        @Test
        void thatAreNotClosedBeforeTheNextSectionAreBrokenThere() {
            assertThat(Text.split("-- migrate: up\nSELECT (1;\n-- migrate: down\nSELECT 2;"))
                    .containsExactly(
                            "broken: the parenthesis that opens here is not closed before the statement ends",
                            "SELECT 2");
        }
    }

    @Nested
    class Bodies {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT 2; END",
                    "create or replace function f() returns int begin atomic select 1; end",
                    "CREATE OR /* ; */ REPLACE -- ;\n PROCEDURE p(a int) LANGUAGE sql BEGIN /* ; */ ATOMIC\nINSERT INTO t VALUES (1); END",
                    "CREATE PROCEDURE p() BEGIN ATOMIC END",
                    "CREATE PROCEDURE p() BEGIN ATOMIC ; ;END",
                    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN a THEN CASE b WHEN 1 THEN 2 END ELSE 3 END; SELECT 4; END",
                    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT (CASE WHEN a THEN ';' END); SELECT 4; END",
                    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 AS end, 2 AS case, 3 AS begin; SELECT 4; END",
                    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1 end; SELECT t.end, t.case FROM t; SELECT 4; END",
                    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT \"end\"; SELECT ending, append; SELECT 'END;'; /* END; */ SELECT 4; END",
                    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT $1; RETURN $2; END",
                    "CREATE FUNCTION begin() RETURNS int BEGIN ATOMIC SELECT 1; END",
                    "CREATE FUNCTION atomic(begin int, atomic int) RETURNS int LANGUAGE sql AS $$ SELECT 1; $$",
                })
        void holdStatements(String statement) {
            isOneStatement(statement);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "CREATE FUNCTION begin() RETURNS int LANGUAGE sql RETURN 1",
                    "CREATE FUNCTION f() RETURNS int LANGUAGE sql RETURN CASE WHEN true THEN 1 END",
                    "CREATE FUNCTION f(begin int DEFAULT 1) RETURNS int LANGUAGE sql AS 'begin atomic'",
                    "CREATE FUNCTION \"begin\"() RETURNS int LANGUAGE sql RETURN atomic()",
                    "CREATE TABLE t (begin int, atomic int)",
                    "CREATE TABLE begin (a int)",
                    "CREATE VIEW v AS SELECT a.begin atomic FROM a",
                    "CREATE TABLE function (a int)",
                    "SELECT begin atomic",
                    "BEGIN",
                    "BEGIN ATOMIC",
                    "END",
                })
        void beginOnlyInARoutineAndWithAtomic(String statement) {
            isOneStatement(statement);
        }

        @Test
        void endBeforeTheNextFunction() {
            String f = "CREATE FUNCTION f() RETURNS int\nBEGIN ATOMIC\n SELECT CASE WHEN true THEN 1 END;\nEND";
            String g = "CREATE PROCEDURE g()\nBEGIN ATOMIC\n SELECT 1;\nEND";
            assertThat(Text.split(f + ";\n\n" + g + ";\n" + f)).containsExactly(f, g, f);
        }

        @Test
        void thatNeverEndAreBroken() {
            assertThat(Text.split(
                            "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN a THEN 1 END;"))
                    .containsExactly("broken: the BEGIN ATOMIC body that starts here has no END");
        }
    }

    @Nested
    class CopyData {

        @Test
        void areWhateverStandsBeforeTheirEnd() {
            String data = "1;'\t$$\n-- migrate: down\n/* \"\n\\N\n \\.\n\\. \na\\.\n\\..\n\n";
            assertThat(Text.split("COPY t FROM STDIN;\n" + data + "\\.\nSELECT 1;"))
                    .containsExactly("COPY t FROM STDIN", "<" + data + ">", "SELECT 1");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "COPY t FROM STDIN",
                    "copy t from stdin",
                    "COPY public.t (a, \"b;\") FROM stdin",
                    "COPY t FROM STDIN WITH (FORMAT csv, DELIMITER ';', QUOTE '''')",
                    "COPY t FROM STDIN CSV HEADER",
                    "COPY BINARY t FROM STDIN",
                    "COPY t\nFROM -- ;\n /* ; */ STDIN WHERE (a > 1)",
                    "COPY \"from\" FROM STDIN",
                    "COPY t FROM STDOUT",
                })
        void followEveryFormOfCopyFromStdin(String statement) {
            assertThat(Text.split(statement + ";\na;b\n\\.\nSELECT 1;"))
                    .containsExactly(statement, "<a;b\n>", "SELECT 1");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "COPY t TO STDOUT",
                    "COPY (SELECT ';' FROM stdin) TO STDOUT",
                    "COPY t FROM 'stdin;'",
                    "COPY t FROM PROGRAM 'cat;'",
                    "COPY t FROM '/tmp/f' (FORMAT csv)",
                    "SELECT copy FROM stdin",
                    "COPY t (a) TO 'from stdin'",
                })
        void followNoOtherStatement(String statement) {
            isOneStatement(statement);
        }

        @ParameterizedTest
        @ValueSource(strings = {"", " ", "\t", " -- a; comment", "/* a; */", " /* a */ -- b"})
        void startOnTheLineBehindTheSemicolonAndItsComments(String rest) {
            assertThat(Text.split("COPY t FROM STDIN;" + rest + "\n  1\n\\.\n"))
                    .containsExactly("COPY t FROM STDIN", "<  1\n>");
        }

        @ParameterizedTest
        @ValueSource(strings = {"SELECT 1;", ";", "1\t2", " /* a\n*/", "'"})
        void mayNotStandBehindTheSemicolon(String rest) {
            assertThat(Text.split("COPY t FROM STDIN; " + rest + "\n1'\n\\.\nSELECT 2;"))
                    .startsWith("COPY t FROM STDIN", "broken: text follows COPY … FROM STDIN on the same line")
                    .endsWith("SELECT 2");
        }

        @Test
        void mayBeEmpty() {
            assertThat(Text.split("COPY t FROM STDIN;\n\\.\nCOPY u FROM STDIN;\n\\."))
                    .containsExactly("COPY t FROM STDIN", "COPY u FROM STDIN");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\n", "\n1;2", "\n1\n2\n", "\n\\", "\n\\N"})
        void mayEndWithTheText(String data) {
            List<String> sent = Text.split("COPY t FROM STDIN;" + data);
            assertThat(sent.get(0)).isEqualTo("COPY t FROM STDIN");
            assertThat(String.join("", sent.subList(1, sent.size())))
                    .isEqualTo(data.length() < 2 ? "" : "<" + data.substring(1) + ">");
        }

        @Test
        void ofACopyWithoutASemicolonDoNotExist() {
            assertThat(Text.split("COPY t FROM STDIN\n")).containsExactly("COPY t FROM STDIN");
        }

        @Test
        void comeInChunksOfWholeLines() {
            String line = "x".repeat(1000) + "\n";
            List<Text.Piece> data = Text.of("COPY t FROM STDIN;\n" + line.repeat(100) + "\\.\n").pieces().stream()
                    .filter(piece -> piece.kind() == Kind.COPY_DATA)
                    .toList();
            assertThat(data)
                    .hasSizeGreaterThan(5)
                    .allMatch(chunk -> chunk.text().endsWith("\n"));
            assertThat(data.get(1).line()).isEqualTo(2 + data.get(0).text().length() / line.length());
        }
    }

    @Nested
    class PsqlCommands {

        @Test
        void ofPgDumpAreSkipped() {
            String dump = """
                    --
                    -- PostgreSQL database dump
                    --

                    \\restrict Kx;'7

                    SET standard_conforming_strings = on;
                    SELECT pg_catalog.set_config('search_path', '', false);

                    CREATE FUNCTION public.f() RETURNS void
                        LANGUAGE plpgsql
                        AS $$
                    BEGIN
                      NULL;
                    END;
                    $$;

                    COPY public.t (id, name) FROM stdin;
                    1\ta;b
                    \\.


                    SELECT pg_catalog.setval('public.t_id_seq', 1, true);

                    \\unrestrict Kx;'7

                    """;
            assertThat(Text.split(dump))
                    .containsExactly(
                            "SET standard_conforming_strings = on",
                            "SELECT pg_catalog.set_config('search_path', '', false)",
                            "CREATE FUNCTION public.f() RETURNS void\n    LANGUAGE plpgsql\n    AS $$\nBEGIN\n  NULL;\nEND;\n$$",
                            "COPY public.t (id, name) FROM stdin",
                            "<1\ta;b\n>",
                            "SELECT pg_catalog.setval('public.t_id_seq', 1, true)");
            assertThat(Text.of(dump).problems()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\\i file.sql",
                    "\\RESTRICT x",
                    "\\restricted x",
                    "\\unrestrict2",
                    "\\d 'a;",
                    "\\",
                    "\\.",
                    "\\copy t from 'x' \""
                })
        void ofAnyOtherKindAreUnknown(String command) {
            assertThat(Text.split(command + "\nSELECT 1;")).containsExactly("psql: " + command, "SELECT 1");
        }

        @Test
        void areBrokenWithinAStatement() {
            assertThat(Text.split("SELECT 1 \\gx\n;SELECT 2;"))
                    .containsExactly(
                            "broken: a backslash outside quotes, which only psql understands, stands in a statement",
                            "SELECT 2");
        }
    }

    @Nested
    class Texts {

        @Test
        void mayBeEmptyOrHoldNoStatement() {
            assertThat(Text.split("")).isEmpty();
            assertThat(Text.split(" \n\t")).isEmpty();
            assertThat(Text.split(";;; ;\n;")).isEmpty();
            assertThat(Text.split("-- a")).isEmpty();
            assertThat(Text.split("\uFEFF")).isEmpty();
        }

        @Test
        void mayStartWithAByteOrderMark() {
            assertThat(Text.of("\uFEFFSELECT 1;").pieces())
                    .containsExactly(
                            new Text.Piece(Kind.BETWEEN, "\uFEFF", 1, 0, 0),
                            new Text.Piece(Kind.STATEMENT, "SELECT 1;", 1, 1, 3));
            assertThat(Text.split("\uFEFF-- migrate: up\nSELECT 1;")).containsExactly("SELECT 1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"\n", "\r\n", "\r"})
        void mayHaveAnyLineEnds(String lineEnd) {
            String text = "SELECT 1 -- ;\n, E'a'\n'\\';';\nCOPY t FROM STDIN;\n1;\n\\.\nSELECT 2;";
            assertThat(Text.split(text.replace("\n", lineEnd)))
                    .containsExactly("SELECT 1 -- ;\n, E'a'\n'\\';'", "COPY t FROM STDIN", "<1;\n>", "SELECT 2");
        }

        @Test
        void areNumberedInLinesAndCodePoints() {
            assertThat(Text.of("'é😀'; SELECT '日\n本'; x\n  y;").pieces())
                    .containsExactly(
                            new Text.Piece(Kind.STATEMENT, "'é😀';", 1, 1, 0),
                            new Text.Piece(Kind.BETWEEN, " ", 1, 6, 9),
                            new Text.Piece(Kind.STATEMENT, "SELECT '日\n本';", 1, 7, 10),
                            new Text.Piece(Kind.BETWEEN, " ", 2, 4, 27),
                            new Text.Piece(Kind.STATEMENT, "x\n  y;", 2, 5, 28));
        }

        @Test
        void endTheirStatementsWithTheSection() {
            assertThat(
                            Text.split(
                                    "-- migrate: up\nSELECT 1\n-- migrate: no-transaction\n, 2 -- migrate: down\n\n-- migrate: down x\nSELECT 3"))
                    .containsExactly("SELECT 1\n-- migrate: no-transaction\n, 2", "SELECT 3");
        }

        @Test
        void tellWhichStatementsNeedACloserLook() throws Exception {
            SqlLexer lexer = new SqlLexer(Text.of(
                            "BEGIN;create unique index/**/concurrently i on t (a);ALTER TABLE a DETACH PARTITION b CONCURRENTLY;"
                                    + "ALTER TABLE a DETACH PARTITION b;REINDEX TABLE CONCURRENTLY t;SAVEPOINT s;COPY t FROM STDIN")
                    .open());
            List<StatementKind> kinds = new ArrayList<>();
            while (lexer.advance()) {
                kinds.add(lexer.statementKind());
            }
            assertThat(kinds)
                    .containsExactly(
                            StatementKind.TRANSACTION_CONTROL,
                            StatementKind.OUTSIDE_TRANSACTION,
                            StatementKind.OUTSIDE_TRANSACTION,
                            StatementKind.ORDINARY,
                            StatementKind.OUTSIDE_TRANSACTION,
                            StatementKind.SAVEPOINT,
                            StatementKind.COPY_FROM_STDIN);
        }
    }
}
