package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.migration.MigrationSource;
import io.migretti.migration.Seeds;
import io.migretti.plan.Request;
import io.migretti.report.MigrettiEvent;
import io.migretti.report.Verification;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** What a failure, a difference or a wrong setting says to do. */
@PostgresTest
class AdviceTest {

    @TempDir
    Path directory;

    private MigrationFiles files;
    private PGSimpleDataSource dataSource;

    @BeforeEach
    void setUp(TestDatabase database) {
        files = new MigrationFiles(directory);
        dataSource = database.dataSource();
    }

    private MigrettiBuilder builder() {
        return Migretti.on(dataSource).from(files.location());
    }

    private static String raise(String state) {
        return "DO $$ BEGIN RAISE EXCEPTION 'raised' USING ERRCODE = '" + state + "'; END $$;";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            25001 | write `-- migrate: no-transaction` in the file: this statement cannot run inside a transaction block
            55P03 | another session holds a lock that the migration needs; start again when it is free, or give the file a longer `-- migrate: lock-timeout`
            40P01 | another session was in the way; start again
            40001 | another session was in the way; start again
            42501 | grant the role what it lacks, or give migrations a role that owns the schema; then start again
            57014 | start again; if it takes that long, give the file a longer `-- migrate: statement-timeout`
            25006 | use a role and a server that take changes, and start again
            53000 | give the server or the role more of what it lacks; then start again
            53100 | give the server or the role more of what it lacks; then start again
            53200 | give the server or the role more of what it lacks; then start again
            53300 | give the server or the role more of what it lacks; then start again
            53400 | give the server or the role more of what it lacks; then start again
            42P06 | correct the file and start again; if the database is older than its history, adopt it with a baseline instead
            42P07 | correct the file and start again; if the database is older than its history, adopt it with a baseline instead
            42701 | correct the file and start again; if the database is older than its history, adopt it with a baseline instead
            42710 | correct the file and start again; if the database is older than its history, adopt it with a baseline instead
            P0001 | correct the file and start again; what is applied is not repeated
            """)
    void eachStateThatHasAWayOutOfItsOwnNamesIt(String state, String advice) {
        files.up("01_raise.sql", raise(state));

        assertThatThrownBy(builder().lockAttempts(1).build()::apply)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessage("""
                        Migration 01_raise failed and was rolled back; nothing was applied before it.
                          at %s:2:1
                             2 | %s
                               | ^
                          PostgreSQL %s: raised
                          Context: PL/pgSQL function inline_code_block line 1 at RAISE
                          Next: %s.""".formatted(files.path("01_raise.sql"), raise(state), state, advice));
    }

    @Test
    void whatASeedFindsAlreadyIsNoReasonForABaseline() throws IOException {
        files.up("01_table.sql", "CREATE TABLE t (x int);");
        Path seeds = Files.createDirectory(directory.resolve("seeds"));
        Files.writeString(seeds.resolve("10_table.sql"), "CREATE TABLE t (x int);");
        Migretti migretti = builder().seeds(seeds.toString()).build();
        migretti.apply();

        assertThatThrownBy(migretti::seed)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessageEndingWith("Next: correct the file and start again; the seeds before it run again as well.");
    }

    @Test
    void aTransactionThatSaysItReadsOnly() {
        files.up("01_read.sql", "SET TRANSACTION READ ONLY;\nCREATE TABLE t (x int);");

        assertThatThrownBy(builder().build()::apply)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessage("""
                        Migration 01_read failed and was rolled back; nothing was applied before it.
                          at %s:3:1
                             3 | CREATE TABLE t (x int);
                               | ^
                          PostgreSQL 25006: cannot execute CREATE TABLE in a read-only transaction
                          Next: use a role and a server that take changes, and start again.""".formatted(files.path("01_read.sql")));
    }

    @Test
    void aFileThatIsTakenAwayWhileTheOneBeforeItRuns() {
        files.up("01_one.sql", "SELECT 1;").up("02_two.sql", "SELECT 2;");
        Migretti migretti = builder()
                .listener(event -> {
                    if (event instanceof MigrettiEvent.MigrationDone) {
                        files.delete("02_two.sql");
                    }
                })
                .build();

        assertThatThrownBy(migretti::apply)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessage("""
                        Migration 02_two failed and was rolled back; 1 of 2 migrations was applied before it and stays.
                          at %1$s
                          %1$s is gone
                          Next: start again, with files that nobody changes meanwhile.""".formatted(files.path("02_two.sql")));
    }

    @Test
    void aFileOfTheClassPathThatIsTakenAwayMeanwhile() throws IOException {
        MigrationFiles folder = new MigrationFiles(directory.resolve("db"))
                .up("01_one.sql", "SELECT 1;")
                .up("02_two.sql", "SELECT 2;");
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, null)) {
            Migretti migretti = Migretti.on(dataSource)
                    .from(MigrationSource.classpath("db", loader))
                    .listener(event -> {
                        if (event instanceof MigrettiEvent.MigrationDone) {
                            folder.delete("02_two.sql");
                        }
                    })
                    .build();

            assertThatThrownBy(migretti::apply)
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessage("""
                            Migration 02_two failed and was rolled back; 1 of 2 migrations was applied before it and stays.
                              at classpath:db/02_two.sql
                              classpath:db/02_two.sql is no longer there
                              Next: start again, with files that nobody changes meanwhile.""");
        }
    }

    // ---- classes

    private record OneWay(String id, String name) implements JavaMigration {
        @Override
        public boolean reversible() {
            return true;
        }

        @Override
        public void up(Connection connection) throws Exception {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE t (x int)");
            }
        }
    }

    private interface Body {
        void run(Connection connection) throws Exception;
    }

    private record Coded(String id, String name, Optional<String> checksum, Body body) implements JavaMigration {
        @Override
        public void up(Connection connection) throws Exception {
            body.run(connection);
        }
    }

    @Test
    void aClassThatFailsWithAnErrorFailsLikeAnyOther() {
        Migretti migretti = Migretti.on(dataSource)
                .javaMigrations(new Coded("01", "gone", Optional.empty(), connection -> {
                    throw new NoClassDefFoundError("org/example/Gone");
                }))
                .build();

        assertThatThrownBy(migretti::apply)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessage("""
                        Migration 01_gone failed and was rolled back; nothing was applied before it.
                          at class io.migretti.AdviceTest$Coded
                          java.lang.NoClassDefFoundError: org/example/Gone
                          Next: correct the class and start again; what is applied is not repeated.""");
        assertThat(Sql.value(dataSource, "SELECT count(*) FROM _migrations")).isEqualTo("0");
    }

    @Test
    void noClassIsToldToWriteADirective() {
        assertThatThrownBy(Migretti.on(dataSource)
                        .javaMigrations(new Coded("01", "read", Optional.empty(), c -> c.setReadOnly(true)))
                        .build()::apply)
                .hasMessageEndingWith("Next: correct the class and start again; what is applied is not repeated.");
        assertThatThrownBy(Migretti.on(dataSource)
                        .javaMigrations(new Coded("01", "vacuum", Optional.empty(), connection -> {
                            try (Statement statement = connection.createStatement()) {
                                statement.execute("VACUUM");
                            }
                        }))
                        .build()::apply)
                .hasMessage("""
                        Migration 01_vacuum failed and was rolled back; nothing was applied before it.
                          at class io.migretti.AdviceTest$Coded
                          PostgreSQL 25001: VACUUM cannot run inside a transaction block
                          Next: let the class say that it is not transactional: this statement cannot run inside a transaction block.""");
    }

    @Test
    @SuppressWarnings("NullAway") // what a class written without its checks returns
    void whatAClassSaysOfItselfIsJudgedBeforeAnythingRuns() {
        Body nothing = connection -> {};
        assertThatThrownBy(Migretti.on(dataSource)
                        .javaMigrations(
                                new Coded(null, "a", Optional.empty(), nothing),
                                new Coded("02", null, Optional.empty(), nothing),
                                new Coded("03", "a\0b", Optional.empty(), nothing),
                                new Coded("04", "d", Optional.of("x".repeat(65)), nothing))
                        .build()::apply)
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessage("""
                        There are 4 problems with the migrations
                          class io.migretti.AdviceTest$Coded: it returns no id
                              return 1 to 26 letters and digits
                          class io.migretti.AdviceTest$Coded: it returns no name
                              return what a file would have behind its id
                          class io.migretti.AdviceTest$Coded: the name holds a NUL character
                              return what a file would have behind its id
                          class io.migretti.AdviceTest$Coded: the checksum has 65 characters, 64 are the most
                              return the hash of what it is now
                          Next: correct the files; nothing was executed.""");
        assertThat(Sql.value(dataSource, "SELECT to_regclass('_migrations') IS NULL"))
                .isEqualTo("t");
    }

    @Test
    void aPlaceThatIsNamedTwiceIsNotTakenForTwoFiles() {
        files.file("01_a.sql", "-- migrate: up\nSELECT 1;\n-- migrate: irreversible\n");
        assertThatThrownBy(builder().from(files.location()).build()::apply)
                .hasMessage("""
                        There is a problem with the migrations
                          %s: the file is found twice, because its place is named twice
                              name each place once
                          Next: correct the files; nothing was executed.""".formatted(files.path("01_a.sql")));
    }

    @Test
    void anEmptyTextIsNoPlace() {
        assertThatThrownBy(() -> Migretti.on(dataSource).from(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`` is not a place for migrations: write classpath:…, file:…, or the path of a directory");
    }

    @Test
    void whatTheDriverRefusesIsSaidWithoutItsWordsAboutBatches() {
        files.file("01_a.sql", "-- migrate: up\nCOPY (SELECT 1) TO STDOUT;\n-- migrate: irreversible\n");
        assertThatThrownBy(builder().build()::apply).hasMessage("""
                        Migration 01_a failed and was rolled back; nothing was applied before it.
                          at %s:2:1
                             2 | COPY (SELECT 1) TO STDOUT;
                               | ^
                          COPY commands are only supported using the CopyManager API.
                          Next: correct the file and start again; what is applied is not repeated.""".formatted(files.path("01_a.sql")));
    }

    @Test
    void aClassThatPromisesADownAndHasNone() {
        Migretti migretti = Migretti.on(dataSource)
                .javaMigrations(new OneWay("01", "one_way"))
                .build();
        migretti.apply();

        assertThatThrownBy(migretti::down)
                .isInstanceOf(MigrationFailedException.class)
                .hasMessage("""
                        Migration 01_one_way failed and was rolled back; nothing was rolled back before it.
                          at class io.migretti.AdviceTest$OneWay
                          java.lang.IllegalStateException: io.migretti.AdviceTest$OneWay says that it is reversible and has no down
                          Next: correct the class and start again; what is applied is not repeated.""");
        assertThat(Sql.value(dataSource, "SELECT to_regclass('t') IS NOT NULL")).isEqualTo("t");
    }

    @Test
    void aClassWhoseNameHasNoRoomInTheHistory() {
        Migretti migretti = Migretti.on(dataSource)
                .javaMigrations(new OneWay("01", "n".repeat(256)), new OneWay("0-2", "id"))
                .build();

        assertThatThrownBy(migretti::apply)
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessage("""
                        There are 2 problems with the migrations
                          class io.migretti.AdviceTest$OneWay: the name has more than 255 characters
                              an id is 1 to 26 letters and digits
                          class io.migretti.AdviceTest$OneWay: the id `0-2` has characters other than A-Z, a-z and 0-9
                              an id is 1 to 26 letters and digits
                          Next: correct the files; nothing was executed.""");
    }

    // ---- places

    /** Has a folder that it names and nobody can look into, as those of class loaders that keep no files. */
    private static final class Memory extends ClassLoader {
        private static final URLStreamHandler HANDLER = new URLStreamHandler() {
            @Override
            protected URLConnection openConnection(URL url) {
                return new URLConnection(url) {
                    @Override
                    public void connect() {}
                };
            }
        };

        Memory() {
            super(null);
        }

        @Override
        protected Enumeration<URL> findResources(String name) throws IOException {
            return Collections.enumeration(List.of(new URL(null, "memory:" + name, HANDLER)));
        }
    }

    @Test
    void aPlaceOfTheClassPathThatCannotBeListed() {
        MigrationSource place = MigrationSource.classpath("db", new Memory());
        String message = """
                There is a problem with the %s
                  classpath:db: cannot be listed: cannot list the files in memory:db
                      make it readable
                  Next: correct the files; nothing was executed.""";

        assertThatThrownBy(Migretti.on(dataSource).from(place).build()::apply)
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessage(message.formatted("migrations"));
        assertThatThrownBy(builder().seeds(place).environment("a/b").build()::seed)
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessage("""
                        There are 2 problems with the files
                          classpath:db: cannot be listed: cannot list the files in memory:db
                              make it readable
                          classpath:db: the environment's name `a/b` cannot be that of a folder with seeds
                              name the environment with letters and digits
                          Next: correct the files; nothing was executed.""");
    }

    @Test
    void aSeedThatCannotBeReadAndOneWithAnotherSpelling() throws Exception {
        Path seeds = Files.createDirectory(directory.resolve("seeds"));
        Files.writeString(seeds.resolve("1.SQL"), "SELECT 1;");
        Files.createSymbolicLink(seeds.resolve("2.sql"), seeds.resolve("nowhere"));
        Migretti migretti = builder().seeds(seeds.toString()).build();

        assertThatThrownBy(migretti::seed)
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessage("""
                        There is a problem with the files
                          %s/2.sql: cannot be read: there is no such file
                              make it readable
                          Next: correct the files; nothing was executed.""".formatted(seeds));
        Files.delete(seeds.resolve("2.sql"));
        assertThat(migretti.plan(new Request.Seed(Seeds.of(List.of(MigrationSource.directory(seeds)), "default")))
                        .warnings())
                .extracting(Object::toString)
                .contains(
                        seeds + "/1.SQL: the file is skipped, its name does not end in .sql. Next: rename it if it is a"
                                + " seed, move it away if it is not.");
    }

    // ---- differences

    @Test
    void verifySaysWhatIsDifferentAndWhatToDo() {
        files.up("01_changed.sql", "SELECT 1;")
                .up("02_missing.sql", "SELECT 2;")
                .upWithoutTransaction("03_failed.sql", "SELECT nothing;");
        assertThatThrownBy(builder().build()::apply).isInstanceOf(MigrationFailedException.class);
        files.up("01_changed.sql", "SELECT 'changed';");
        files.delete("02_missing.sql");

        Verification verification = builder().build().verify();

        assertThat(verification.isValid()).isFalse();
        assertThat(verification.differences())
                .extracting(difference ->
                        difference.migration().name() + ": " + difference.what() + ". Next: " + difference.next() + ".")
                .containsExactly(
                        "changed: the file was changed after it had been applied. Next: restore the file as it was"
                                + " applied, and put the change into a new migration.",
                        "missing: it is applied and has no file, although there are newer ones. Next: bring the file back,"
                                + " or check that this is the right database.",
                        "failed: it began without a transaction and did not finish. Next: look at what it has done, then"
                                + " settle its row in the history.");
    }

    // ---- settings

    @Test
    void aSettingThatIsNoneIsNamedWithItsLimits() {
        String longName = "ü".repeat(30);
        assertSetting(() -> builder().schema(" "), "schema must be 1 to 63 bytes, and is ` `");
        assertSetting(
                () -> builder().schema(longName + "abcd"),
                "schema must be 1 to 63 bytes, and is `" + longName + "abcd`");
        assertSetting(() -> builder().schema("a\0"), "schema must be 1 to 63 bytes, and is `a\0`");
        assertSetting(() -> builder().table(longName), "table must be 1 to 59 bytes, and is `" + longName + "`");
        assertSetting(
                () -> builder().lockTimeout(Duration.ofSeconds(-1)),
                "lockTimeout must be 0, or 1 ms to 20 days, and is PT-1S");
        assertSetting(
                () -> builder().statementLockTimeout(Duration.ofDays(21)),
                "statementLockTimeout must be 0, or 1 ms to 20 days, and is PT504H");
        assertSetting(
                () -> builder().statementTimeout(Duration.ofNanos(-1)),
                "statementTimeout must be 0, or 1 ms to 20 days, and is PT-0.000000001S");
        assertSetting(() -> builder().lockAttempts(0), "lockAttempts must be 1 to 1000, and is 0");
        assertSetting(() -> builder().lockAttempts(1001), "lockAttempts must be 1 to 1000, and is 1001");
        assertThatThrownBy(Migretti.on(dataSource)::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("say where the migrations are: from(\"classpath:migrations\")");
        assertThat(Optional.of(builder()
                        .lockTimeout(Duration.ofDays(20))
                        .lockAttempts(1000)
                        .schema("a".repeat(63))
                        .table("a".repeat(59))
                        .build()))
                .isPresent();
    }

    private static void assertSetting(ThrowingCallable setting, String message) {
        assertThatThrownBy(setting).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
