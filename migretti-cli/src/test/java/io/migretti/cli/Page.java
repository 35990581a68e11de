package io.migretti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page whose blocks are taken in order: {@code console} is executed and compared, {@code sql} is written into the file
 * that its first line names, or else the last {@code create} has made.
 */
final class Page {

    private static final Pattern NAMED = Pattern.compile("-- (\\S+\\.sql)\n");

    private final Path path;
    private final List<String> shown = new ArrayList<>();
    private final List<String> happened = new ArrayList<>();

    Page(String name) {
        path = Path.of("..", "docs", name);
    }

    String text() throws IOException {
        return Files.readString(path);
    }

    /** Executes it in a directory, and requires that everything happens as it is shown. */
    void requireTrue(Mgs mg, TestDatabase database) throws IOException {
        String created = "";
        for (String[] block : blocks()) {
            if (block[0].equals("sql")) {
                Matcher named = NAMED.matcher(block[1]);
                mg.file(named.lookingAt() ? named.group(1) : created, block[1]);
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
        assertThat(happened.stream().map(Page::comparable).toList())
                .isEqualTo(shown.stream().map(Page::comparable).toList());
    }

    /** Columns are as wide as the longest time in them. */
    private static String comparable(String transcript) {
        return Mgs.plain(transcript).replaceAll(" +(N ms|TIME)\n", " $1\n");
    }

    private List<String[]> blocks() throws IOException {
        List<String[]> blocks = new ArrayList<>();
        String[] parts = text().split("(?m)^```", -1);
        for (int i = 1; i < parts.length; i += 2) {
            int end = parts[i].indexOf('\n');
            blocks.add(new String[] {parts[i].substring(0, end), parts[i].substring(end + 1)});
        }
        return blocks;
    }
}
