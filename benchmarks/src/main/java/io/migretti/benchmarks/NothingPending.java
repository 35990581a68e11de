package io.migretti.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A start with nothing to do, the most frequent of all, in a fresh process. */
final class NothingPending implements Scenario {

    static String title(int count) {
        return "Nothing pending, " + count + " applied";
    }

    @Override
    public String name() {
        return "nothing-pending";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, SQLException {
        for (int count : bench.full() ? List.of(1, 100, 1000) : List.of(100)) {
            GeneratedMigrations files = GeneratedMigrations.in(bench.work(), count);
            for (Contender contender : Contender.ALL) {
                String database = bench.applied(contender, count);
                ToolRun.apply(contender, files).count(bench, title(count), database, Duration.ZERO);
            }
            bench.rounds(
                    3,
                    9,
                    Contender.ALL,
                    contender -> ToolRun.apply(contender, files)
                            .measure(bench, title(count), bench.applied(contender, count)));
        }
    }
}
