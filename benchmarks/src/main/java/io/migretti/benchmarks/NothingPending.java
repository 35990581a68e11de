package io.migretti.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A start with nothing to do, the most frequent of all, in a fresh process. */
final class NothingPending implements Scenario {

    @Override
    public String name() {
        return "nothing-pending";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, SQLException {
        for (int count : bench.full() ? List.of(1, 100, 1000) : List.of(100)) {
            GeneratedMigrations files = GeneratedMigrations.in(bench.work(), count);
            for (Contender contender : Contender.ALL) {
                bench.createDatabase(database(contender));
                ToolRun.prepare(bench, contender, files, database(contender));
            }
            String title = "Nothing pending, " + count + " applied";
            bench.rounds(
                    3,
                    11,
                    Contender.ALL,
                    contender -> ToolRun.record(
                            bench,
                            title,
                            contender,
                            ToolRun.apply(bench, contender, files, database(contender), Duration.ZERO)));
            for (Contender contender : Contender.ALL) {
                bench.dropDatabase(database(contender));
            }
        }
    }

    private static String database(Contender contender) {
        return "nothing_" + contender.name().toLowerCase(Locale.ROOT);
    }
}
