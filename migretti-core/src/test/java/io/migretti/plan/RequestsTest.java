package io.migretti.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.migretti.history.EntryStatus;
import io.migretti.history.History;
import io.migretti.history.HistoryEntry;
import io.migretti.migration.Catalog;
import io.migretti.migration.Checksum;
import io.migretti.migration.Migration;
import io.migretti.migration.MigrationId;
import io.migretti.migration.MigrationSource;
import io.migretti.plan.Request.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each request turns into, or why not. */
class RequestsTest {

    private static final String DOWN = """
            -- migrate: no-transaction
            -- migrate: lock-timeout 3s
            -- migrate: statement-timeout 4s
            -- migrate: down
            SELECT 1;
            SELECT 2;
            """;

    @TempDir
    Path directory;

    private final List<HistoryEntry> rows = new ArrayList<>();
    private final List<Migration.Code> classes = new ArrayList<>();
    private final Map<MigrationId, String> storedDowns = new java.util.HashMap<>();

    private void file(String id, String text) throws IOException {
        Files.writeString(directory.resolve(id + "_name.sql"), text);
    }

    private void reversible(String... ids) throws IOException {
        for (String id : ids) {
            file(
                    id,
                    "-- migration: Title " + id + "\n-- migrate: up\nSELECT " + id
                            + ";\n-- migrate: down\nSELECT 0;\n");
        }
    }

    private Catalog catalog() {
        return Catalog.of(List.of(MigrationSource.directory(directory)), classes);
    }

    private void row(String id, int second, EntryStatus status, OptionalInt done) {
        Optional<Checksum> checksum = catalog()
                .find(new MigrationId(id))
                .flatMap(Migration::checksum)
                .or(() -> Optional.of(new Checksum("gone")));
        rows.add(new HistoryEntry(new MigrationId(id), "name", Instant.ofEpochSecond(second), checksum, status, done));
    }

    private void applied(String id, int second) {
        row(id, second, EntryStatus.APPLIED, OptionalInt.empty());
    }

    private Plan plan(Request request) {
        return Plan.of(request, catalog(), new History(rows), storedDowns);
    }

    private static List<String> ids(Plan plan) {
        return plan.ids().stream().map(MigrationId::value).toList();
    }

    private void refused(Request request, String what, String next) {
        Plan plan = plan(request);
        assertThat(plan.steps()).isEmpty();
        assertThat(plan.isExecutable()).isFalse();
        assertThat(plan.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.what()).isEqualTo(what);
            assertThat(refusal.next()).isEqualTo(next);
        });
    }

    private static Request.Apply apply(Optional<String> target, int limit, boolean grouped) {
        return new Request.Apply(false, target.map(MigrationId::new), limit, grouped);
    }

    @Test
    void applyStopsAtItsTargetAndAtItsLimit() throws IOException {
        reversible("01", "02", "03", "04");
        applied("01", 1);
        assertThat(ids(plan(Request.Apply.everything()))).containsExactly("02", "03", "04");
        assertThat(ids(plan(apply(Optional.of("03"), Integer.MAX_VALUE, false))))
                .containsExactly("02", "03");
        assertThat(ids(plan(apply(Optional.of("01"), Integer.MAX_VALUE, false))))
                .isEmpty();
        assertThat(ids(plan(apply(Optional.empty(), 1, false)))).containsExactly("02");
        refused(
                apply(Optional.of("07"), 9, false),
                "there is no migration 07 among the files",
                "check the id; `list` shows those there are");
    }

    @Test
    void aCountBelowOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Request.Rollback(0, false))
                .withMessage("at least one migration, not 0");
        assertThatIllegalArgumentException().isThrownBy(() -> apply(Optional.empty(), -1, false));
    }

    @Test
    void aStepKnowsWhatItsRowWillSay() throws IOException {
        reversible("01");
        Step step = plan(Request.Apply.everything()).steps().get(0);
        assertThat(step.title()).isEqualTo("Title 01");
        assertThat(step.fileName()).isEqualTo("01_name");
        assertThat(step.location()).isEqualTo(directory.resolve("01_name.sql").toString());
        assertThat(step.checksum()).isEqualTo(catalog().migrations().get(0).checksum());
        assertThat(step.direction()).isEqualTo(Direction.UP);
        assertThat(step.fix()).isFalse();
        assertThat(step.reversible()).isTrue();
        assertThat(step.portableDown()).hasValue("-- migrate: down\nSELECT 0;\n");
    }

    @Test
    void aGroupTakesOnlyTransactionalMigrations() throws IOException {
        reversible("01");
        assertThat(plan(apply(Optional.empty(), 9, true)).isGrouped()).isTrue();
        assertThat(plan(apply(Optional.empty(), 9, false)).isGrouped()).isFalse();
        file("02", "-- migrate: no-transaction\n-- migrate: up\nVACUUM;\n-- migrate: irreversible\n");
        refused(
                apply(Optional.empty(), 9, true),
                "a single transaction is asked for, and these run without one: " + directory.resolve("02_name.sql"),
                "apply without the single transaction, or apply up to the first of them before");
    }

    @Test
    void rollbackTakesTheLastAppliedByTimeAndThenById() throws IOException {
        reversible("01", "02", "03");
        applied("01", 30);
        applied("02", 10);
        applied("03", 10);
        assertThat(ids(plan(new Request.Rollback(2, false)))).containsExactly("01", "03");
        assertThat(ids(plan(new Request.Rollback(9, false)))).containsExactly("01", "03", "02");
        assertThat(plan(new Request.Rollback(1, false)).steps().get(0).direction())
                .isEqualTo(Direction.DOWN);
        rows.clear();
        assertThat(plan(new Request.Rollback(1, false)).isEmpty()).isTrue();
    }

    @Test
    void rollbackUsesTheFileAsItWasAppliedElseWhatTheHistoryKeeps() throws IOException {
        reversible("01", "02");
        applied("01", 1);
        applied("02", 2);
        applied("03", 3);
        file("02", "-- migrate: up\nSELECT 99;\n-- migrate: down\nSELECT 99;\n");
        storedDowns.put(new MigrationId("02"), DOWN);
        storedDowns.put(new MigrationId("03"), DOWN);
        storedDowns.put(new MigrationId("01"), "-- migrate: down\nDROP TABLE never_used;\n");

        Plan plan = plan(new Request.Rollback(3, false));

        assertThat(plan.toString().lines())
                .containsExactly(
                        "03_name (2 statements, as kept in the history, no transaction)",
                        "02_name (2 statements, as kept in the history, no transaction)",
                        "01_name (1 statement)");
        assertThat(plan.steps().get(0).work()).isInstanceOfSatisfying(Work.Sql.class, sql -> {
            assertThat(sql.stored()).isTrue();
            assertThat(sql.lockTimeout()).hasValue(Duration.ofSeconds(3));
            assertThat(sql.statementTimeout()).hasValue(Duration.ofSeconds(4));
            assertThat(sql.sha256()).isEqualTo(Checksum.of(DOWN).sha256());
        });
        assertThat(plan.steps().get(0).location()).isEqualTo("history:03_name");
        assertThat(plan.steps().get(2).location())
                .isEqualTo(directory.resolve("01_name.sql").toString());
    }

    @Test
    void rollbackNamesEveryMigrationThatNothingSaysHowToRevert() throws IOException {
        file("01", "-- migrate: up\nSELECT 1;\n-- migrate: irreversible\n");
        reversible("02");
        applied("01", 1);
        applied("02", 2);
        applied("03", 3);
        file("02", "-- migrate: up\nSELECT 99;\n-- migrate: down\nSELECT 99;\n");
        classes.add(new Migration.Code(new MigrationId("04"), "name", Optional.empty(), "class X", true, false));
        applied("04", 4);
        refused(
                new Request.Rollback(4, false),
                "nothing says how to revert class X, which has no down; 03_name, which has no file here, and the history"
                        + " keeps no down for it; " + directory.resolve("02_name.sql")
                        + ", which was changed after it had been applied, and the history keeps no down for it; "
                        + directory.resolve("01_name.sql") + ", which has no down",
                "revert by a new migration, or remove them from the history alone by allowing a missing down");
        Plan allowed = plan(new Request.Rollback(4, true));
        assertThat(allowed.steps()).hasSize(4).allSatisfy(step -> {
            assertThat(step.work()).isEqualTo(new Work.Nothing());
            assertThat(step.transactional()).isTrue();
        });
        assertThat(allowed.steps().get(1)).hasToString("03_name (history only)");
    }

    @Test
    void classesArePlannedLikeFiles() throws IOException {
        reversible("02");
        classes.add(new Migration.Code(new MigrationId("01"), "first", Optional.empty(), "class X", true, true));
        classes.add(new Migration.Code(
                new MigrationId("03"), "last", Optional.of(new Checksum("a")), "class Y", false, false));
        Plan plan = plan(Request.Apply.everything());
        assertThat(plan.toString().lines())
                .containsExactly("01_first (class X)", "02_name (1 statement)", "03_last (class Y, no transaction)");
        assertThat(plan.steps()).extracting(Step::reversible).containsExactly(true, true, false);
        applied("01", 1);
        assertThat(plan(new Request.Rollback(1, false)).steps().get(0).work()).isEqualTo(new Work.Code(true, true));
    }

    @Test
    void aBadIdOfAClassAndOneThatAFileHasTooAreErrors() throws IOException {
        reversible("01");
        classes.add(new Migration.Code(new MigrationId("01"), "x", Optional.empty(), "class X", true, true));
        classes.add(new Migration.Code(new MigrationId("0-2"), "x", Optional.empty(), "class Y", true, true));
        assertThat(plan(Request.Apply.everything()).errors())
                .extracting(Object::toString)
                .containsExactlyInAnyOrder(
                        "class X: the id 01 is also that of " + directory.resolve("01_name.sql")
                                + ". Next: give one of the two another id, if it has not been applied anywhere.",
                        "class Y: the id `0-2` has characters other than A-Z, a-z and 0-9. Next: an id is 1 to 26 letters"
                                + " and digits.");
    }

    @Test
    void fixSettlesAFailedRow() throws IOException {
        reversible("01");
        file("02", "-- migrate: no-transaction\n-- migrate: up\nVACUUM;\nANALYZE;\n-- migrate: irreversible\n");
        row("02", 1, EntryStatus.FAILED, OptionalInt.of(1));

        Step applied = plan(fix("02", Resolution.APPLIED)).steps().get(0);
        assertThat(applied.work()).isEqualTo(new Work.Nothing());
        assertThat(applied.direction()).isEqualTo(Direction.UP);
        assertThat(applied.fix()).isTrue();

        Step removed = plan(fix("02", Resolution.REMOVE)).steps().get(0);
        assertThat(removed.work()).isEqualTo(new Work.Nothing());
        assertThat(removed.direction()).isEqualTo(Direction.DOWN);
        assertThat(removed.fix()).isTrue();

        Step resumed = plan(fix("02", Resolution.RESUME)).steps().get(0);
        assertThat(resumed).hasToString("02_name (2 statements, from number 2 on, no transaction)");
        assertThat(resumed.fix()).isTrue();
        assertThat(resumed.work())
                .isInstanceOfSatisfying(
                        Work.Sql.class, sql -> assertThat(sql.done()).isEqualTo(1));
    }

    @Test
    void fixAcceptsTheFileOfAnAppliedRowAsItIsNow() throws IOException {
        reversible("01");
        applied("01", 1);
        file("01", "-- migrate: up\nSELECT 99;\n-- migrate: down\nSELECT 98;\n");
        Step step = plan(fix("01", Resolution.APPLIED)).steps().get(0);
        assertThat(step.checksum()).isEqualTo(catalog().migrations().get(0).checksum());
        assertThat(step.portableDown()).hasValue("-- migrate: down\nSELECT 98;\n");
    }

    @Test
    void fixRefusesWhatDoesNotFit() throws IOException {
        reversible("01");
        applied("01", 1);
        refused(
                fix("09", Resolution.APPLIED),
                "there is no migration 09 in the history",
                "check the id; `list` shows those there are");
        refused(fix("01", Resolution.REMOVE), "01_name is applied, not failed", "roll it back if it is to be reverted");
        refused(fix("01", Resolution.RESUME), "01_name is applied, there is nothing to resume", "go on");
        rows.clear();
        row("01", 1, EntryStatus.FAILED, OptionalInt.empty());
        refused(
                fix("01", Resolution.RESUME),
                "01_name cannot be resumed: how far it came is not recorded, because another tool began it or because it"
                        + " failed on its way down",
                "bring the database by hand to what it is with the migration and say `fix 01 --applied`, or to what it is"
                        + " without it and say `fix 01 --remove`");
        rows.clear();
        row("01", 1, EntryStatus.FAILED, OptionalInt.of(0));
        refused(
                fix("01", Resolution.RESUME),
                directory.resolve("01_name.sql") + " is no longer a migration without transaction",
                "restore what was begun, and correct only what comes after it");
        rows.clear();
        row("05", 1, EntryStatus.FAILED, OptionalInt.of(0));
        refused(
                fix("05", Resolution.RESUME),
                "there is no migration 05 among the files",
                "check the id; `list` shows those there are");
        file("05", "-- migrate: no-transaction\n-- migrate: up\nVACUUM;\n-- migrate: irreversible\n");
        rows.clear();
        row("05", 1, EntryStatus.FAILED, OptionalInt.of(2));
        refused(
                fix("05", Resolution.RESUME),
                directory.resolve("05_name.sql") + " has fewer statements than the 2 that are done",
                "restore what was begun, and correct only what comes after it");
    }

    @Test
    void aFailedRowStopsApplyAndRollback() throws IOException {
        reversible("01", "02");
        applied("01", 1);
        row("02", 2, EntryStatus.FAILED, OptionalInt.of(1));
        for (Request request : List.of(Request.Apply.everything(), new Request.Rollback(1, false))) {
            refused(
                    request,
                    "the database is in a dirty state: 02_name failed after 1 of its statements were done",
                    "correct the file and continue it with `fix <id> --resume`; or finish it by hand and say `fix <id>"
                            + " --applied`; or undo it by hand and say `fix <id> --remove`");
        }
    }

    @Test
    void aBaselineRecordsEverythingUpToItsTarget() throws IOException {
        reversible("01", "02", "03");
        Plan plan = plan(new Request.Baseline(new MigrationId("02")));
        assertThat(ids(plan)).containsExactly("01", "02");
        assertThat(plan.isGrouped()).isTrue();
        assertThat(plan.steps()).allSatisfy(step -> {
            assertThat(step.work()).isEqualTo(new Work.Nothing());
            assertThat(step.portableDown()).hasValue("-- migrate: down\nSELECT 0;\n");
        });
        refused(
                new Request.Baseline(new MigrationId("04")),
                "there is no migration 04 among the files",
                "check the id; `list` shows those there are");
        applied("01", 1);
        refused(
                new Request.Baseline(new MigrationId("02")),
                "the history has rows already, 1 of them",
                "a baseline is for a database without history; settle single migrations with `fix`");
    }

    private static Request.Fix fix(String id, Resolution resolution) {
        return new Request.Fix(new MigrationId(id), resolution);
    }
}
