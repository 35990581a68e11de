package io.migretti.tests.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The reference page of the starter. */
final class SpringBootPage {

    static final Path FILE = Path.of("../docs/spring-boot.md");

    private SpringBootPage() {}

    static String text() throws IOException {
        return Files.readString(FILE);
    }

    /** What stands in fences of a language. */
    static List<String> blocks(String language) throws IOException {
        return Pattern.compile("^```" + language + "\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(text())
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** The rows of the table behind a line, without its head; each as its cells. */
    static List<List<String>> table(String line) throws IOException {
        return text().substring(text().indexOf(line))
                .lines()
                .skip(1)
                .dropWhile(row -> !row.startsWith("|"))
                .takeWhile(row -> row.startsWith("|"))
                .skip(2)
                .map(row -> List.of(row.substring(1, row.length() - 1).strip().split(" *\\| *", -1)))
                .toList();
    }
}
