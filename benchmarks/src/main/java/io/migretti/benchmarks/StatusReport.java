package io.migretti.benchmarks;

import java.io.IOException;
import java.sql.SQLException;

/** What is applied and what is not, in a fresh process. */
final class StatusReport implements Scenario {

    @Override
    public String name() {
        return "status";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, SQLException {
        int count = bench.full() ? 1000 : 100;
        GeneratedMigrations files = GeneratedMigrations.in(bench.work(), count);
        for (Contender contender : Contender.ALL) {
            bench.applied(contender, count);
        }
        bench.rounds(
                2,
                5,
                Contender.ALL,
                contender -> new ToolRun(contender, files, "status")
                        .measure(bench, "Status, " + count + " applied", bench.applied(contender, count)));
    }
}
