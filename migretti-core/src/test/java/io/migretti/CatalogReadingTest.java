package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.migration.MigrationSource;
import io.migretti.script.SqlResource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@PostgresTest
class CatalogReadingTest {

    @TempDir
    Path directory;

    private String url;

    @BeforeEach
    void setUp(TestDatabase database) {
        new MigrationFiles(directory).up("01_one.sql", "CREATE TABLE t (x int);");
        url = database.url();
    }

    private interface Listing {
        Optional<List<SqlResource>> list() throws InterruptedException;
    }

    private static MigrationSource source(Listing listing) {
        return new MigrationSource() {
            @Override
            public String location() {
                return "somewhere";
            }

            @Override
            public boolean isReadableByAnyThread() {
                return true;
            }

            @Override
            public Optional<List<SqlResource>> list() {
                try {
                    return listing.list();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    private static List<String> readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter("migretti-files"::equals)
                .toList();
    }

    @Test
    void filesAreReadWhileTheConnectionIsOpened() {
        CountDownLatch asked = new CountDownLatch(1);
        PGSimpleDataSource telling = new PGSimpleDataSource() {
            private static final long serialVersionUID = 1L;

            @Override
            public Connection getConnection() throws SQLException {
                asked.countDown();
                return super.getConnection();
            }
        };
        telling.setUrl(url);
        Migretti migretti = Migretti.on(telling)
                .from(
                        source(() -> {
                            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
                            return Optional.of(List.of());
                        }),
                        MigrationSource.directory(directory))
                .build();

        assertThat(migretti.plan().steps()).hasSize(1);
        assertThat(migretti.apply().done()).hasSize(1);
        assertThat(migretti.status().migrations()).hasSize(1);
        assertThat(readers()).isEmpty();
    }

    @Test
    void aSourceThatSaysNothingIsReadByTheCaller() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl(url + "_nowhere");
        List<Thread> readers = new ArrayList<>();
        IllegalStateException thrown = new IllegalStateException("no files today");
        Migretti migretti = Migretti.on(nowhere)
                .from(new MigrationSource() {
                    @Override
                    public String location() {
                        return "somewhere";
                    }

                    @Override
                    public Optional<List<SqlResource>> list() {
                        readers.add(Thread.currentThread());
                        throw thrown;
                    }
                })
                .build();

        assertThatThrownBy(migretti::apply).isSameAs(thrown);
        assertThatThrownBy(migretti::plan).isSameAs(thrown);
        assertThat(readers).containsExactly(Thread.currentThread(), Thread.currentThread());
    }

    @Test
    void whatASourceThrowsIsThrown() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        IllegalStateException thrown = new IllegalStateException("no files today");
        Migretti migretti = Migretti.on(dataSource)
                .from(source(() -> {
                    throw thrown;
                }))
                .build();

        assertThatThrownBy(migretti::apply).isSameAs(thrown);
        assertThatThrownBy(migretti::status).isSameAs(thrown);
        assertThat(readers()).isEmpty();
    }

    @Test
    void nobodyReadsOnWhenThereIsNoConnection() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl(url + "_nowhere");
        Migretti migretti = Migretti.on(nowhere)
                .from(source(() -> {
                    Thread.sleep(100);
                    return Optional.of(List.of());
                }))
                .build();

        assertThatThrownBy(migretti::apply).isInstanceOf(DatabaseException.class);
        assertThat(readers()).isEmpty();
    }

    @Test
    void anInterruptIsKept() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        Thread caller = Thread.currentThread();
        Migretti migretti = Migretti.on(dataSource)
                .from(
                        source(() -> {
                            Thread.sleep(200); // while the caller, who is interrupted then, waits for the files
                            caller.interrupt();
                            return Optional.of(List.of());
                        }),
                        MigrationSource.directory(directory))
                .build();

        assertThat(migretti.plan().steps()).hasSize(1);
        assertThat(Thread.interrupted()).isTrue();
    }
}
