package io.migretti.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.script.SqlResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScriptsTest {

    private final List<io.migretti.script.Problem> problems = new ArrayList<>();

    private Optional<Scripts> parse(String text) {
        problems.clear();
        return Scripts.parse(
                new Migration.Sql(new MigrationId("01"), "name", new Checksum("x"), new Text("01_name.sql", text)),
                problems);
    }

    private List<String> problems(String text) {
        assertThat(parse(text)).as("refused").isEmpty();
        return problems.stream()
                .filter(io.migretti.script.Problem::isError)
                .map(Object::toString)
                .toList();
    }

    private record Text(String location, String text) implements SqlResource {
        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void readsEverythingThatAFileCanSay() throws IOException {
        Scripts scripts = parse("""
                        -- migration: Add users
                        -- id: 01
                        -- migrate: no-transaction
                        -- migrate: lock-timeout 2s
                        -- migrate: statement-timeout 10min
                        -- migrate: allow drop-column because nobody reads it any more

                        -- migrate: up
                        CREATE INDEX CONCURRENTLY a ON b (c);
                        VACUUM b

                        -- migrate: down
                        DROP INDEX CONCURRENTLY a;
                        """).orElseThrow();

        assertThat(problems).isEmpty();
        assertThat(scripts.title()).isEqualTo("Add users");
        assertThat(scripts.transactional()).isFalse();
        assertThat(scripts.irreversible()).isFalse();
        assertThat(scripts.lockTimeout()).hasValue(Duration.ofSeconds(2));
        assertThat(scripts.statementTimeout()).hasValue(Duration.ofMinutes(10));
        assertThat(scripts.up().statements()).isEqualTo(2);
        assertThat(scripts.down().orElseThrow().statements()).isEqualTo(1);
        assertThat(scripts.allowances())
                .singleElement()
                .satisfies(allowance -> assertThat(allowance.rule() + ": " + allowance.reason())
                        .isEqualTo("drop-column: nobody reads it any more"));
        assertThat(scripts.portableDown()).hasValue("""
                        -- migrate: no-transaction
                        -- migrate: lock-timeout 2s
                        -- migrate: statement-timeout 10min
                        -- migrate: down
                        DROP INDEX CONCURRENTLY a;
                        """);
    }

    @Test
    void downMayComeFirst() {
        Scripts scripts = parse("-- migrate: down\nSELECT 2;\nSELECT 3;\n-- migrate: up\nSELECT 1;")
                .orElseThrow();
        assertThat(scripts.up().statements()).isEqualTo(1);
        assertThat(scripts.down().orElseThrow().statements()).isEqualTo(2);
    }

    @Test
    void warnsOfAMissingDownUnlessItIsMissingOnPurpose() {
        parse("-- migrate: up\nSELECT 1;");
        assertThat(problems)
                .extracting(Object::toString)
                .containsExactly(
                        "01_name.sql: there are no statements to roll it back. Next: write them under `-- migrate:"
                                + " down`, or write `-- migrate: irreversible`.");
        parse("-- migrate: up\nSELECT 1;\n-- migrate: irreversible");
        assertThat(problems).isEmpty();
    }

    @Test
    void needsExactlyOneUpWithAStatement() {
        assertThat(problems("-- nothing\n"))
                .containsExactly(
                        "01_name.sql: there is no `-- migrate: up`. Next: write it on a line of its own before the"
                                + " statements that apply the change.");
        assertThat(problems("SELECT 1;\n"))
                .containsExactly(
                        "01_name.sql:1:1: a statement stands before the first section. Next: write `-- migrate: up`"
                                + " on a line of its own before it.");
        assertThat(problems("-- migrate: up\n-- only a comment\n;\n-- migrate: down\nSELECT 1;"))
                .containsExactly(
                        "01_name.sql:1:1: the section `up` holds no statement. Next: write at least one statement"
                                + " behind `-- migrate: up`, or delete the file if it has not been applied anywhere.");
        assertThat(problems("-- migrate: up\nSELECT 1;\n-- migrate: up\nSELECT 2;"))
                .containsExactly(
                        "01_name.sql:3:1: `-- migrate: up` stands here again, it is in line 1 already. Next: make"
                                + " one section of the two.");
    }

    @Test
    void refusesWhatPythonWouldSilentlyMisread() {
        assertThat(problems("-- id: 02\nDROP TABLE x;\n-- migrate: up\nSELECT 1;\n-- migrate: dwon\nSELECT 2;"))
                .containsExactly(
                        "01_name.sql:1:1: `-- id: 02` differs from the id in the file's name, 01. Next: write `-- id: 01`,"
                                + " or rename the file if it has not been applied anywhere.",
                        "01_name.sql:2:1: a statement stands before the first section. Next: write `-- migrate: up` on a"
                                + " line of its own before it.",
                        "01_name.sql:5:1: `dwon` is not a directive. Next: write `-- migrate: down` if that is meant.");
    }

    @Test
    void refusesStatementsWhereTheyCannotRun() {
        assertThat(problems("-- migrate: up\nVACUUM a;\nBEGIN;\nSAVEPOINT s;\nROLLBACK TO s;\nEND"))
                .containsExactly(
                        "01_name.sql:2:1: `VACUUM a` cannot run inside a transaction block. Next: write `-- migrate:"
                                + " no-transaction` in the file, best with this statement alone in it.",
                        "01_name.sql:3:1: `BEGIN` begins or ends a transaction, which would outlive a rollback of the"
                                + " migration. Next: take it out; each migration runs in a transaction of its own.",
                        "01_name.sql:6:1: `END` begins or ends a transaction, which would outlive a rollback of the"
                                + " migration. Next: take it out; each migration runs in a transaction of its own.");
        assertThat(problems("-- migrate: no-transaction\n-- migrate: up\nSAVEPOINT s;\nCOMMIT;"))
                .containsExactly(
                        "01_name.sql:3:1: `SAVEPOINT s` needs a transaction, and the file says `no-transaction`. Next: take"
                                + " one of them out.",
                        "01_name.sql:4:1: `COMMIT` begins or ends a transaction, which would outlive a rollback of the"
                                + " migration. Next: take it out; statements that belong together go into a migration"
                                + " without `-- migrate: no-transaction`.");
        assertThat(problems("-- migrate: up\nSELECT 1;\n-- migrate: down\nDROP INDEX CONCURRENTLY i;"))
                .containsExactly(
                        "01_name.sql:4:1: `DROP INDEX CONCURRENTLY i` cannot run inside a transaction block. Next:"
                                + " write `-- migrate: no-transaction` in the file, best with this statement alone in it.");
    }

    @Test
    void refusesMalformedArguments() {
        assertThat(problems("""
                        -- migrate: up
                        SELECT 1;
                        -- migrate: lock-timeout 2
                        -- migrate: statement-timeout soon
                        -- migrate: allow drop-column
                        -- migrate: irreversible
                        -- migrate: irreversible
                        -- migrate: down
                        SELECT 2;"""))
                .containsExactly(
                        "01_name.sql:3:1: `2` is not a time. Next: write a whole number and its unit (ms, s, min, h or d),"
                                + " as in `-- migrate: lock-timeout 2s`.",
                        "01_name.sql:4:1: `soon` is not a time. Next: write a whole number and its unit (ms, s, min, h or"
                                + " d), as in `-- migrate: statement-timeout 2s`.",
                        "01_name.sql:5:1: `-- migrate: allow` needs a rule and a reason. Next: write `-- migrate: allow"
                                + " <rule> because <reason>`.",
                        "01_name.sql:6:1: the file says `irreversible` and has statements under `-- migrate: down`. Next:"
                                + " take one of them out.",
                        "01_name.sql:7:1: `-- migrate: irreversible` stands here again, it is in line 6 already. Next: take"
                                + " one of them out.");
    }

    @Test
    void anUnterminatedQuoteIsReportedWhereItOpensAndNothingElse() {
        assertThat(problems("-- migrate: up\nSELECT 'abc;\n-- migrate: down\nSELECT 2;"))
                .containsExactly("01_name.sql:2:8: the string that starts here is never closed. Next: close it.");
    }
}
