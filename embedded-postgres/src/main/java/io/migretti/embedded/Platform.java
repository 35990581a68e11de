package io.migretti.embedded;

import java.util.Locale;

/** What differs between operating systems. */
final class Platform {

    static final boolean WINDOWS = os().contains("windows");

    private Platform() {}

    /** The name that the published binaries give their archive on this machine. */
    static String archiveName() {
        String system = WINDOWS ? "windows" : os().contains("mac") ? "darwin" : "linux";
        String architecture = switch (System.getProperty("os.arch", "").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default ->
                throw new EmbeddedServerException("There are no PostgreSQL binaries for the architecture "
                        + System.getProperty("os.arch") + "; set the URL of an installed server instead.");
        };
        return "postgres-" + system + "-" + architecture + ".txz";
    }

    private static String os() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }
}
