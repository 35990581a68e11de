package io.migretti.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.migretti.script.SqlResource;
import java.io.IOException;
import java.io.InputStream;
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

class MigrationSourceTest {

    @TempDir
    Path directory;

    private static List<String> names(MigrationSource source) throws IOException {
        return source.list().orElseThrow().stream()
                .map(SqlResource::location)
                .sorted()
                .toList();
    }

    private static String read(MigrationSource source) throws IOException {
        try (InputStream in = source.list().orElseThrow().get(0).open()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void isNamedByASchemeOrAPath() {
        assertThat(MigrationSource.at("file:" + directory)).isEqualTo(MigrationSource.directory(directory));
        assertThat(MigrationSource.at(directory.toString())).isEqualTo(MigrationSource.directory(directory));
        assertThat(MigrationSource.at("classpath:/a/b/").location()).isEqualTo("classpath:a/b");
        // One letter before the colon is a drive.
        assertThat(MigrationSource.at("c:x")).isEqualTo(MigrationSource.directory(Path.of("c:x")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationSource.at("s3:x"))
                .withMessage(
                        "`s3:x` is not a place for migrations: write classpath:…, file:…, or the path of a directory");
    }

    @Test
    void aDirectoryHasFilesAndFolders() throws IOException {
        Files.createDirectories(directory.resolve("dev/deeper"));
        Files.writeString(directory.resolve("a.sql"), "a");
        Files.writeString(directory.resolve("dev/b.sql"), "b");
        MigrationSource source = MigrationSource.directory(directory);
        assertThat(names(source)).containsExactly(directory + "/a.sql");
        assertThat(source.directory()).contains(directory);
        MigrationSource folder = source.folder("dev").orElseThrow();
        assertThat(names(folder)).containsExactly(directory + "/dev/b.sql");
        assertThat(read(folder)).isEqualTo("b");
        assertThat(source.folder("none").orElseThrow().list()).isEmpty();
    }

    @Test
    void aClassPathHasFilesAndFoldersInDirectoriesAndJars() throws IOException {
        Path jar = directory.resolve("some.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String name : List.of("m/", "m/a.sql", "m/same.sql", "m/dev/", "m/dev/b.sql", "mm/c.sql")) {
                out.putNextEntry(new JarEntry(name));
                if (!name.endsWith("/")) {
                    out.write(("in the jar " + name).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        Path classes = directory.resolve("classes");
        Files.createDirectories(classes.resolve("m/dev"));
        Files.writeString(classes.resolve("m/same.sql"), "hides the jar's");
        Files.writeString(classes.resolve("m/z.sql"), "z");
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL(), jar.toUri().toURL()}, null)) {
            MigrationSource source = MigrationSource.classpath("m", loader);
            assertThat(names(source)).containsExactly("classpath:m/a.sql", "classpath:m/same.sql", "classpath:m/z.sql");
            assertThat(source.directory()).isEmpty();
            MigrationSource folder = source.folder("dev").orElseThrow();
            assertThat(names(folder)).containsExactly("classpath:m/dev/b.sql");
            assertThat(read(folder)).isEqualTo("in the jar m/dev/b.sql");
            SqlResource same = source.list().orElseThrow().stream()
                    .filter(resource -> resource.fileName().equals("same.sql"))
                    .findFirst()
                    .orElseThrow();
            assertThat(same.open()).hasContent("hides the jar's");
            assertThat(MigrationSource.classpath("none", loader).list()).isEmpty();
        }
    }
}
