package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.plan.Squash;
import io.migretti.report.Squashed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Something is where a squash has to write: it says how far it came, and completes itself when the way is free. */
@PostgresTest
class SquashInTheWayTest {

    @TempDir
    Path temporary;

    private Path directory;
    private Migretti migretti;

    @BeforeEach
    void twoArePending(TestDatabase database) {
        directory = temporary.resolve("migrations");
        MigrationFiles files = new MigrationFiles(directory)
                .up("02_a.sql", "CREATE TABLE a (x int);")
                .up("03_b.sql", "CREATE TABLE b (x int);");
        migretti = Migretti.on(database.dataSource()).from(files.location()).build();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            return all.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void inPlaceOfTheBackup() throws IOException {
        Files.createFile(directory.resolve(".squash_backup"));

        assertThatThrownBy(() -> migretti.squash("s"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageMatching("\\QNothing was changed, the files could not be squashed: "
                        + directory.resolve(".squash_backup") + "/\\E[0-9A-Z]{26}_s: Not a directory\\."
                        + "\n  Next: clear that and squash again\\.");
        assertThat(names()).containsExactly(".squash_backup", "02_a.sql", "03_b.sql");
    }

    @Test
    void inPlaceOfTheResult() throws IOException {
        Squash squash = migretti.planSquash("s");
        String name = squash.name().fileName();
        Path inTheWay = Files.createDirectory(directory.resolve(name));
        SquashFiles files = new SquashFiles(directory, name);

        assertThatThrownBy(() -> SquashRun.run(squash))
                .isInstanceOf(WorkspaceException.class)
                .hasMessage("""
                        The squash into %s was interrupted: %s is in the way.
                          Next: clear that and squash again, which completes it; the originals are in %s.""".formatted(name, inTheWay, files.backup()));
        assertThatThrownBy(() -> migretti.squash("another"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessage("""
                        The squash into %s was interrupted and cannot be completed: %s is in the way.
                          Next: clear that and squash again; or copy the files of %s back to %s, and delete %s.""".formatted(name, inTheWay, files.backup(), directory, files.waiting()));
        Files.delete(inTheWay);

        Squashed squashed = migretti.squash("another");

        assertThat(squashed.completed()).isTrue();
        assertThat(squashed.sources()).containsExactly("02_a.sql", "03_b.sql");
        assertThat(names()).containsExactly(".squash_backup", name);
        assertThat(migretti.apply().done()).hasSize(1);
    }

    @Test
    void withoutTheOriginalsNothingIsCompleted() throws IOException {
        Squash squash = migretti.planSquash("s");
        String name = squash.name().fileName();
        Files.createDirectory(directory.resolve(name));
        assertThatThrownBy(() -> SquashRun.run(squash)).isInstanceOf(WorkspaceException.class);
        SquashFiles files = new SquashFiles(directory, name);
        Path elsewhere = Files.move(files.backup(), temporary.resolve("elsewhere"));

        assertThatThrownBy(() -> migretti.squash("s"))
                .isInstanceOf(WorkspaceException.class)
                .hasMessage("""
                        The squash into %1$s was interrupted and cannot be completed: %2$s, which kept the originals, is gone.
                          Next: clear that and squash again; or copy the files of %2$s back to %3$s, and delete %4$s.""".formatted(name, files.backup(), directory, files.waiting()));
        assertThat(elsewhere.resolve("02_a.sql")).exists();
        assertThat(files.waiting()).exists();
    }
}
