package io.migretti.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One file that is larger than the memory it is applied with. */
final class LargeFile implements Scenario {

    private static final long MEGABYTE = 1 << 20;
    /** For 50 MB; the larger ones have as long as everything else. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Megabytes. */
    private static final Map<Contender, Integer> HEAPS =
            Map.of(Contender.RAW, 24, Contender.MIGRETTI, 24, Contender.FLYWAY, 512, Contender.LIQUIBASE, 1024);

    static String title(boolean copy, int megabytes) {
        return "One file of " + megabytes + " MB, " + (copy ? "COPY data" : "a statement a row");
    }

    @Override
    public String name() {
        return "large-file";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, SQLException {
        int megabytes = bench.full() ? 50 : 5;
        for (boolean copy : new boolean[] {false, true}) {
            Map<Contender, Integer> heaps = HEAPS;
            measure(bench, copy, megabytes, 3, heaps, List.of(Contender.RAW, Contender.MIGRETTI));
            measure(
                    bench,
                    copy,
                    megabytes,
                    1,
                    heaps,
                    Contender.withPsql().stream()
                            .filter(contender -> contender != Contender.RAW && contender != Contender.MIGRETTI)
                            // Sends COPY as a statement, which the driver refuses.
                            .filter(contender -> !copy || contender != Contender.LIQUIBASE)
                            .toList());
        }
        if (bench.full()) {
            Map<Contender, Integer> heaps = Map.of(Contender.RAW, 64, Contender.MIGRETTI, 64);
            for (boolean copy : new boolean[] {false, true}) {
                measure(bench, copy, 1000, 1, heaps, List.of(Contender.MIGRETTI));
            }
        }
    }

    private static void measure(
            Bench bench,
            boolean copy,
            int megabytes,
            int rounds,
            Map<Contender, Integer> heaps,
            List<Contender> contenders)
            throws IOException, InterruptedException, SQLException {
        String title = title(copy, megabytes);
        try (LargeMigration file = LargeMigration.write(bench.work(), copy, megabytes * MEGABYTE, contenders)) {
            bench.rounds(rounds, rounds, contenders, contender -> {
                String database = contender.prefixed("large_");
                bench.createDatabase(database);
                int heap = heaps.getOrDefault(contender, 0);
                try {
                    bench.results()
                            .add(
                                    title,
                                    contender.label(),
                                    run(bench, contender, file, heap, database, limit(megabytes)));
                    if (heap > 0) {
                        bench.results().add(title, contender.label(), "heap MB", heap);
                    }
                } catch (IOException e) {
                    System.err.println(contender.label() + ": " + e.getMessage());
                    bench.results()
                            .failed(
                                    title,
                                    contender.label(),
                                    "not done with -Xmx" + heap + "m within "
                                            + limit(megabytes).toMinutes() + " minutes");
                }
                bench.dropDatabase(database);
            });
        }
    }

    private static Duration limit(int megabytes) {
        return megabytes > 50 ? Bench.LIMIT : PATIENCE;
    }

    private static Child.Run run(
            Bench bench, Contender contender, LargeMigration file, int heap, String database, Duration limit)
            throws IOException, InterruptedException {
        Path folder = file.folder(contender);
        ToolRun run = new ToolRun(contender, folder, List.of("-Xmx" + heap + "m"), "large");
        return run.child(bench, bench.server().jdbcUrl(database)).run(limit);
    }
}
