package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.ulid.UlidCreator;
import io.migretti.migration.Catalog;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationSource;
import io.migretti.migration.Scripts;
import io.migretti.migration.Seeds;
import io.migretti.script.Problem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceTest {

    @TempDir
    Path directory;

    private Workspace initialized() {
        Workspace workspace = Workspace.in(directory);
        workspace.init();
        return workspace;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aNewMigrationMayHaveItsStatementsFromTheBeginning() throws IOException {
        Path file = initialized()
                .create("Add users", "-- migrate: up\nCREATE TABLE a ();\n\n-- migrate: down\nDROP TABLE a;\n");

        assertThat(file).hasContent("""
                -- migration: Add users
                -- id: %s

                -- migrate: up
                CREATE TABLE a ();

                -- migrate: down
                DROP TABLE a;
                """.formatted(file.getFileName().toString().substring(0, 26)));
    }

    @Test
    void aNewMigrationIsCompleteButForItsStatements() throws IOException {
        Path file = initialized().create("Add users");

        String id = file.getFileName().toString().substring(0, 26);
        assertThat(file).hasFileName(id + "_add_users.sql");
        assertThat(NewIds.isUlid(id)).isTrue();
        assertThat(file).hasContent("""
                -- migration: Add users
                -- id: %s

                -- migrate: up


                -- migrate: down

                """.formatted(id));
        assertThat(names(directory.resolve("migrations")))
                .containsExactly(file.getFileName().toString());

        Catalog catalog = Catalog.of(List.of(MigrationSource.directory(directory.resolve("migrations"))));
        List<Problem> problems = new ArrayList<>(catalog.problems());
        Scripts.parse((Migration.Sql) catalog.newest().orElseThrow(), problems);
        assertThat(problems)
                .filteredOn(Problem::isError)
                .singleElement()
                .hasToString(
                        file + ":4:1: the section `up` holds no statement. Next: write at least one statement behind"
                                + " `-- migrate: up`, or delete the file if it has not been applied anywhere.");
        Files.writeString(file, Files.readString(file).replace("up\n", "up\nSELECT 1;\n"));
        problems.clear();
        assertThat(Scripts.parse((Migration.Sql) catalog.newest().orElseThrow(), problems))
                .hasValueSatisfying(scripts -> assertThat(scripts.title()).isEqualTo("Add users"));
    }

    @Test
    void aNewSeedIsCompleteButForItsStatements() {
        Path file = initialized().createSeed("Größe\r\n-- migrate: up");

        assertThat(file.getFileName().toString()).endsWith("_grosse_migrate_up.sql");
        assertThat(file).content().startsWith("-- seed: Größe -- migrate: up\n");
        List<Problem> problems = new ArrayList<>();
        Seeds.of(List.of(MigrationSource.directory(directory.resolve("seeds"))), "default")
                .files()
                .get(0)
                .parse(problems);
        assertThat(problems)
                .singleElement()
                .hasToString(
                        file + ": the seed holds no statement. Next: write at least one statement into it, or delete"
                                + " it.");
    }

    @ParameterizedTest
    @CsvSource({
        "Add users, add_users",
        "'  a--B__c!  ', a_b_c",
        "Größe ändern, grosse_andern",
        "GROẞ, gross",
        "Café №5 ﬁn, cafe_no5_fin",
        "Таблица users 表, users",
        "42, 42",
        "../../etc/passwd, etc_passwd",
        "İstanbul, istanbul"
    })
    void aFileNameIsMadeOfLettersAndDigits(String name, String slug) {
        assertThat(Workspace.slug(name)).hasToString(slug);
    }

    @Test
    void aNameThatMakesNoFileNameIsRefused() throws IOException {
        Workspace workspace = initialized();
        assertThatThrownBy(() -> workspace.create("表"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessage("""
                `表` has no letter from a to z and no digit to make a file name of.
                  Next: choose a name that has some, as in `add users`.""");
        assertThatThrownBy(() -> workspace.createSeed("x".repeat(225))).hasMessage("""
                The name makes a file name of 225 characters, 224 are the most.
                  Next: choose a shorter one; the file has room for the rest.""");
        assertThat(names(directory.resolve("migrations"))).isEmpty();
        assertThat(workspace.create("x".repeat(224)).getFileName().toString()).hasSize(255);
    }

    @Test
    void newFilesKeepTheirOrderHoweverFastTheyAreMade() throws IOException {
        Workspace workspace = initialized();
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            made.add(workspace.create("m" + i).getFileName().toString());
        }
        assertThat(names(directory.resolve("migrations"))).containsExactlyElementsOf(made);
    }

    @Test
    void aNewFileSortsBehindOneOfAClockThatWasAhead() throws IOException {
        Workspace workspace = initialized();
        String ahead = UlidCreator.getUlid(
                        Instant.now().plus(Duration.ofDays(400)).toEpochMilli())
                .toString();
        Files.createFile(directory.resolve("migrations").resolve(ahead + "_ahead.sql"));

        String first = workspace.create("first").getFileName().toString();
        String second = workspace.create("second").getFileName().toString();

        assertThat(names(directory.resolve("migrations"))).containsExactly(ahead + "_ahead.sql", first, second);
    }

    @Test
    void idsThatAreNoUlidsMayBeBeforeANewFileAndNotBehindIt() throws IOException {
        Workspace workspace = initialized();
        Files.createFile(directory.resolve("migrations/0001_first.sql"));
        Files.createFile(directory.resolve("migrations/z-1_no_migration.sql"));
        assertThat(workspace.create("second")).exists();

        Files.createFile(directory.resolve("migrations/20250101_third.sql"));
        assertThatThrownBy(() -> workspace.create("fourth"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageMatching(
                        "(?s)The id 20250101 is not a ULID and sorts behind all ULIDs of today, such as 0\\w{25};"
                                + " a new file with a ULID would come before it\\.\n  Next: name the new file by hand, with an id"
                                + " that sorts behind 20250101\\.");

        Files.createFile(directory.resolve("seeds/users_x.sql"));
        assertThat(workspace.createSeed("orders")).exists();
    }

    @Test
    void withoutItsDirectoryNothingIsMade() {
        assertThatThrownBy(() -> Workspace.in(directory).create("a"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessage("There is no directory " + directory.resolve("migrations")
                        + ".\n  Next: create it, or run `init`.");
    }

    @Test
    void initMakesWhatIsMissingAndKeepsWhatIsThere() throws IOException {
        Path project = directory.resolve("new/project");
        Workspace.Initialized first = Workspace.in(project).init();
        assertThat(first.made())
                .containsExactly(project.resolve("migrations"), project.resolve("seeds"), project.resolve("mg.yaml"));
        assertThat(first.kept()).isEmpty();
        assertThat(project.resolve("mg.yaml"))
                .content()
                .contains("host: localhost", "lock_id: 894321", "envs:", "pre_apply:", "post_rollback:");

        Files.writeString(project.resolve("mg.yaml"), "mine");
        Files.delete(project.resolve("seeds"));
        Workspace.Initialized second = Workspace.in(project).init();
        assertThat(second.made()).containsExactly(project.resolve("seeds"));
        assertThat(second.kept()).containsExactly(project.resolve("migrations"), project.resolve("mg.yaml"));
        assertThat(project.resolve("mg.yaml")).hasContent("mine");
        assertThat(names(project)).containsExactly("mg.yaml", "migrations", "seeds");
    }

    @Test
    void initSaysWhatIsInTheWay() throws IOException {
        Files.createFile(directory.resolve("seeds"));
        assertThatThrownBy(() -> Workspace.in(directory).init())
                .isInstanceOf(WorkspaceException.class)
                .hasMessage("Not everything could be made in " + directory + ": " + directory.resolve("seeds")
                        + " is in the way.\n  Next: make way, or choose another directory; nothing that was there has been"
                        + " changed.");
    }

    @Test
    void aFileThatIsThereIsNeverReplacedAndAFailedOneLeavesNothing() throws IOException {
        Path file = directory.resolve("file");
        Files.writeString(file, "old");
        assertThatThrownBy(() -> NewFile.write(file, out -> out.write('x')))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> NewFile.rename(file, file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThatThrownBy(() -> NewFile.write(directory.resolve("other"), out -> {
                    out.write('x');
                    throw new IOException("no space left");
                }))
                .hasMessage("no space left");
        assertThat(names(directory)).containsExactly("file");
        assertThat(file).hasContent("old");
    }
}
