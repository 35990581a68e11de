package io.migretti.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Everything, on an empty database, near by and over a slow line. */
final class FirstApply implements Scenario {

    @Override
    public String name() {
        return "first-apply";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, SQLException {
        for (int count : bench.full() ? List.of(1, 100, 1000) : List.of(100)) {
            measure(bench, count, Duration.ZERO, 2, 5);
        }
        measure(bench, bench.full() ? 1000 : 100, Duration.ofMillis(5).dividedBy(2), 1, 3);
    }

    private static void measure(Bench bench, int count, Duration delay, int quick, int published)
            throws IOException, InterruptedException, SQLException {
        GeneratedMigrations files = GeneratedMigrations.in(bench.work(), count);
        String title = "First apply of " + count + (delay.isZero() ? "" : ", 5 ms round trip");
        bench.rounds(quick, published, Contender.ALL, contender -> {
            String database = "first_" + contender.name().toLowerCase(Locale.ROOT);
            bench.createDatabase(database);
            ToolRun.record(bench, title, contender, ToolRun.apply(bench, contender, files, database, delay));
            bench.dropDatabase(database);
        });
    }
}
