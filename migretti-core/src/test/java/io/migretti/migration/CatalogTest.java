package io.migretti.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.migretti.script.SqlResource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {

    @TempDir
    Path directory;

    private void file(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }

    private Catalog catalog() {
        return Catalog.of(List.of(MigrationSource.directory(directory)));
    }

    private List<String> problems() {
        return catalog().problems().stream()
                .map(problem -> problem.severity() + " "
                        + problem.toString().replace(directory + "/", "").replace(directory.toString(), "."))
                .toList();
    }

    @Test
    void ordersByIdAsCodePoints() throws IOException {
        for (String name : List.of("b_x.sql", "B_x.sql", "a_x.sql", "1_x.sql")) {
            file(name, "");
        }
        assertThat(catalog().migrations()).extracting(m -> m.id().value()).containsExactly("1", "B", "a", "b");
        assertThat(catalog().newest().orElseThrow().id().value()).isEqualTo("b");
    }

    @Test
    void theNameIsEverythingBetweenTheFirstUnderscoreAndTheSuffix() throws IOException {
        file("01_add_users.v2.sql", "");
        file("02_.sql", "");
        assertThat(catalog().migrations()).extracting(Migration::name).containsExactly("add_users.v2", "");
    }

    @Test
    void hashesTheTextWithLineFeedsAndWithItsByteOrderMark() throws IOException {
        // printf 'SELECT 1;\nSELECT 2;\n' | sha256sum, and with \xEF\xBB\xBF before it
        file("01_lf.sql", "SELECT 1;\nSELECT 2;\n");
        file("02_crlf.sql", "SELECT 1;\r\nSELECT 2;\r\n");
        file("03_cr.sql", "SELECT 1;\rSELECT 2;\r");
        file("04_bom.sql", "\uFEFFSELECT 1;\nSELECT 2;\n");
        assertThat(catalog().migrations())
                .extracting(migration -> migration.checksum().orElseThrow().sha256())
                .containsExactly(LF, LF, LF, BOM);
    }

    /** Small files and large ones are not hashed by the same code, nor are the first and the later ones of a process. */
    @Test
    void hashesFilesOfAllSizesAlike() throws Exception {
        MessageDigest platforms = MessageDigest.getInstance("SHA-256");
        List<String> expected = new ArrayList<>();
        for (int size : List.of(1, 8191, 8192, 8193, 16_383, 16_384, 16_385, 100_000)) {
            String text = "-".repeat(size - 1) + "\n";
            file(String.format(Locale.ROOT, "%06d_x.sql", size), text);
            expected.add(HexFormat.of().formatHex(platforms.digest(text.getBytes(StandardCharsets.UTF_8))));
        }
        for (int read = 0; read < 3_000_000; read += 8191) { // of small files
            assertThat(catalog().migrations())
                    .extracting(migration -> migration.checksum().orElseThrow().sha256())
                    .isEqualTo(expected);
        }
    }

    private static final String LF = "82efb67f3010c6eb7ead02e4f6d9550633dbc1407f99aa487468e7b2567aebbc";
    private static final String BOM = "f63ab41fc837c85dccfbff4df0149634c02a95657e9635ef225f5a310f65ca31";

    @Test
    void aFileThatBreaksOffInTheMiddleChangesNoOthersChecksum() {
        SqlResource broken = resource(
                "01_broken.sql",
                new SequenceInputStream(
                        new ByteArrayInputStream("SELECT 0;".getBytes(StandardCharsets.UTF_8)), new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("the disk is gone");
                            }

                            @Override
                            public int read(byte[] into, int offset, int length) throws IOException {
                                return read();
                            }
                        }));
        SqlResource good = resource(
                "02_good.sql", new ByteArrayInputStream("SELECT 1;\nSELECT 2;\n".getBytes(StandardCharsets.UTF_8)));
        Catalog catalog = Catalog.of(List.of(new MigrationSource() {
            @Override
            public String location() {
                return "somewhere";
            }

            @Override
            public Optional<List<SqlResource>> list() {
                return Optional.of(List.of(broken, good));
            }
        }));

        assertThat(catalog.problems()).hasSize(1);
        assertThat(catalog.migrations())
                .extracting(migration -> migration.checksum().orElseThrow().sha256())
                .containsExactly(LF);
    }

    private static SqlResource resource(String location, InputStream content) {
        return new SqlResource() {
            @Override
            public String location() {
                return location;
            }

            @Override
            public InputStream open() {
                return content;
            }
        };
    }

    @Test
    void reportsEveryBadNameAtOnce() throws IOException {
        file("readme.sql", "");
        file("01_UPPER.SQL", "");
        file("notes.txt", "");
        file(".hidden_x.sql", "");
        file("_empty.sql", "");
        file("2026-01-01_dash.sql", "");
        file("012345678901234567890123456_long.sql", "");
        file("äö_umlaut.sql", "");
        file("01_" + "n".repeat(240) + ".sql", "");
        Files.createDirectory(directory.resolve("05_folder.sql"));
        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "WARNING readme.sql: the file is skipped, its name is not <id>_<name>.sql. Next: rename it if it is"
                                + " a migration, move it away if it is not.",
                        "WARNING 01_UPPER.SQL: the file is skipped, its name is not <id>_<name>.sql. Next: rename it if it"
                                + " is a migration, move it away if it is not.",
                        "ERROR _empty.sql: the file name has no id before its first underscore. Next: rename it to"
                                + " <id>_<name>.sql; an id is 1 to 26 letters and digits.",
                        "ERROR 2026-01-01_dash.sql: the id `2026-01-01` has characters other than A-Z, a-z and 0-9. Next:"
                                + " rename it to <id>_<name>.sql; an id is 1 to 26 letters and digits.",
                        "ERROR 012345678901234567890123456_long.sql: the id `012345678901234567890123456` has 27"
                                + " characters, 26 are the most. Next: rename it to <id>_<name>.sql; an id is 1 to 26"
                                + " letters and digits.",
                        "ERROR äö_umlaut.sql: the id `äö` has characters other than A-Z, a-z and 0-9. Next: rename it to"
                                + " <id>_<name>.sql; an id is 1 to 26 letters and digits.");
    }

    @Test
    void reportsDuplicateIdsAcrossPlaces() throws IOException {
        Path other = Files.createDirectory(directory.resolve("more"));
        file("01_a.sql", "");
        Files.writeString(other.resolve("01_b.sql"), "");
        Catalog catalog = Catalog.of(List.of(MigrationSource.directory(directory), MigrationSource.directory(other)));
        assertThat(catalog.problems())
                .extracting(Object::toString)
                .containsExactly(other + "/01_b.sql: the id 01 is also that of " + directory
                        + "/01_a.sql. Next: give one of the two another id, if it has not been applied anywhere.");
    }

    @Test
    void warnsOfIdsOfMixedLength() throws IOException {
        file("9_a.sql", "");
        file("10_b.sql", "");
        assertThat(problems())
                .containsExactly(
                        "WARNING .: the ids differ in length (9, 10); they are ordered as text, so that 10 comes"
                                + " before 9. Next: use ids of one length, best ULIDs.");
    }

    @Test
    void reportsWhereAFileIsNotUtf8() throws IOException {
        Files.write(directory.resolve("01_latin.sql"), "a\nb€\nk\u00E4se".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(directory.resolve("02_utf16.sql"), "-- migrate: up\n".getBytes(StandardCharsets.UTF_16));
        Files.write(directory.resolve("03_utf16le.sql"), "-- migrate: up\n".getBytes(StandardCharsets.UTF_16LE));
        Files.write(directory.resolve("04_nul.sql"), "SELECT '\0';".getBytes(StandardCharsets.UTF_8));
        Files.write(directory.resolve("05_cut.sql"), new byte[] {'a', (byte) 0xC3});
        byte[] late = ("x".repeat(8190) + "ä\n" + "ö".repeat(9000) + "\n").getBytes(StandardCharsets.UTF_8);
        Files.write(directory.resolve("06_fine.sql"), late);
        late[late.length - 3] = 'x';
        Files.write(directory.resolve("07_late.sql"), late);
        assertThat(problems())
                .containsExactly(
                        "ERROR 01_latin.sql:3:2: the file is not valid UTF-8. Next: save it as UTF-8.",
                        "ERROR 02_utf16.sql:1:1: the file is not valid UTF-8. Next: it looks like UTF-16; save it as UTF-8.",
                        "ERROR 03_utf16le.sql:1:2: the file holds a NUL character, which PostgreSQL's text cannot. Next: it"
                                + " looks like UTF-16; save it as UTF-8.",
                        "ERROR 04_nul.sql:1:9: the file holds a NUL character, which PostgreSQL's text cannot. Next: save"
                                + " it as UTF-8.",
                        "ERROR 05_cut.sql:1:2: the file is not valid UTF-8. Next: save it as UTF-8.",
                        "ERROR 07_late.sql:2:9001: the file is not valid UTF-8. Next: save it as UTF-8.");
    }

    @Test
    void reportsAPlaceThatDoesNotExist() {
        Path nowhere = directory.resolve("nowhere");
        Catalog catalog = Catalog.of(
                List.of(MigrationSource.at(nowhere.toString()), MigrationSource.at("classpath:no/such/folder")));
        assertThat(catalog.problems())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        nowhere + ": there is no such place. Next: create it, or set the location of the migrations to"
                                + " theirs.",
                        "classpath:no/such/folder: there is no such place. Next: create it, or set the location of the"
                                + " migrations to theirs.");
    }

    @Test
    void warnsOfAPlaceWithoutMigrations() throws IOException {
        file("notes.txt", "");
        assertThat(problems())
                .containsExactly(
                        "WARNING .: there is no migration in this place. Next: check that it is the right one.");
    }

    @Test
    void aLinkToNowhereIsAnErrorAndNotAbsent() throws IOException {
        Files.createSymbolicLink(directory.resolve("01_gone.sql"), directory.resolve("nowhere"));
        assertThat(problems())
                .containsExactly("ERROR 01_gone.sql: cannot be read: there is no such file. Next: make it readable.");
    }

    @Test
    void refusesASchemeThatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MigrationSource.at("s3:bucket/migrations"))
                .withMessage(
                        "`s3:bucket/migrations` is not a place for migrations: write classpath:…, file:…, or the path"
                                + " of a directory");
    }

    @Test
    void readsTheClassPathInFoldersAndJars() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("classes/db/migrations"));
        Files.writeString(folder.resolve("01_folder.sql"), "SELECT 1;");
        Files.createDirectory(folder.resolve("below"));
        Files.writeString(folder.resolve("below/03_not_me.sql"), "SELECT 3;");
        Path jar = directory.resolve("migrations.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (String name : List.of("db/", "db/migrations/")) {
                zip.putNextEntry(new ZipEntry(name));
            }
            for (String name : List.of("02_jar.sql", "below/04_nor_me.sql")) {
                zip.putNextEntry(new ZipEntry("db/migrations/" + name));
                zip.write("SELECT 2;".getBytes(StandardCharsets.UTF_8));
            }
        }
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {
                    directory.resolve("classes/").toUri().toURL(), jar.toUri().toURL()
                },
                null)) {
            Catalog catalog = Catalog.of(List.of(MigrationSource.classpath("/db/migrations/", loader)));
            assertThat(catalog.problems()).isEmpty();
            assertThat(catalog.migrations())
                    .extracting(Migration::location)
                    .containsExactly("classpath:db/migrations/01_folder.sql", "classpath:db/migrations/02_jar.sql");
        }
    }

    @Test
    void theLongestIdAndTheLongestNameAreTaken() {
        Migration.Code longest = code("a".repeat(26), "n".repeat(255));
        Migration.Code tooLongId = code("b".repeat(27), "name");
        Migration.Code tooLongName = code("c", "n".repeat(256));
        Catalog catalog = Catalog.of(List.of(), List.of(longest, tooLongId, tooLongName));
        assertThat(catalog.problems())
                .filteredOn(problem -> problem.isError())
                .extracting(problem -> problem.location().file())
                .containsExactlyInAnyOrder("class " + tooLongId.id(), "class " + tooLongName.id());
        assertThat(longest).hasToString("a".repeat(26) + "_" + "n".repeat(255));
    }

    private static Migration.Code code(String id, String name) {
        return new Migration.Code(new MigrationId(id), name, Optional.empty(), "class " + id, true, false);
    }
}
