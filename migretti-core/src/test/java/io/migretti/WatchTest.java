package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.plan.Request;
import io.migretti.report.MigrettiEvent;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a listener hears of a run, and how long a reader waits. */
@PostgresTest
class WatchTest {

    private final TestDatabase database;
    private final List<MigrettiEvent> events = new ArrayList<>();

    @TempDir
    Path directory;

    private MigrationFiles files;
    private Migretti migretti;

    WatchTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void setUp() {
        files = new MigrationFiles(directory);
        migretti = engine(database);
    }

    private Migretti engine(TestDatabase on) {
        return Migretti.on(on.dataSource())
                .from(files.location())
                .lockTimeout(Duration.ZERO)
                .build()
                .withListener(events::add);
    }

    private List<String> heard() {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    @Test
    void aRunThatHasAnOutcomeBeginsAndFinishes() {
        files.up("1_a.sql", "CREATE TABLE a ();");
        migretti.apply();
        assertThat(heard())
                .containsExactly("Started", "Planned", "MigrationStarted", "Executing", "MigrationDone", "Finished");
        assertThat(events.get(0)).isEqualTo(new MigrettiEvent.Started(Request.Apply.everything()));

        events.clear();
        migretti.apply();
        assertThat(heard()).containsExactly("Started", "Planned", "Finished");

        events.clear();
        files.up("2_b.sql", "CREATE TABLE a ();");
        assertThatThrownBy(migretti::apply).isInstanceOf(MigrationFailedException.class);
        assertThat(heard())
                .containsExactly("Started", "Planned", "MigrationStarted", "Executing", "MigrationFailed", "Finished");
    }

    @Test
    void aRunWithoutOutcomeIsAbandonedForTheReasonThatTheCallerGets() throws Exception {
        files.up("1_a.sql", "CREATE TABLE a (");
        assertAbandoned(migretti::apply, InvalidMigrationsException.class);

        files.up("1_a.sql", "CREATE TABLE a ();");
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + Migretti.DEFAULT_LOCK_ID + ")");
            assertAbandoned(migretti::apply, LockTimeoutException.class);
        }

        migretti.apply();
        files.up("1_a.sql", "CREATE TABLE other ();");
        files.up("2_b.sql", "CREATE TABLE b ();");
        assertAbandoned(migretti::apply, PlanRefusedException.class);

        database.close();
        assertAbandoned(migretti::apply, DatabaseException.class);
    }

    private void assertAbandoned(Callable<?> run, Class<? extends Throwable> type) {
        events.clear();
        Throwable thrown = catchThrowable(run::call);
        assertThat(thrown).isInstanceOf(type);
        assertThat(heard()).startsWith("Started").doesNotContain("Finished").endsWith("Abandoned");
        assertThat(events.get(events.size() - 1)).isEqualTo(new MigrettiEvent.Abandoned(thrown));
    }

    @Test
    void oneMoreListenerIsToldAfterTheOthersAndTheEngineItselfIsNotChanged() {
        List<String> order = new ArrayList<>();
        Migretti plain = Migretti.on(database.dataSource())
                .from(files.location())
                .listener(event -> order.add("first"))
                .build();
        Migretti watched = plain.withListener(event -> order.add("second"))
                .withReadTimeout(Duration.ofSeconds(1))
                .withListener(event -> order.add("third"));
        watched.apply();
        assertThat(order.subList(0, 3)).containsExactly("first", "second", "third");
        order.clear();
        plain.apply();
        assertThat(order).isNotEmpty().containsOnly("first");
    }

    @Test
    void aReaderThatMustNotWaitEndsItsStatement() throws Exception {
        files.up("1_a.sql", "CREATE TABLE a ();");
        migretti.apply();
        try (Connection other = database.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("LOCK TABLE _migrations IN ACCESS EXCLUSIVE MODE");
            Migretti reader = migretti.withReadTimeout(Duration.ofSeconds(1));
            for (Callable<?> question :
                    List.<Callable<?>>of(reader::status, reader::list, reader::head, reader::verify, reader::plan)) {
                assertThatThrownBy(question::call)
                        .isInstanceOf(DatabaseException.class)
                        .hasMessage("The migration history cannot be read: PostgreSQL 57014: canceling statement due to"
                                + " user request.\n  Next: see the server's words.");
            }
            other.rollback();
            assertThat(reader.status().migrations()).hasSize(1);
        }
    }

    @Test
    void aReadTimeoutIsCountedInSeconds() {
        for (Duration wrong : List.of(
                Duration.ZERO, Duration.ofMillis(999), Duration.ofDays(1).plusNanos(1))) {
            assertThatThrownBy(() -> migretti.withReadTimeout(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the read timeout must be 1 second to 1 day, and is " + wrong);
        }
    }
}
