package io.migretti.cli.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * libpq's password file (PostgreSQL manual, "The Password File"): lines {@code host:port:database:user:password}, of which
 * the first that fits counts. The driver reads one as well, but not where {@code .env} says, and whoever else may read it.
 */
record PasswordFile(Path path) {

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    /** Where libpq looks unless something else is said. */
    static PasswordFile usual(Path home, Variables variables) {
        return new PasswordFile(variables
                .named("APPDATA")
                .filter(value -> isWindows())
                .map(Path::of)
                .map(data -> data.resolve("postgresql").resolve("pgpass.conf"))
                .orElseGet(() -> home.resolve(".pgpass")));
    }

    private static boolean isWindows() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    /**
     * The password for one server. A file that is missing or cannot be read says nothing, as for libpq.
     *
     * @param warnings told why a file that is there does not count
     */
    Optional<String> password(String host, String port, String database, String user, Consumer<String> warnings) {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(path)) {
            warnings.accept("The password file " + path + " is no plain file and does not count");
            return Optional.empty();
        }
        try {
            if (isOpenToOthers()) {
                warnings.accept("The password file " + path
                        + " is open to others than its owner and does not count; `chmod 600` makes it count");
                return Optional.empty();
            }
            List<String> wanted = List.of(host, port, database, user);
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> password(line, wanted).stream())
                    .findFirst()
                    .filter(password -> !password.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean isOpenToOthers() throws IOException {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                && Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
    }

    private static Optional<String> password(String line, List<String> wanted) {
        String rest = line;
        for (String value : wanted) {
            int end = fieldEnd(rest);
            String field = rest.substring(0, end);
            if (end == rest.length() || !(field.equals("*") || unescaped(field).equals(value))) {
                return Optional.empty();
            }
            rest = rest.substring(end + 1);
        }
        return Optional.of(unescaped(rest.substring(0, fieldEnd(rest))));
    }

    /** Where the next colon is that is not escaped, or the line's end. */
    private static int fieldEnd(String text) {
        int at = 0;
        while (at < text.length() && text.charAt(at) != ':') {
            at += text.charAt(at) == '\\' && at + 1 < text.length() ? 2 : 1;
        }
        return at;
    }

    private static String unescaped(String field) {
        return field.replaceAll("\\\\(.)", "$1");
    }
}
