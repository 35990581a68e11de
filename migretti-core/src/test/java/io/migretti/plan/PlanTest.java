package io.migretti.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.history.EntryStatus;
import io.migretti.history.History;
import io.migretti.history.HistoryEntry;
import io.migretti.migration.Catalog;
import io.migretti.migration.Checksum;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
import io.migretti.migration.MigrationSource;
import io.migretti.migration.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {

    @TempDir
    Path directory;

    private final List<HistoryEntry> rows = new ArrayList<>();

    private void files(String... ids) throws IOException {
        for (String id : ids) {
            Files.writeString(
                    directory.resolve(id + "_name.sql"),
                    "-- migrate: up\nSELECT " + id + ";\n-- migrate: irreversible\n");
        }
    }

    private Catalog catalog() {
        return Catalog.of(List.of(MigrationSource.directory(directory)));
    }

    private void row(String id, EntryStatus status, Optional<Checksum> checksum) {
        rows.add(new HistoryEntry(new MigrationId(id), "name", Instant.EPOCH, checksum, status, OptionalInt.empty()));
    }

    private void applied(String... ids) {
        for (String id : ids) {
            Optional<Migration> file = catalog().find(new MigrationId(id));
            row(
                    id,
                    EntryStatus.APPLIED,
                    Optional.of(file.flatMap(Migration::checksum).orElse(new Checksum("gone"))));
        }
    }

    private Plan plan(boolean outOfOrder) {
        return Plan.of(
                new Request.Apply(outOfOrder, Optional.empty(), Integer.MAX_VALUE, false),
                catalog(),
                new History(rows));
    }

    @Test
    void isEverythingThatHasNoRowInOrder() throws IOException {
        files("01", "02", "03");
        applied("01");
        assertThat(plan(false).ids()).extracting(MigrationId::value).containsExactly("02", "03");
        assertThat(plan(false)).hasToString("02_name (1 statement)" + System.lineSeparator() + "03_name (1 statement)");
        assertThat(plan(false).isEmpty()).isFalse();
    }

    @Test
    void isEmptyWhenEverythingIsApplied() throws IOException {
        files("01", "02");
        applied("01", "02");
        assertThat(plan(false).isEmpty()).isTrue();
    }

    @Test
    void doesNotReadWhatIsApplied() throws IOException {
        files("01", "02");
        Files.writeString(directory.resolve("01_name.sql"), "this is ' no SQL");
        applied("01", "02");
        assertThat(plan(false).problems()).isEmpty();
    }

    @Test
    void aRowWithoutChecksumCannotDiffer() throws IOException {
        files("01");
        row("01", EntryStatus.APPLIED, Optional.empty());
        assertThat(plan(false).isEmpty()).isTrue();
    }

    @Test
    void rowsWithoutFilesAreMissingBeforeTheNewestFileAndFutureBehindIt() throws IOException {
        files("02", "04");
        applied("01", "02", "03", "04", "05");
        assertThat(plan(false).refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.what())
                        .isEqualTo("applied migrations have no file, although there are newer ones: 01_name, 03_name"));
        assertThat(plan(false).future()).extracting(HistoryEntry::title).containsExactly("05_name");
        assertThat(plan(false).isExecutable()).isFalse();
    }

    @Test
    void aNewerReleasesRowsDoNotMakeAnOlderReleasesFilesLate() throws IOException {
        files("01", "02");
        applied("01", "05");
        assertThat(plan(false).refusals()).isEmpty();
        assertThat(plan(false).ids()).extracting(MigrationId::value).containsExactly("02");
    }

    @Test
    void aLateFileIsRefusedUnlessThatIsAllowed() throws IOException {
        files("01", "02", "03");
        applied("02");
        assertThat(plan(false).refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.what())
                        .isEqualTo("pending migrations sort before 02_name, which is applied: "
                                + directory.resolve("01_name.sql")));
        assertThat(plan(false).steps()).isEmpty();
        assertThat(plan(true).ids()).extracting(MigrationId::value).containsExactly("01", "03");
    }

    @Test
    void everyFailedRowIsNamed() throws IOException {
        files("01", "02");
        row("01", EntryStatus.FAILED, Optional.empty());
        rows.add(new HistoryEntry(
                new MigrationId("02"), "x", Instant.EPOCH, Optional.empty(), EntryStatus.FAILED, OptionalInt.of(3)));
        assertThat(plan(false).refusals())
                .singleElement()
                .satisfies(refusal -> assertThat(refusal.what())
                        .isEqualTo("the database is in a dirty state: 01_name failed; 02_x failed after 3 of its"
                                + " statements were done"));
    }

    @Test
    void anErrorInAnyPendingFileLeavesNoSteps() throws IOException {
        files("01");
        Files.writeString(directory.resolve("02_bad.sql"), "-- migrate: up\nSELECT '");
        assertThat(plan(false).errors()).hasSize(1);
        assertThat(plan(false).steps()).isEmpty();
        assertThat(plan(false).isEmpty()).isFalse();
    }

    @Test
    void aChangedFileIsRefusedWithBothChecksums() throws IOException {
        files("01", "02", "03");
        applied("01", "02");
        row("03", EntryStatus.FAILED, Optional.of(new Checksum("of what failed")));
        Checksum before =
                catalog().find(new MigrationId("02")).orElseThrow().checksum().orElseThrow();
        Files.writeString(directory.resolve("02_name.sql"), "-- migrate: up\nSELECT 'else';\n");
        Checksum after =
                catalog().find(new MigrationId("02")).orElseThrow().checksum().orElseThrow();
        assertThat(Plan.changed(catalog(), new History(rows)))
                .extracting(difference -> difference.migration().id().value())
                .containsExactly("02");
        Refusal refusal = plan(false).refusals().stream()
                .filter(Refusal.Changed.class::isInstance)
                .findFirst()
                .orElseThrow();
        assertThat(refusal.what())
                .isEqualTo("files were changed after they had been applied: " + directory.resolve("02_name.sql")
                        + " (applied with checksum " + before + ", has " + after + ")");
        assertThat(refusal.next())
                .isEqualTo("restore each file as it was applied, and put the change into a new migration; or accept the"
                        + " file as it is now with `fix <id> --applied`");
    }

    @Test
    void aWarningStopsNothing() throws IOException {
        Files.writeString(directory.resolve("01_name.sql"), "-- migrate: up\nSELECT 1;\n");
        Plan plan = plan(false);
        assertThat(plan.warnings()).singleElement().asString().startsWith(directory.resolve("01_name.sql") + ": ");
        assertThat(plan.errors()).isEmpty();
        assertThat(plan.ids()).extracting(MigrationId::value).containsExactly("01");
        assertThat(plan.isExecutable()).isTrue();
    }

    @Test
    void seedsWantEverythingApplied(@TempDir Path seeds) throws IOException {
        files("01", "02");
        applied("01");
        Files.writeString(seeds.resolve("a.sql"), "SELECT 1;\nSELECT 2;");
        Files.writeString(seeds.resolve("b.sql"), "-- migrate: no-transaction\nSELECT 3;");
        Request request = new Request.Seed(Seeds.of(List.of(MigrationSource.directory(seeds)), "dev"));
        assertThat(Plan.of(request, catalog(), new History(rows)).refusals())
                .singleElement()
                .satisfies(refusal -> {
                    assertThat(refusal.what())
                            .isEqualTo("seeds are written for the newest schema, and migrations are pending: "
                                    + directory.resolve("02_name.sql"));
                    assertThat(refusal.next()).isEqualTo("apply them, then seed");
                });
        applied("02");
        Plan plan = Plan.of(request, catalog(), new History(rows));
        assertThat(plan.isExecutable()).isTrue();
        assertThat(plan.steps()).hasToString("[a (2 statements), b (1 statement, no transaction)]");
        assertThat(plan.steps())
                .allSatisfy(step -> assertThat(step.direction()).isEqualTo(Direction.SEED))
                .extracting(Step::fileName)
                .containsExactly("a", "b");
        Files.writeString(seeds.resolve("c.sql"), "");
        Request wrong = new Request.Seed(Seeds.of(List.of(MigrationSource.directory(seeds)), "dev"));
        assertThat(Plan.of(wrong, catalog(), new History(rows)).errors()).hasSize(1);
        assertThat(Plan.of(wrong, catalog(), new History(rows)).steps()).isEmpty();
    }

    private Plan planWithBaseline(String id, boolean grouped) {
        return Plan.of(
                new Request.Apply(
                        false, Optional.empty(), Integer.MAX_VALUE, grouped, Optional.of(new MigrationId(id)), true),
                catalog(),
                new History(rows));
    }

    private static List<List<String>> transactions(Plan plan) {
        return plan.transactions().stream()
                .map(steps -> steps.stream().map(step -> step.id().value()).toList())
                .toList();
    }

    @Test
    void aBaselineIsRecordedInOneTransactionBeforeTheRestIsApplied() throws IOException {
        files("01", "02", "03", "04");
        Plan plan = planWithBaseline("02", false);
        assertThat(plan.ids()).extracting(MigrationId::value).containsExactly("01", "02", "03", "04");
        assertThat(plan.steps()).extracting(Step::fix).containsExactly(true, true, false, false);
        assertThat(transactions(plan)).containsExactly(List.of("01", "02"), List.of("03"), List.of("04"));
        assertThat(transactions(planWithBaseline("02", true))).containsExactly(List.of("01", "02", "03", "04"));
        assertThat(transactions(plan(false)))
                .containsExactly(List.of("01"), List.of("02"), List.of("03"), List.of("04"));
    }

    @Test
    void aBaselineDoesNothingWhereThereIsAHistory() throws IOException {
        files("01", "02", "03");
        applied("01");
        Plan plan = planWithBaseline("02", false);
        assertThat(plan.ids()).extracting(MigrationId::value).containsExactly("02", "03");
        assertThat(plan.steps()).extracting(Step::fix).containsExactly(false, false);
    }

    @Test
    void aChangedFileMayBeAWarning() throws IOException {
        files("01", "02");
        row("01", EntryStatus.APPLIED, Optional.of(new Checksum("another")));
        Plan plan = Plan.of(
                new Request.Apply(false, Optional.empty(), Integer.MAX_VALUE, false, Optional.empty(), false),
                catalog(),
                new History(rows));
        assertThat(plan.isExecutable()).isTrue();
        assertThat(plan.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.location().file())
                        .isEqualTo(directory.resolve("01_name.sql").toString()));
        assertThat(plan.ids()).extracting(MigrationId::value).containsExactly("02");
    }

    @Test
    void everyRefusalSaysWhatToDo() throws IOException {
        files("01", "02", "04");
        applied("02", "03");
        assertThat(plan(false).refusals())
                .extracting(Refusal::next)
                .containsExactly(
                        "bring the files back, or check that this is the right database and the right location",
                        "give them new ids, or allow out-of-order migrations if they do not depend on the order");
        Refusal production = new Refusal.Unconfirmed("live");
        assertThat(production.what())
                .isEqualTo("this is production (live), and executing SQL there needs a confirmation");
        assertThat(production.next())
                .isEqualTo("confirm with --yes on the command line, with migretti.confirm-production=true in Spring, or"
                        + " with confirmProduction(true) in Java");
    }
}
