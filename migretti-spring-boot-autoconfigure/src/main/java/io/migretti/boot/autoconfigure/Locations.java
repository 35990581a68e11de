package io.migretti.boot.autoconfigure;

import io.migretti.migration.MigrationSource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.util.StringUtils;

/** Reads the values of {@code migretti.locations}. */
final class Locations {

    private static final String CLASSPATH = "classpath:";
    private static final String EVERYWHERE = ResourcePatternResolver.CLASSPATH_ALL_URL_PREFIX;

    private Locations() {}

    /**
     * @param setting of the choice, where it stands
     * @throws MigrettiConfigurationException if it is not the name of a place
     */
    static MigrationSource source(
            EnvironmentChoice choice, String setting, String location, ResourcePatternResolver resources) {
        if (location.startsWith("file:")) {
            if (location.substring("file:".length()).isBlank()) {
                throw noFolder(choice, setting, location);
            }
            try {
                return MigrationSource.directory(
                        resources.getResource(location).getFile().toPath());
            } catch (IOException e) {
                throw refusal(choice, setting, location, e.getMessage(), "write file: and the path of a directory");
            }
        }
        boolean everywhere = location.startsWith(EVERYWHERE);
        if (!everywhere && !location.startsWith(CLASSPATH)) {
            throw refusal(choice, setting, location, null, "begin it with classpath:, classpath*: or file:");
        }
        String folder = location.substring((everywhere ? EVERYWHERE : CLASSPATH).length());
        folder = StringUtils.trimTrailingCharacter(StringUtils.trimLeadingCharacter(folder, '/'), '/');
        if (folder.isEmpty()) {
            throw noFolder(choice, setting, location);
        }
        if (folder.indexOf('*') >= 0
                || folder.indexOf('?') >= 0
                || folder.indexOf('{') >= 0
                || folder.indexOf('}') >= 0) {
            throw refusal(choice, setting, location, "it holds a wildcard", "list the folders one by one");
        }
        return new ClasspathFolder(folder, everywhere, resources);
    }

    private static MigrettiConfigurationException noFolder(EnvironmentChoice choice, String setting, String location) {
        return refusal(choice, setting, location, "it names no folder", "write the folder behind the colon");
    }

    private static MigrettiConfigurationException refusal(
            EnvironmentChoice choice, String setting, String location, @Nullable String why, String next) {
        return new MigrettiConfigurationException(
                "`" + location + "` in `" + choice.key(setting) + "` is not a place for "
                        + (setting.equals("seed-locations") ? "seeds" : "migrations")
                        + (why == null ? "" : ": " + why),
                next);
    }
}
