package io.migretti.benchmarks.jmh;

import io.migretti.migration.Catalog;
import io.migretti.migration.MigrationSource;
import io.migretti.script.SqlResource;
import io.migretti.script.SqlScript;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reading files, without a database. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 4, time = 2)
public class ReadingBenchmark {

    /** What {@code pg_dump --schema-only} writes. */
    @State(Scope.Benchmark)
    public static class Dump implements SqlResource {

        /** Bytes, to be divided by the time. */
        static final int SIZE = 50_000_000;

        private byte[] text = {};

        @Setup
        public void write() {
            StringBuilder dump = new StringBuilder(SIZE + 10_000).append("-- migrate: up\n\n");
            for (int i = 1; dump.length() < SIZE; i++) {
                dump.append(SchemaDump.table(i));
            }
            text = dump.append("-- migrate: irreversible\n").toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String location() {
            return "dump.sql";
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(text);
        }
    }

    /** A thousand files of a table each. */
    @State(Scope.Benchmark)
    public static class Folder {

        private Path folder = Path.of("");

        @Setup
        public void write() throws IOException {
            folder = Files.createTempDirectory("catalog-");
            for (int i = 1; i <= 1000; i++) {
                Files.writeString(
                        folder.resolve(String.format("%06d_step.sql", i)),
                        "-- migrate: up\n" + SchemaDump.table(i) + "\n-- migrate: down\nDROP TABLE public.t" + i
                                + ";\n");
            }
        }

        @TearDown
        public void delete() throws IOException {
            try (var files = Files.list(folder)) {
                files.forEach(Folder::delete);
            }
            Files.delete(folder);
        }

        private static void delete(Path file) {
            try {
                Files.delete(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Benchmark
    public SqlScript splitASchemaDump(Dump dump) throws IOException {
        return SqlScript.parse(dump);
    }

    @Benchmark
    public Catalog readAThousandFiles(Folder folder) {
        return Catalog.of(List.of(MigrationSource.directory(folder.folder)));
    }
}
