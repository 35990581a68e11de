package io.migretti.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectiveTest {

    private static List<String> found(String text) {
        return Text.of(text).parse().directives().stream()
                .map(d -> (d.name() + " " + d.argument()).strip() + " @"
                        + d.location().line() + ":" + d.location().column())
                .toList();
    }

    /** The one problem of a file that holds a comment line, without its place. */
    private static String problem(String comment) {
        SqlScript script = Text.of("SELECT 1;\n" + comment + "\nSELECT 2;\n").parse();
        assertThat(script.directives()).isEmpty();
        assertThat(script.problems()).hasSize(1);
        Problem problem = script.problems().get(0);
        assertThat(problem.isError()).isTrue();
        assertThat(problem.location().line()).isEqualTo(2);
        return problem.what() + ". Next: " + problem.next();
    }

    @Test
    void eachIsReadWithItsArgumentAndPlace() {
        assertThat(found("""
                                -- migrate: no-transaction
                                -- migrate: irreversible
                                -- migrate: lock-timeout 2s
                                -- migrate: statement-timeout   10min\t
                                -- migrate: allow drop-column because nobody reads it: since May
                                -- migrate: up
                                  -- migrate: down
                                """))
                .containsExactly(
                        "no-transaction @1:1",
                        "irreversible @2:1",
                        "lock-timeout 2s @3:1",
                        "statement-timeout 10min @4:1",
                        "allow drop-column because nobody reads it: since May @5:1",
                        "up @6:1",
                        "down @7:3");
    }

    @Test
    void aRemarkBehindTheNameHasNoMeaning() {
        assertThat(found("-- migrate: up (adds the users)\n-- migrate: down: the way back\n-- migrate: down and out\n"))
                .containsExactly("up (adds the users) @1:1", "down and out @3:1");
    }

    @Test
    void oneWithinAStatementIsReadWhereItStands() {
        assertThat(found("SELECT 1,\n  -- migrate: no-transaction\n  2;\nSELECT (\n-- migrate: lock-timeout 1s\n3)"))
                .containsExactly("no-transaction @2:3", "lock-timeout 1s @5:1");
    }

    @Test
    void oneBehindALastStatementWithoutSemicolonIsReadOnce() {
        assertThat(found("SELECT 1\n-- migrate: no-transaction\n\n-- migrate: irreversible"))
                .containsExactly("no-transaction @2:1", "irreversible @4:1");
    }

    /** Both ask: the outline of the file, and the lexer when it looks for the end of the statement before. */
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\u00A0", "\u3000x", " x"})
    void aSectionEndsTheStatementBeforeItWhateverStandsBehindItsName(String rest) {
        assertThat(Text.split("SELECT 1\n-- migrate: down" + rest + "\nSELECT 2"))
                .containsExactly("SELECT 1", "SELECT 2");
        assertThat(found("SELECT 1\n-- migrate: down" + rest + "\nSELECT 2")).hasSize(1);
    }

    @Test
    void oneInABrokenStatementIsStillRead() {
        assertThat(found("SELECT 1\n-- migrate: no-transaction\n'")).containsExactly("no-transaction @2:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT '\n-- migrate: up\n';",
                "SELECT E'\\'\n-- migrate: dwon\n';",
                "SELECT \"\n-- migrate: up\n\";",
                "SELECT $$\n-- migrate: dwon\n$$;",
                "DO $a$\n-- migrate: down\n$$\n-- migrate: up\n$a$;",
                "/*\n-- migrate: down\n*/",
                "/* /* */\n-- migrate: down\n*/ SELECT 1;",
                "COPY t FROM STDIN;\n-- migrate: dwon\n-- migrate: down\n\\.\n",
            })
    void onesInStringsCommentsDollarQuotesAndDataAreNone(String text) {
        assertThat(found(text)).isEmpty();
        assertThat(Text.of(text).problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- migrate the users",
                "-- migrate up the users, then down",
                "-- migrate",
                "-- migrated: the users",
                "-- Migration: up",
                "-- migrations: down",
                "-- note: migrate: up",
                "-- we migrate: up and down",
                "-- up",
                "-- mitigate: risks",
                "-- mode: down",
                "--",
                "-- ",
                "---------------- migrate the users ------------",
                "/* migrate: up */",
            })
    void proseIsNoDirective(String comment) {
        assertThat(found(comment + "\nSELECT 1;\n" + comment)).isEmpty();
        assertThat(Text.of(comment + "\nSELECT 1;\n" + comment).problems()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "dwon, down",
        "donw, down",
        "don, down",
        "ip, up",
        "upp, up",
        "UP, up",
        "Down, down",
        "up;, up",
        "no_transaction, no-transaction",
        "notransaction, no-transaction",
        "NO-TRANSACTION, no-transaction",
        "no-transactions, no-transaction",
        "ireversible, irreversible",
        "lock_timeout, lock-timeout",
        "statment-timeout, statement-timeout",
        "alow, allow",
    })
    void aTypoIsReportedWithTheNearestName(String typo, String nearest) {
        assertThat(problem("-- migrate: " + typo))
                .isEqualTo("`" + typo + "` is not a directive. Next: write `-- migrate: " + nearest
                        + "` if that is meant");
    }

    @Test
    void anUnknownNameIsReportedWithAllThereAre() {
        assertThat(problem("-- migrate: whatever"))
                .isEqualTo("`whatever` is not a directive. Next: use one of up, down, irreversible, no-transaction, "
                        + "lock-timeout, statement-timeout, allow");
        assertThat(problem("-- migrate:"))
                .isEqualTo("the directive has no name. Next: use one of up, down, irreversible, no-transaction, "
                        + "lock-timeout, statement-timeout, allow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- migrate up",
                "--migrate: down",
                "-- migrate:down",
                "-- migrate:  up",
                "--  migrate: up",
                "-- Migrate: up",
                "-- MIGRATE: down",
                "-- migrate : down",
                "--- migrate: down",
                "--\tmigrate: up",
                "--\u00A0migrate: down",
                "-- migrate:\u00A0up",
                "-- migrate UP",
                "-- migrat: down",
                "-- migrte: up",
                "-- migrates: down",
                "-- mirgate: up x"
            })
    void oneThatIsWrittenOtherwiseIsReportedWithTheRightForm(String comment) {
        String name = comment.toLowerCase(Locale.ROOT).contains("down") ? "down" : "up";
        assertThat(problem(comment))
                .isEqualTo("`" + comment
                        + "` looks like a directive but is not written like one. Next: write `-- migrate: " + name
                        + "`");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- migrate: up down",
                "-- migrate: up irreversible",
                "-- migrate: down no-transaction",
                "-- migrate: no-transaction lock-timeout 2s",
                "-- migrate: up ireversible"
            })
    void twoInOneLineAreReported(String comment) {
        assertThat(problem(comment))
                .isEqualTo("`" + comment + "` holds two directives. Next: write each directive on a line of its own");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; -- migrate: down\nSELECT 2;",
                "SELECT 1 -- migrate: down\n;SELECT 2;",
                "SELECT 1 -- migrate: down",
                "/* x */ -- migrate: down\nSELECT 2;",
                "SELECT 1\n; -- migrate: down",
                "COPY t FROM STDIN; -- migrate: down\n\\.\n",
                "SELECT 1 -- migrate: down\n'",
            })
    void oneBehindOtherTextIsReportedAndBeginsNoSection(String text) {
        SqlScript script = Text.of(text).parse();
        assertThat(script.directives()).isEmpty();
        assertThat(script.problems().get(0).toString())
                .endsWith(
                        ": `-- migrate: down` stands behind other text on its line. Next: write the directive on a line of its own.");
    }

    @Test
    void aTypoBehindOtherTextIsReportedAndProseThereIsNot() {
        assertThat(Text.of("SELECT 1; -- migrate: dwon\nSELECT 2; -- migrate up")
                        .problems())
                .containsExactly(
                        "V.sql:1:11: `dwon` is not a directive. Next: write `-- migrate: down` if that is meant.");
    }

    @Test
    void aMessageShowsOnlyTheStartOfALongComment() {
        assertThat(problem("-- migrate: up down " + "x".repeat(1000)))
                .startsWith("`-- migrate: up down xxx")
                .contains("x …` holds two directives");
    }
}
