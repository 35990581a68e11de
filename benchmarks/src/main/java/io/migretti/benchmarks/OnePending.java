package io.migretti.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** One new migration behind many: the usual deployment. */
final class OnePending implements Scenario {

    static String title(int count) {
        return "One pending behind " + count;
    }

    @Override
    public String name() {
        return "one-pending";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, SQLException {
        int count = bench.full() ? 1000 : 100;
        GeneratedMigrations files = GeneratedMigrations.in(bench.work(), count + 1);
        for (Contender contender : Contender.ALL) {
            String database = copy(bench, contender, count);
            ToolRun.apply(contender, files).count(bench, title(count), database, Duration.ZERO);
        }
        bench.rounds(2, 3, Contender.ALL, contender -> {
            String database = copy(bench, contender, count);
            ToolRun.apply(contender, files).measure(bench, title(count), database);
            bench.dropDatabase(database);
        });
    }

    private static String copy(Bench bench, Contender contender, int count)
            throws IOException, InterruptedException, SQLException {
        String database = contender.prefixed("one_");
        bench.copyDatabase(bench.applied(contender, count), database);
        return database;
    }
}
