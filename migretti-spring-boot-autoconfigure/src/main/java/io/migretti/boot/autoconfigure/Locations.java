package io.migretti.boot.autoconfigure;

import io.migretti.migration.MigrationSource;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.core.io.support.ResourcePatternResolver;

/** Reads the values of {@code migretti.locations}. */
final class Locations {

    private static final String CLASSPATH = "classpath:";
    private static final String EVERYWHERE = ResourcePatternResolver.CLASSPATH_ALL_URL_PREFIX;

    private Locations() {}

    /**
     * @param key where it stands
     * @throws MigrettiConfigurationException if it is not the name of a place
     */
    static MigrationSource source(Supplier<String> key, String location, ResourcePatternResolver resources) {
        if (location.startsWith("file:")) {
            if (location.substring("file:".length()).isBlank()) {
                throw noFolder(key, location);
            }
            try {
                return MigrationSource.directory(
                        resources.getResource(location).getFile().toPath());
            } catch (IOException e) {
                throw refusal(key, location, e.getMessage(), "write file: and the path of a directory");
            }
        }
        boolean everywhere = location.startsWith(EVERYWHERE);
        if (!everywhere && !location.startsWith(CLASSPATH)) {
            throw refusal(key, location, null, "begin it with classpath:, classpath*: or file:");
        }
        String folder = location.substring((everywhere ? EVERYWHERE : CLASSPATH).length())
                .replaceAll("^/+|/+$", "");
        if (folder.isEmpty()) {
            throw noFolder(key, location);
        }
        if (folder.matches(".*[*?{}].*")) {
            throw refusal(key, location, "it holds a wildcard", "list the folders one by one");
        }
        return new ClasspathFolder(folder, everywhere, resources);
    }

    private static MigrettiConfigurationException noFolder(Supplier<String> key, String location) {
        return refusal(key, location, "it names no folder", "write the folder behind the colon");
    }

    private static MigrettiConfigurationException refusal(
            Supplier<String> key, String location, @org.jspecify.annotations.Nullable String why, String next) {
        String written = key.get();
        return new MigrettiConfigurationException(
                "`" + location + "` in `" + written + "` is not a place for "
                        + (written.endsWith("seed-locations") ? "seeds" : "migrations")
                        + Optional.ofNullable(why).map(reason -> ": " + reason).orElse(""),
                next);
    }
}
