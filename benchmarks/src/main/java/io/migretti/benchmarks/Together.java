package io.migretti.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Eight instances of a service that start at once on an empty database. */
final class Together implements Scenario {

    private static final int PROCESSES = 8;

    @Override
    public String name() {
        return "together";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, SQLException {
        GeneratedMigrations files = GeneratedMigrations.in(bench.work(), 100);
        String title = PROCESSES + " processes at once, 100 pending";
        bench.rounds(1, 5, Contender.ALL, contender -> {
            String database = "together_" + contender.name().toLowerCase(Locale.ROOT);
            bench.createDatabase(database);
            List<Child.Started> started = new ArrayList<>();
            long begin = System.nanoTime();
            for (int i = 0; i < PROCESSES; i++) {
                started.add(
                        ToolRun.child(bench, contender, files, bench.server().jdbcUrl(database), List.of())
                                .start());
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
            bench.results().add(title, contender.label(), "wall ms", (System.nanoTime() - begin) / 1e6);
            bench.results().add(title, contender.label(), "succeeded", succeeded);
            bench.dropDatabase(database);
        });
    }
}
