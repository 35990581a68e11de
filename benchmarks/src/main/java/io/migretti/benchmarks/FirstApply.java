package io.migretti.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Everything, on an empty database, near by and over a slow line. */
final class FirstApply implements Scenario {

    static final Duration FAR = Duration.ofMillis(5);

    static String title(int count, Duration roundTrip) {
        return "First apply of " + count + (roundTrip.isZero() ? "" : ", " + roundTrip.toMillis() + " ms round trip");
    }

    @Override
    public String name() {
        return "first-apply";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, SQLException {
        if (!bench.full()) {
            near(bench, 100, 2, Contender.withPsql());
            far(bench, 100, 1, Contender.ALL);
            return;
        }
        near(bench, 1, 5, Contender.ALL);
        near(bench, 100, 5, Contender.withPsql());
        List<Contender> quick = List.of(Contender.RAW, Contender.MIGRETTI);
        near(bench, 1000, 4, quick);
        near(bench, 1000, 1, Contender.withPsql());
        far(bench, 1000, 1, Contender.ALL);
        near(bench, 5000, 1, List.of(Contender.RAW, Contender.MIGRETTI, Contender.FLYWAY));
        near(bench, 10_000, 1, quick);
    }

    private static void near(Bench bench, int count, int rounds, List<Contender> contenders)
            throws IOException, InterruptedException, SQLException {
        measure(bench, count, Duration.ZERO, rounds, contenders);
    }

    private static void far(Bench bench, int count, int rounds, List<Contender> contenders)
            throws IOException, InterruptedException, SQLException {
        measure(bench, count, FAR, rounds, contenders);
    }

    private static void measure(Bench bench, int count, Duration roundTrip, int rounds, List<Contender> contenders)
            throws IOException, InterruptedException, SQLException {
        GeneratedMigrations files = GeneratedMigrations.in(bench.work(), count);
        String title = title(count, roundTrip);
        bench.rounds(rounds, rounds, contenders, contender -> {
            ToolRun run = ToolRun.apply(contender, files);
            String database = contender.prefixed("new_");
            bench.createDatabase(database);
            if (roundTrip.isZero()) {
                run.measure(bench, title, database);
            } else {
                run.count(bench, title, database, roundTrip);
            }
            bench.dropDatabase(database);
        });
    }
}
