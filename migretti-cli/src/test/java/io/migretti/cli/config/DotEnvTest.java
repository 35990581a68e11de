package io.migretti.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DotEnvTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private Map<String, String> read(String text, Map<String, String> environment) {
        new Project(directory).dotEnv(text);
        return DotEnv.beneath(environment, directory);
    }

    @Test
    void isReadAsPythonAndTheShellReadIt() {
        assertThat(read("""
                        # a comment

                        A=1
                        export B = two words\t
                        C="quoted # no comment" # a comment
                        D='single $X "${X}" \\n it\\'s' # a comment
                        E=bare#hash # a comment
                        F=
                        G="two
                        lines\\tand \\"escapes\\" \\\\ \\q"
                        H=ünï\\x
                        I= # nothing
                        A=last
                        J=it's=fine""", Map.of()))
                .isEqualTo(Map.of(
                        "A", "last",
                        "B", "two words",
                        "C", "quoted # no comment",
                        "D", "single $X \"${X}\" \\n it's",
                        "E", "bare#hash",
                        "F", "",
                        "G", "two\nlines\tand \"escapes\" \\ \\q",
                        "H", "ünï\\x",
                        "I", "",
                        "J", "it's=fine"));
    }

    @Test
    void linesMayEndAsOnWindowsAndBeginWithAByteOrderMark() {
        assertThat(read("\uFEFFA=1\r\n\r\n# c\r\nB='2'\r\n", Map.of())).isEqualTo(Map.of("A", "1", "B", "2"));
    }

    @Test
    void neverOverridesWhatIsSet() {
        assertThat(read("A=1\nB=2\n", Map.of("A", "", "C", "3"))).isEqualTo(Map.of("A", "", "B", "2", "C", "3"));
    }

    @Test
    void variablesThatAreSetOrStandAboveAreReplaced() {
        assertThat(read("A=${X}-$X\nB=\"${A}!$${A}\"\nC='${A}'\nX=file\n", Map.of("X", "set")))
                .containsEntry("A", "set-$X")
                .containsEntry("B", "set-$X!${A}")
                .containsEntry("C", "${A}")
                .containsEntry("X", "set");
    }

    @Test
    void decidesTheConfiguration() {
        Project project = new Project(directory)
                .yaml("database: {dbname: a, password: '${PW}'}\nenvs: {dev: {database: {dbname: dev}}}")
                .dotEnv("PW=from#file\nMG_ENV=dev\nMG_LOCK_ID=5\nPGHOST=db\n");
        assertThat(project.property("password")).isEqualTo("from#file");
        assertThat(project.url()).isEqualTo("jdbc:postgresql://db:5432/dev");
        assertThat(project.load().lockId()).isEqualTo(5);
        assertThat(project.set("PW", "set").property("password")).isEqualTo("set");
    }

    @Test
    void whatIsNoAssignmentIsRefusedWithItsPlaceAndWithoutItsText() {
        Project project = new Project(directory).dotEnv("A=1\nhunter2\n  B C=hunter2\nD='hunter2' x\nE=${MISSING}\n");
        assertThat(project.refusal()).isEqualTo("""
                        There are 4 problems with .env
                          .env:2:1: the line is not written `NAME=value`, or a quote is not closed
                              write `NAME=value`, or `#` before a comment
                          .env:3:1: the line is not written `NAME=value`, or a quote is not closed
                              write `NAME=value`, or `#` before a comment
                          .env:4:1: the line is not written `NAME=value`, or a quote is not closed
                              write `NAME=value`, or `#` before a comment
                          .env:5:3: the environment variable MISSING is not set
                              set it, in the environment or in `.env`; `$${MISSING}` stands for the text `${MISSING}`.
                          Next: correct the file.""");
        assertThat(project.dotEnv("A=\"hunter2\n").refusal()).isEqualTo("""
                        .env:1:1: the line is not written `NAME=value`, or a quote is not closed.
                          Next: write `NAME=value`, or `#` before a comment.""");
    }

    @Test
    void aDirectoryOfThatNameIsLeftAlone() throws IOException {
        Files.createDirectory(directory.resolve(".env"));
        assertThat(DotEnv.beneath(Map.of("A", "1"), directory)).isEqualTo(Map.of("A", "1"));
    }

    @Test
    void aLongValueIsRead() {
        String certificate = "a\\n".repeat(20_000);
        assertThat(read("A=\"" + certificate + "\"\n", Map.of())).containsEntry("A", "a\n".repeat(20_000));
    }
}
