package io.migretti.diff.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder below {@code cases/<kind>/<name>}: {@code a.sql} and {@code b.sql} build the two databases. What else is to be
 * known stands in the first lines of {@code a.sql}:
 *
 * <pre>
 * -- since: 15         the first major version that can run it
 * -- until: 17         the last one
 * -- role: some name   a role that exists on the server while cases run; one line each
 * -- with: privileges  owners and privileges are compared too
 * -- anew: some table   the server lets nobody change it in place; one line each
 * -- only: a to b      there is no way back
 * -- limit: some text  not covered: nothing is compared, but the diff must say so, with this text
 * </pre>
 *
 * @param name kind and name, with a slash
 */
record Case(
        String name,
        String a,
        String b,
        int since,
        int until,
        List<String> roles,
        boolean privileges,
        List<String> madeAnew,
        boolean oneWay,
        Optional<String> limit) {

    private static final String SINCE = "since";
    private static final String UNTIL = "until";
    private static final String ROLE = "role";
    private static final String WITH = "with";
    private static final String ANEW = "anew";
    private static final String ONLY = "only";
    private static final String LIMIT = "limit";

    static List<Case> all() {
        try {
            Path root = Path.of(Case.class.getResource("/cases").toURI());
            try (Stream<Path> folders = Files.find(
                    root,
                    2,
                    (path, attributes) -> root.relativize(path).getNameCount() == 2 && attributes.isDirectory())) {
                return folders.sorted().map(folder -> read(root, folder)).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean runsOn(int major) {
        return since <= major && major <= until;
    }

    private static Case read(Path root, Path folder) {
        try {
            String a = Files.readString(folder.resolve("a.sql"));
            String name = root.relativize(folder).toString().replace('\\', '/');
            List<String[]> marks = a.lines()
                    .takeWhile(line -> line.startsWith("-- "))
                    .map(line -> line.substring(3).split(": ", 2))
                    .toList();
            for (String[] mark : marks) {
                if (mark.length != 2
                        || !List.of(SINCE, UNTIL, ROLE, WITH, ANEW, ONLY, LIMIT).contains(mark[0])) {
                    throw new IllegalStateException(name + ": what does \"" + String.join(": ", mark) + "\" mean?");
                }
            }
            return new Case(
                    name,
                    a,
                    Files.readString(folder.resolve("b.sql")),
                    values(marks, SINCE).findFirst().map(Integer::parseInt).orElse(0),
                    values(marks, UNTIL).findFirst().map(Integer::parseInt).orElse(Integer.MAX_VALUE),
                    values(marks, ROLE).toList(),
                    values(marks, WITH).anyMatch("privileges"::equals),
                    values(marks, ANEW).toList(),
                    values(marks, ONLY).anyMatch("a to b"::equals),
                    values(marks, LIMIT).findFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> values(List<String[]> marks, String mark) {
        return marks.stream().filter(m -> m[0].equals(mark)).map(m -> m[1]);
    }
}
