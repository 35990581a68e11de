package io.migretti.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.history.EntryStatus;
import io.migretti.history.History;
import io.migretti.history.HistoryEntry;
import io.migretti.migration.Catalog;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
import io.migretti.migration.MigrationSource;
import io.migretti.migration.Slug;
import io.migretti.script.SqlResource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files may become one, and what the one is; without a database and without writing it. */
class SquashDecisionTest {

    private static final Squash.Name NAME = new Squash.Name(new MigrationId("99"), new Slug("all_of_it"), "All of it");

    @TempDir
    Path directory;

    private final List<HistoryEntry> rows = new ArrayList<>();
    private final List<MigrationSource> elsewhere = new ArrayList<>();
    private final List<Path> furtherDirectories = new ArrayList<>();
    private final List<Migration.Code> classes = new ArrayList<>();

    private String file(String name, String text) throws IOException {
        Path file = directory.resolve(name + ".sql");
        Files.writeString(file, text);
        return file.toString();
    }

    private String up(String name, String statements) throws IOException {
        return file(name, "-- migrate: up\n" + statements + "\n-- migrate: down\nSELECT '" + name + "';\n");
    }

    private Squash squash() {
        List<MigrationSource> sources = new ArrayList<>(elsewhere);
        sources.add(MigrationSource.directory(directory));
        List<Path> directories = new ArrayList<>(furtherDirectories);
        directories.add(directory);
        return Squash.of(
                NAME, Request.Apply.everything(), Catalog.of(sources, classes), new History(rows), directories);
    }

    private static String text(Squash squash) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        squash.writeTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static SqlResource written(String text) {
        return new SqlResource() {
            @Override
            public String location() {
                return "99_all_of_it.sql";
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    private static List<String> refusals(Squash squash) {
        assertThat(squash.isExecutable()).isFalse();
        assertThat(squash.sources()).isEmpty();
        assertThat(squash.directory()).isEmpty();
        return squash.refusals().stream()
                .map(refusal -> refusal.what() + " | " + refusal.next())
                .toList();
    }

    @Test
    void goesUpInOrderAndDownInReverse() throws IOException {
        up("01_a", "SELECT 1;");
        rows.add(new HistoryEntry(
                new MigrationId("01"), "a", Instant.EPOCH, Optional.empty(), EntryStatus.APPLIED, OptionalInt.empty()));
        up("02_b", "SELECT 2");
        up("03_c", "COPY t FROM STDIN;\nrow\n\\.");

        Squash squash = squash();

        assertThat(squash.refusals()).isEmpty();
        assertThat(squash.isExecutable()).isTrue();
        assertThat(squash.directory()).contains(directory);
        assertThat(squash.fileNames()).containsExactly("02_b.sql", "03_c.sql");
        assertThat(squash.withoutDown()).isEmpty();
        assertThat(squash).hasToString("02_b.sql, 03_c.sql → 99_all_of_it.sql");
        assertThat(text(squash)).isEqualTo("""
                -- migration: All of it
                -- id: 99

                -- migrate: up

                -- Source: 02_b.sql
                SELECT 2;

                -- Source: 03_c.sql
                COPY t FROM STDIN;
                row
                \\.

                -- migrate: down

                -- Source: 03_c.sql
                SELECT '03_c';

                -- Source: 02_b.sql
                SELECT '02_b';
                """);
    }

    @Test
    void hasNoDownIfOneSourceHasNone() throws IOException {
        file("01_a", """
                -- migrate: lock-timeout 3s
                -- migrate: statement-timeout 1min
                -- migrate: allow x because y
                -- migrate: up
                SELECT 1;
                """);
        file("02_b", """
                -- migrate: lock-timeout 3s
                -- migrate: statement-timeout 1min
                -- migrate: allow x because y
                -- migrate: allow x because z
                -- migrate: up
                SELECT 2;
                -- migrate: down
                SELECT 3;
                """);

        Squash squash = squash();

        assertThat(squash.withoutDown()).containsExactly("01_a.sql");
        assertThat(text(squash)).isEqualTo("""
                -- migration: All of it
                -- id: 99
                -- migrate: lock-timeout 3s
                -- migrate: statement-timeout 1min
                -- migrate: allow x because y
                -- migrate: allow x because z
                -- Without a down: 01_a.sql
                -- migrate: irreversible

                -- migrate: up

                -- Source: 01_a.sql
                SELECT 1;

                -- Source: 02_b.sql
                SELECT 2;
                """);
        assertThat(squash.isIn(written(text(squash)))).isTrue();
        assertThat(squash.isIn(written(text(squash) + "-- migrate: down\nSELECT 3;\n")))
                .isFalse();
    }

    @Test
    void knowsItsOwnFileFromEveryOther() throws IOException {
        up("01_a", "SELECT 1;\nCOPY t FROM STDIN;\none\ntwo\n\\.");
        up("02_b", "SELECT 2;");
        Squash squash = squash();
        String text = text(squash);
        assertThat(squash.isIn(written(text))).isTrue();

        assertThat(squash.isIn(written(text.replace("SELECT 1;", "SELECT 8;")))).isFalse();
        assertThat(squash.isIn(written(text.replace("SELECT 2;", "")))).isFalse();
        assertThat(squash.isIn(written(text.replace("SELECT 2;", "SELECT 2; SELECT 9;"))))
                .isFalse();
        assertThat(squash.isIn(written(text.replace("two\n", "tow\n")))).isFalse();
        assertThat(squash.isIn(written(text.replace("two\n", "")))).isFalse();
        assertThat(squash.isIn(written(text.replace("two\n", "two\nthree\n")))).isFalse();
        assertThat(squash.isIn(written(text.replace("one\ntwo\n", "")))).isFalse();
        assertThat(squash.isIn(written(text.replace("'01_a'", "'01_x'")))).isFalse();
        assertThat(squash.isIn(written(text.substring(0, text.indexOf("-- migrate: down")))))
                .isFalse();
        assertThat(squash.isIn(written("COMMIT;"))).isFalse();
    }

    @Test
    void knowsItsOwnFileWithMoreDataThanFitsIntoOnePiece() throws IOException {
        String data = "some data\n".repeat(40_000);
        up("01_a", "COPY t FROM STDIN;\n" + data + "\\.");
        up("02_b", "SELECT 2;");
        Squash squash = squash();
        String text = text(squash);
        assertThat(squash.isIn(written(text))).isTrue();
        assertThat(squash.isIn(written(text.replaceFirst("some data", "same data"))))
                .isFalse();
    }

    @Test
    void takesAtLeastTwoFiles() throws IOException {
        assertThat(refusals(squash())).containsExactly("no migration is pending | squash when there are at least two");
        String one = up("01_a", "SELECT 1;");
        assertThat(refusals(squash()))
                .containsExactly("only one migration is pending: " + one + " | squash when there are at least two");
    }

    @Test
    void takesTheFilesOfOneDirectory(@TempDir Path other) throws IOException {
        up("01_a", "SELECT 1;");
        Files.writeString(other.resolve("02_b.sql"), "-- migrate: up\nSELECT 2;\n");
        classes.add(
                new Migration.Code(new MigrationId("03"), "c", Optional.empty(), "class org.example.C", true, false));
        elsewhere.add(MigrationSource.directory(other));
        furtherDirectories.add(other);
        assertThat(refusals(squash()))
                .containsExactly(
                        "only files in directories can be squashed, and these are not: class org.example.C | squash where"
                                + " the files are written, as in src/main/resources; apply what is a class before",
                        "the pending migrations lie in several directories: " + directory + ", " + other
                                + " | squash those of one directory, with no other location");
    }

    @Test
    void takesNothingThatRunsWithoutTransaction() throws IOException {
        up("01_a", "SELECT 1;");
        String without = file("02_b", "-- migrate: no-transaction\n-- migrate: up\nSELECT 2;\n");
        assertThat(refusals(squash()))
                .containsExactly("these run without a transaction and cannot be a part of a file that runs in one: "
                        + without + " | apply up to and with them, then squash the rest");
    }

    @Test
    void takesFilesThatAgreeAboutTimeouts() throws IOException {
        String none = up("01_a", "SELECT 1;");
        String some = file(
                "02_b", "-- migrate: lock-timeout 3s\n-- migrate: statement-timeout 4s\n-- migrate: up\nSELECT 2;\n");
        assertThat(refusals(squash()))
                .containsExactly(
                        "the files do not agree about `-- migrate: lock-timeout`: " + none + " has none, " + some
                                + " has 3s | write the same in all of them, or in none",
                        "the files do not agree about `-- migrate: statement-timeout`: " + none + " has none, " + some
                                + " has 4s | write the same in all of them, or in none");
    }

    @Test
    void takesNoStatementThatWouldHoldForTheNextSource() throws IOException {
        String first = file(
                "01_a",
                "-- migrate: up\nSET x.y = '1';\nSELECT 1;\n-- migrate: down\nRESET x.y;\nSELECT 'the last, down';\n");
        String second = file("02_b", """
                -- migrate: up
                SET CONSTRAINTS ALL DEFERRED;
                SELECT 2;
                -- migrate: down
                SELECT set_config('x.y', '', true);
                """);
        String third = file("03_c", "-- migrate: up\nSET x.y = 'the last, up';\n-- migrate: down\nDISCARD PLANS;\n");
        assertThat(refusals(squash()))
                .containsExactly(
                        "these statements hold until the transaction ends, and so would hold for the migrations"
                                + " behind them as well: " + first + ":2:1, " + second + ":5:1, " + third + ":4:1"
                                + " | take them out of the files; for timeouts there are `-- migrate: lock-timeout` and"
                                + " `-- migrate: statement-timeout`");
    }

    @Test
    void refusesWhatApplyingRefuses() throws IOException {
        up("01_a", "SELECT 1;");
        up("02_b", "SELECT 2;");
        rows.add(new HistoryEntry(
                new MigrationId("05"), "e", Instant.EPOCH, Optional.empty(), EntryStatus.FAILED, OptionalInt.of(1)));
        assertThat(squash().refusals()).hasOnlyElementsOfType(Refusal.Dirty.class);
        assertThat(squash().isExecutable()).isFalse();
        assertThat(squash().sources()).isEmpty();
    }

    @Test
    void isNotPossibleWithAWrongFile() throws IOException {
        up("01_a", "SELECT 1;");
        up("02_b", "SELECT '");
        Squash squash = squash();
        assertThat(squash.refusals()).isEmpty();
        assertThat(squash.errors()).hasSize(1);
        assertThat(squash.isExecutable()).isFalse();
        assertThat(squash.sources()).isEmpty();
        assertThat(squash.directory()).isEmpty();
    }
}
