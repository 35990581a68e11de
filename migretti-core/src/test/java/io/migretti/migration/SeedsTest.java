package io.migretti.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.script.Problem;
import io.migretti.script.SqlResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeedsTest {

    @TempDir
    Path temporary;

    private Path one;
    private Path other;

    @BeforeEach
    void places() throws IOException {
        one = Files.createDirectory(temporary.resolve("one"));
        other = Files.createDirectory(temporary.resolve("other"));
    }

    private static void file(Path folder, String name, String text) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(name), text);
    }

    private Seeds seeds(String environment) {
        return Seeds.of(List.of(MigrationSource.directory(one), MigrationSource.directory(other)), environment);
    }

    private static List<String> texts(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.severity() + " " + problem)
                .toList();
    }

    @Test
    void runByNameThoseOfTheEnvironmentAfterAllOthers() throws IOException {
        file(one, "b.sql", "SELECT 1;");
        file(one, "a.sql", "SELECT 1;");
        file(one, "read.me", "no seed");
        file(one, ".hidden.sql", "no seed");
        file(other, "c.sql", "SELECT 1;");
        file(one.resolve("dev"), "z.sql", "SELECT 1;");
        file(other.resolve("dev"), "y.sql", "SELECT 1;");
        file(one.resolve("test"), "x.sql", "SELECT 1;");
        assertThat(seeds("dev").files()).extracting(Seed::name).containsExactly("a", "b", "c", "dev/z", "dev/y");
        assertThat(seeds("dev").problems()).isEmpty();
        assertThat(seeds("nothing").files()).extracting(Seed::name).containsExactly("a", "b", "c");
        // printf 'SELECT 1;' | sha256sum
        assertThat(seeds("dev").files().get(0).hash())
                .hasToString("17db4fd369edb9244b9f91d9aeed145c3d04ad8ba6e95d06247f07a63527d11a");
    }

    @Test
    void severalEnvironmentsAtOnceHaveTheirFoldersOneAfterTheOther() throws IOException {
        file(one, "a.sql", "SELECT 1;");
        file(one.resolve("local"), "b.sql", "SELECT 1;");
        file(one.resolve("dev"), "z.sql", "SELECT 1;");
        file(other.resolve("dev"), "y.sql", "SELECT 1;");
        assertThat(seeds("dev, local").files())
                .extracting(Seed::name)
                .containsExactly("a", "dev/z", "dev/y", "local/b");
        assertThat(texts(seeds("dev, ..").problems()))
                .containsExactly("ERROR " + one + ", " + other
                        + ": the environment's name `..` cannot be that of a folder with seeds. Next: name the"
                        + " environment with letters and digits.");
    }

    @Test
    void areAllJudgedAtOnce() throws IOException {
        file(one, "A.SQL", "SELECT 1;");
        Files.write(one.resolve("b.sql"), new byte[] {'a', (byte) 0xFF});
        Files.createSymbolicLink(one.resolve("c.sql"), one.resolve("nowhere"));
        Files.delete(other);
        assertThat(texts(seeds("../dev").problems()))
                .containsExactly(
                        "WARNING " + one
                                + "/A.SQL: the file is skipped, its name does not end in .sql. Next: rename it if"
                                + " it is a seed, move it away if it is not.",
                        "ERROR " + one + "/b.sql:1:2: the file is not valid UTF-8. Next: save it as UTF-8.",
                        "ERROR " + one + "/c.sql: cannot be read: there is no such file. Next: make it readable.",
                        "ERROR " + other
                                + ": there is no such place. Next: create it, or set the location of the seeds to"
                                + " theirs.",
                        "ERROR " + one + ", " + other
                                + ": the environment's name `../dev` cannot be that of a folder with"
                                + " seeds. Next: name the environment with letters and digits.");
        assertThat(seeds("../dev").files()).extracting(Seed::name).containsExactly("b");
    }

    @Test
    void anEnvironmentIsNoPath() {
        for (String name : List.of("", ".", "..", "a/b", "a\\b", "c:", "a\0")) {
            assertThat(seeds(name).problems()).as(name).hasSize(1);
        }
        assertThat(seeds("...").problems()).isEmpty();
    }

    @Test
    void aPlaceThatCannotBeListedIsAProblem() {
        MigrationSource broken = new MigrationSource() {
            @Override
            public String location() {
                return "somewhere";
            }

            @Override
            public Optional<List<SqlResource>> list() {
                throw new UncheckedIOException(new IOException("no permission"));
            }
        };
        assertThat(texts(Seeds.of(List.of(broken), "dev").problems()))
                .containsExactly("ERROR somewhere: cannot be listed: no permission. Next: make it readable.");
    }

    private static Seed seed(String text) {
        return new Seed("a", new Checksum("x"), new SqlResource() {
            @Override
            public String location() {
                return "a.sql";
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    private static List<String> problems(String text) {
        List<Problem> problems = new ArrayList<>();
        boolean readable = seed(text).parse(problems).isPresent();
        assertThat(readable).isEqualTo(problems.stream().noneMatch(Problem::isError));
        return texts(problems);
    }

    @Test
    void aSeedIsStatementsAndWhatSaysHowToExecuteThem() {
        List<Problem> problems = new ArrayList<>();
        Seed.Script script = seed("""
                        -- migrate: no-transaction
                        -- migrate: lock-timeout 2s
                        -- migrate: statement-timeout 3s
                        SELECT 1;
                        SELECT 2;
                        """).parse(problems).orElseThrow();
        assertThat(problems).isEmpty();
        assertThat(script.statements().statements()).isEqualTo(2);
        assertThat(script.transactional()).isFalse();
        assertThat(script.lockTimeout()).contains(Duration.ofSeconds(2));
        assertThat(script.statementTimeout()).contains(Duration.ofSeconds(3));
        assertThat(seed("SELECT 1;").parse(problems).orElseThrow().transactional())
                .isTrue();
        assertThat(problems).isEmpty();
    }

    @Test
    void aSeedHasNoSectionsAndAStatement() {
        assertThat(problems("-- nothing"))
                .containsExactly(
                        "ERROR a.sql: the seed holds no statement. Next: write at least one statement into it, or"
                                + " delete it.");
        assertThat(problems("-- migrate: up\nSELECT 1;\n-- migrate: irreversible\n"))
                .containsExactly(
                        "ERROR a.sql:1:1: `-- migrate: up` has no meaning in a seed, which has no sections. Next: take it"
                                + " out, or make a migration of the file.",
                        "ERROR a.sql:3:1: `-- migrate: irreversible` has no meaning in a seed, which has no sections."
                                + " Next: take it out, or make a migration of the file.");
        assertThat(problems("SELECT 1;\nCOMMIT;")).hasSize(1).first().asString().startsWith("ERROR a.sql:2:1: ");
    }

    @Test
    void aSeedThatIsGoneIsAProblem() {
        Seed gone = new Seed(
                "a",
                new Checksum("x"),
                MigrationSource.directory(one)
                        .folder("dev")
                        .map(place -> new SqlResource() {
                            @Override
                            public String location() {
                                return "gone.sql";
                            }

                            @Override
                            public InputStream open() throws IOException {
                                throw new IOException(place.location() + " is gone");
                            }
                        })
                        .orElseThrow());
        List<Problem> problems = new ArrayList<>();
        assertThat(gone.parse(problems)).isEmpty();
        assertThat(texts(problems))
                .containsExactly(
                        "ERROR gone.sql: cannot be read: " + one.resolve("dev") + " is gone. Next: make it readable.");
    }
}
