package io.migretti.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages of the command line show is what happens. */
@PostgresTest
class PageTest {

    @Test
    void everyTranscriptIsTrue(TestDatabase database, @TempDir Path directory) throws IOException {
        new Page("cli.md").requireTrue(new Mgs(directory).with("MG_DATABASE_URL", database.url()), database);
    }

    @Test
    void everyTranscriptOfTheDiffIsTrue(TestDatabase database, @TempDir Path directory) throws IOException {
        Mgs mg = new Mgs(directory).file("mg.yaml", "database: { url: \"" + database.url() + "\" }\n");
        mg.run("init");

        new Page("diff.md").requireTrue(mg, database);
    }

    @Test
    void thePageNamesEveryCommand() throws IOException {
        String page = new Page("cli.md").text();

        assertThat(CommandLines.complete().getSubcommands().keySet())
                .allSatisfy(command -> assertThat(page).contains("`mg " + command));
    }
}
