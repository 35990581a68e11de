package io.migretti.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A start with nothing to do in a process that has done it many times: what is left once all code is compiled. */
final class Warm implements Scenario {

    private static final Pattern MEDIAN = Pattern.compile("^warm ([0-9]+)$", Pattern.MULTILINE);

    static String title(int count) {
        return "Nothing pending, warm, " + count + " applied";
    }

    @Override
    public String name() {
        return "warm";
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException, SQLException {
        int few = bench.full() ? 1000 : 100;
        for (Contender contender : Contender.ALL) {
            bench.applied(contender, few);
        }
        measure(bench, few, Contender.ALL);
        int many = few * 10;
        // Without executing anything, which the peers cannot: ten thousand migrations take each of them very long.
        List<Contender> fast = List.of(Contender.RAW, Contender.MIGRETTI);
        GeneratedMigrations files = GeneratedMigrations.in(bench.work(), many);
        for (Contender contender : fast) {
            String database = database(contender, many);
            bench.createDatabase(database);
            new ToolRun(contender, files, "record").run(bench, database);
        }
        measure(bench, many, fast);
        for (Contender contender : fast) {
            bench.dropDatabase(database(contender, many));
        }
    }

    private static String database(Contender contender, int count) {
        return contender.prefixed("recorded_" + count + "_");
    }

    private static void measure(Bench bench, int count, List<Contender> contenders)
            throws IOException, InterruptedException, SQLException {
        GeneratedMigrations files = GeneratedMigrations.in(bench.work(), count);
        bench.rounds(1, 3, contenders, contender -> {
            String database = bench.made().contains(contender.prefixed("applied_" + count + "_"))
                    ? bench.applied(contender, count)
                    : database(contender, count);
            Child.Run run = new ToolRun(contender, files, "warm").run(bench, database);
            Matcher median = MEDIAN.matcher(run.output());
            if (!median.find()) {
                throw new IOException(contender.label() + " told no time:\n" + run.output());
            }
            bench.results().add(title(count), contender.label(), "ms", Long.parseLong(median.group(1)) / 1e6);
        });
    }
}
