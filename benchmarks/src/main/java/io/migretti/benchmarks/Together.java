package io.migretti.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Eight instances of a service that start at once on an empty database. Those of the raw driver wait for a lock. */
final class Together implements Scenario {

    static final String TITLE = "8 processes at once, 100 pending";

    private static final int PROCESSES = 8;

    @Override
    public String name() {
        return "together";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, SQLException {
        GeneratedMigrations files = GeneratedMigrations.in(bench.work(), 100);
        bench.rounds(1, 5, Contender.ALL, contender -> {
            String database = contender.prefixed("together_");
            bench.createDatabase(database);
            ToolRun run = new ToolRun(contender, files, "apply-alone");
            List<Child.Started> started = new ArrayList<>();
            long begin = System.nanoTime();
            for (int i = 0; i < PROCESSES; i++) {
                started.add(run.child(bench, bench.server().jdbcUrl(database)).start());
            }
            int succeeded = 0;
            for (Child.Started child : started) {
                try {
                    child.await(Bench.LIMIT);
                    succeeded++;
                } catch (IOException e) {
                    System.err.println(contender.label() + ": " + e);
                }
            }
            bench.results().add(TITLE, contender.label(), "wall ms", (System.nanoTime() - begin) / 1e6);
            bench.results().add(TITLE, contender.label(), "succeeded", succeeded);
            bench.dropDatabase(database);
        });
    }
}
