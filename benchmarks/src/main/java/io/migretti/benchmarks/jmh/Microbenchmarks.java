package io.migretti.benchmarks.jmh;

import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** {@code benchmarks/run jmh}. */
public final class Microbenchmarks {

    /** Megabytes a second. */
    private static final double BAR = 150;

    private Microbenchmarks() {}

    public static void main(String[] args) throws RunnerException {
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(ReadingBenchmark.class.getSimpleName())
                        .build())
                .run()) {
            double millis = result.getPrimaryResult().getScore();
            String name = result.getParams().getBenchmark();
            if (name.endsWith("splitASchemaDump")) {
                double speed = ReadingBenchmark.Dump.SIZE / 1e6 / (millis / 1e3);
                System.out.printf(
                        Locale.ROOT,
                        "Splitting a schema dump: %.0f MB/s, at least %.0f: %s%n",
                        speed,
                        BAR,
                        speed >= BAR ? "held" : "MISSED");
            } else {
                System.out.printf(Locale.ROOT, "Reading and hashing 1,000 files: %.1f ms%n", millis);
            }
        }
    }
}
