package io.migretti.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/** One new migration behind many: the usual deployment. */
final class OnePending implements Scenario {

    @Override
    public String name() {
        return "one-pending";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, SQLException {
        int count = bench.full() ? 1000 : 100;
        GeneratedMigrations files = GeneratedMigrations.in(bench.work(), count);
        GeneratedMigrations before = files.first(count - 1);
        for (Contender contender : Contender.ALL) {
            bench.createDatabase("before_" + contender.name().toLowerCase(Locale.ROOT));
            ToolRun.prepare(
                    bench, contender, before, "before_" + contender.name().toLowerCase(Locale.ROOT));
        }
        bench.rounds(2, 7, Contender.ALL, contender -> {
            String name = contender.name().toLowerCase(Locale.ROOT);
            bench.copyDatabase("before_" + name, "one_" + name);
            ToolRun.record(
                    bench,
                    "One pending of " + count,
                    contender,
                    ToolRun.apply(bench, contender, files, "one_" + name, Duration.ZERO));
            bench.dropDatabase("one_" + name);
        });
        for (Contender contender : Contender.ALL) {
            bench.dropDatabase("before_" + contender.name().toLowerCase(Locale.ROOT));
        }
    }
}
