package io.migretti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code docs/cli.md} shows is what happens. Its blocks are taken in order: {@code console} is executed and compared,
 * {@code sql} is written into the file that the last {@code create} has made.
 */
@PostgresTest
class PageTest {

    private static final Path PAGE = Path.of("..", "docs", "cli.md");

    private final List<String> shown = new ArrayList<>();
    private final List<String> happened = new ArrayList<>();

    @Test
    void everyTranscriptIsTrue(TestDatabase database, @TempDir Path directory) throws IOException {
        Mgs mg = new Mgs(directory).with("MG_DATABASE_URL", database.url());
        String created = "";

        for (String[] block : blocks()) {
            if (block[0].equals("sql")) {
                mg.file(created, block[1]);
            } else if (block[0].equals("console")) {
                shown.add(block[1]);
                StringBuilder transcript = new StringBuilder();
                for (String command :
                        block[1].lines().filter(line -> line.startsWith("$ ")).toList()) {
                    Mgs.Ran ran = mg.run(command.substring("$ mg ".length()).split(" "));
                    transcript.append(command).append('\n').append(ran.out()).append(ran.err());
                    transcript.append(ran.exit() == 0 ? "" : "[exit " + ran.exit() + "]\n");
                    created = command.contains(" create ") ? ran.out().strip() : created;
                }
                happened.add(transcript.toString().replace(database.name(), "shop"));
            }
        }

        assertThat(shown).hasSizeGreaterThan(4);
        assertThat(happened.stream().map(PageTest::comparable).toList())
                .isEqualTo(shown.stream().map(PageTest::comparable).toList());
    }

    /** Columns are as wide as the longest time in them. */
    private static String comparable(String transcript) {
        return Mgs.plain(transcript).replaceAll(" +(N ms|TIME)\n", " $1\n");
    }

    private static List<String[]> blocks() throws IOException {
        List<String[]> blocks = new ArrayList<>();
        String[] parts = Files.readString(PAGE).split("(?m)^```", -1);
        for (int i = 1; i < parts.length; i += 2) {
            int end = parts[i].indexOf('\n');
            blocks.add(new String[] {parts[i].substring(0, end), parts[i].substring(end + 1)});
        }
        return blocks;
    }

    @Test
    void thePageNamesEveryCommand() throws IOException {
        String page = Files.readString(PAGE);

        assertThat(CommandLines.complete().getSubcommands().keySet())
                .allSatisfy(command -> assertThat(page).contains("`mg " + command));
    }
}
