package io.migretti.boot.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.migration.Catalog;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationSource;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class LocationsTest {

    private static final String SQL = "-- migrate: irreversible\n-- migrate: up\nSELECT 1;\n";

    @TempDir
    private Path folder = Path.of("");

    private Path jar(String name, String... entries) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (String entry : entries) {
                jar.putNextEntry(new JarEntry(entry));
                if (!entry.endsWith("/")) {
                    jar.write((SQL + "-- " + name).getBytes(StandardCharsets.UTF_8));
                }
                jar.closeEntry();
            }
        }
        return file;
    }

    private Path directory(String name, String... files) throws IOException {
        Path directory = folder.resolve(name);
        for (String file : files) {
            Files.createDirectories(directory.resolve(file).getParent());
            Files.writeString(directory.resolve(file), SQL + "-- " + name);
        }
        return directory;
    }

    private static Catalog read(String location, Path... classpath) throws IOException {
        URL[] urls = new URL[classpath.length];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = classpath[i].toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            MigrationSource source = Locations.source(
                    EnvironmentChoice.of(Instance.SINGLE, new StandardEnvironment()),
                    "locations",
                    location,
                    new PathMatchingResourcePatternResolver(loader));
            return Catalog.of(List.of(source));
        }
    }

    private static List<String> locations(Catalog catalog) {
        return catalog.migrations().stream().map(Migration::location).toList();
    }

    @Test
    void onlyFilesDirectlyInTheFolderCount() throws IOException {
        Path jar = jar("a.jar", "db/", "db/1_a.sql", "db/sub/", "db/sub/2_b.sql", "db/README.md", "other/3_c.sql");
        Path directory = directory("d", "db/4_d.sql", "db/sub/5_e.sql", "db/notes.txt", "db/6_f.sql/oddly_named.sql");
        for (String location : List.of("classpath:db", "classpath*:db", "classpath:/db/")) {
            Catalog catalog = read(location, jar, directory);
            assertThat(catalog.problems()).isEmpty();
            assertThat(locations(catalog)).containsExactly("classpath:db/1_a.sql", "classpath:db/4_d.sql");
        }
        Catalog files = read("file:" + directory.resolve("db"));
        assertThat(files.problems()).isEmpty();
        assertThat(locations(files)).containsExactly(directory + "/db/4_d.sql");
    }

    @Test
    void aFileOfTheSameNameInALaterJarIsHidden() throws IOException {
        Path first = jar("first.jar", "db/", "db/1_a.sql");
        Path second = jar("second.jar", "db/", "db/1_a.sql", "db/2_b.sql");
        Catalog catalog = read("classpath:db", first, second);
        assertThat(catalog.problems()).isEmpty();
        assertThat(locations(catalog)).containsExactly("classpath:db/1_a.sql", "classpath:db/2_b.sql");
        assertThat(catalog.migrations().get(0).checksum())
                .isEqualTo(read("classpath:db", first).migrations().get(0).checksum())
                .isNotEqualTo(read("classpath:db", second).migrations().get(0).checksum());
    }

    @Test
    void withAStarItIsFoundAndRefused() throws IOException {
        Path first = jar("first.jar", "db/", "db/1_a.sql");
        Path second = jar("second.jar", "db/", "db/1_a.sql");
        assertThat(read("classpath*:db", first, second).problems())
                .singleElement()
                .asString()
                .isEqualTo(
                        "jar:" + second.toUri().toURL() + "!/db/1_a.sql: the id 1 is also that of classpath:db/1_a.sql."
                                + " Next: give one of the two another id, if it has not been applied anywhere.");
    }

    @Test
    void aFolderThatDoesNotExistIsAnErrorAndAnEmptyOneAWarning() throws IOException {
        Path jar = jar("a.jar", "empty/");
        assertThat(read("classpath:empty", jar).problems())
                .singleElement()
                .asString()
                .isEqualTo(
                        "classpath:empty: there is no migration in this place. Next: check that it is the right one.");
        assertThat(read("classpath:empty", jar).problems()).noneMatch(io.migretti.script.Problem::isError);
        assertThat(read("classpath:nowhere", jar).problems())
                .singleElement()
                .asString()
                .isEqualTo("classpath:nowhere: there is no such place. Next: create it, or set the location of the"
                        + " migrations to theirs.");
        assertThat(read("file:" + folder.resolve("nowhere")).problems())
                .singleElement()
                .asString()
                .startsWith(folder.resolve("nowhere") + ": there is no such place.");
    }
}
