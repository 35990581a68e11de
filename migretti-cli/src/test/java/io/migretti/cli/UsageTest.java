package io.migretti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    private final Mgs mg;

    UsageTest(@TempDir Path directory) {
        mg = new Mgs(directory);
    }

    @Test
    void aloneItPrintsItsHelp() {
        Mgs.Ran ran = mg.run();

        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran).isEqualTo(mg.run("--help"));
        assertThat(ran.out())
                .startsWith("Usage: mg [OPTIONS] COMMAND [ARGUMENTS]\n\nSQL-first migrations for PostgreSQL.\n")
                .contains("  apply       Apply everything that is pending, in order.\n")
                .contains("\nExamples:\n  mg init ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "create",
                "apply",
                "up",
                "down",
                "rollback",
                "status",
                "list",
                "head",
                "verify",
                "fix",
                "baseline",
                "seed",
                "seed run",
                "seed create",
                "squash",
                "diff",
                "dump",
                "completion"
            })
    void everyCommandHasAHelpWithExamplesOfItself(String command) {
        String[] words = (command + " --help").split(" ");

        Mgs.Ran ran = mg.run(words);

        assertThat(ran.exit()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("Usage: mg " + command);
        assertThat(ran.out().substring(ran.out().indexOf("\nExamples:\n"))).contains("mg " + command);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    stauts              | `mg` has no command `stauts`.                 | did you mean `status`? `mg --help` shows how it is used.
                    xyzzy               | `mg` has no command `xyzzy`.                  | `mg --help` shows how it is used.
                    lint                | `mg` has no command `lint`.                   | did you mean `list`? `mg --help` shows how it is used.
                    stauts list         | `mg` has no command `stauts`.                 | did you mean `status`? `mg --help` shows how it is used.
                    seed creat          | `mg seed` has no command `creat`.             | did you mean `create`? `mg seed --help` shows how it is used.
                    status --chekc      | `mg status` has no option `--chekc`.          | did you mean `--check`? `mg status --help` shows how it is used.
                    status --outptu=json | `mg status` has no option `--outptu`.         | did you mean `--output`? `mg status --help` shows how it is used.
                    status -x           | `mg status` has no option `-x`.               | `mg status --help` shows how it is used.
                    status now          | `mg status` takes no argument `now`.          | `mg status --help` shows how it is used.
                    create              | Missing required parameter: 'NAME'.           | `mg create --help` shows how it is used.
                    rollback 0          | N is a number from 1 on, not `0`.             | `mg rollback --help` shows how it is used.
                    rollback two        | N is a number from 1 on, not `two`.           | `mg rollback --help` shows how it is used.
                    fix 01              | One of --applied, --remove and --resume has to say how. | `mg fix --help` shows how it is used.
                    fix 01 --applied --remove | --applied and --remove exclude each other. | `mg fix --help` shows how it is used.
                    list --output=xml   | `--output` is `table` or `json`, not `xml`.   | `mg list --help` shows how it is used.
                    --color=red list    | `--color` is `auto`, `always` or `never`, not `red`. | `mg --help` shows how it is used.
                    apply --dry-run=1   | `--dry-run` is `smart` or `plan`, not `1`.    | `mg apply --help` shows how it is used.
                    status --env        | Missing required parameter for option '--env' (NAME). | `mg status --help` shows how it is used.
                    """)
    void aWrongCommandLineIsRefusedWithWhatIsWrong(String words, String what, String next) {
        assertThat(mg.run(words.split(" ")))
                .isEqualTo(new Mgs.Ran(2, "", "Error: " + what + "\n  Next: " + next + "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fix 01 --output=json", "rollback 0 --output json", "status --output=json --chekc"})
    void whoReadsDocumentsGetsOneOfAWrongCommandLineToo(String words) {
        Mgs.Ran ran = mg.run(words.split(" "));

        assertThat(ran.exit()).isEqualTo(2);
        JsonObject error = Parsed.document(ran.out()).get("error").getAsJsonObject();
        assertThat(ran.err()).startsWith("Error: " + error.get("what").getAsString());
        assertThat(error.get("next").getAsJsonArray().get(0).getAsString()).contains(" --help` shows how it is used");
    }

    @Test
    void aDirectoryThatIsNotThereIsRefused() {
        assertThat(mg.run("status", "--directory", "shop")).isEqualTo(new Mgs.Ran(1, "", """
                        Error: There is no directory shop, which --directory names.
                          Next: name one that is there, or begin it with `mg init --directory shop`.
                        """));
        assertThat(mg.run("diff", "EMPTY", "EMPTY", "--directory", "shop"))
                .isEqualTo(mg.run("status", "--directory", "shop"));
    }

    @Test
    void anOptionOfAllCommandsMayStandBeforeOrAfterTheCommand() {
        Mgs.Ran after = mg.run("status", "--env", "staging");

        assertThat(after.err()).contains("--env names the environment `staging`");
        assertThat(mg.run("--env", "staging", "status")).isEqualTo(after);
        assertThat(mg.run("--env=staging", "status")).isEqualTo(after);
    }

    @Test
    void theVersionIsPrinted() {
        assertThat(mg.run("--version")).isEqualTo(new Mgs.Ran(0, "mg (not packaged)\n", ""));
        assertThat(mg.run("status", "-V")).isEqualTo(new Mgs.Ran(0, "mg (not packaged)\n", ""));
    }

    @Test
    void aWrongCommandLineIsALogLineForThoseWhoReadThose() {
        Mgs.Ran ran = mg.run("--json-log", "stauts");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(Parsed.lines(ran.err())).singleElement().satisfies(line -> {
            assertThat(line.get("level").getAsString()).isEqualTo("ERROR");
            assertThat(line.get("message").getAsString()).isEqualTo("`mg` has no command `stauts`.");
            assertThat(line.get("next").getAsJsonArray().get(0).getAsString())
                    .isEqualTo("did you mean `status`? `mg --help` shows how it is used");
        });
    }

    @Test
    void theCompletionIsAScriptThatBashUnderstands() throws Exception {
        Mgs.Ran ran = mg.run("completion");
        assertThat(ran.exit()).isZero();
        mg.file("mg-completion", ran.out());

        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source ./mg-completion && COMP_WORDS=(mg stat) COMP_CWORD=1 COMP_LINE='mg stat' && _complete_mg"
                                + " && echo \"${COMPREPLY[@]}\"")
                .directory(mg.directory().toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("status\n");
        assertThat(bash.waitFor()).isZero();
    }
}
