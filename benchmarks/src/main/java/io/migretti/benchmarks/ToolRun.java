package io.migretti.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** One process of a tool that applies what is pending, seen through a proxy. */
final class ToolRun {

    /** What it took, and what went over the line. */
    record Figures(Child.Run run, Proxy.Traffic traffic) {}

    private ToolRun() {}

    static Child child(Bench bench, Contender contender, GeneratedMigrations files, String url, List<String> jvm) {
        return Child.java(
                bench.work(),
                jvm,
                Child.classPath(contender, List.of(files.folder(contender))),
                Contender.PROGRAMS + contender.program(),
                List.of(url, files.folder(contender).toString()));
    }

    /** @param delay each way */
    static Figures apply(Bench bench, Contender contender, GeneratedMigrations files, String database, Duration delay)
            throws IOException, InterruptedException {
        try (Proxy proxy = new Proxy(bench.server().port(), delay)) {
            Child.Run run = child(bench, contender, files, bench.url(database, proxy.port()), List.of())
                    .run(Bench.LIMIT);
            return new Figures(run, proxy.traffic());
        }
    }

    /** Applies everything, unmeasured. */
    static void prepare(Bench bench, Contender contender, GeneratedMigrations files, String database)
            throws IOException, InterruptedException {
        child(bench, contender, files, bench.server().jdbcUrl(database), List.of())
                .run(Bench.LIMIT);
    }

    static void record(Bench bench, String scenario, Contender contender, Figures figures) {
        Results results = bench.results();
        results.add(scenario, contender.label(), "wall ms", figures.run().wall().toNanos() / 1e6);
        results.add(scenario, contender.label(), "CPU ms", figures.run().cpu().toNanos() / 1e6);
        results.add(scenario, contender.label(), "flights", (double)
                figures.traffic().flights());
        results.add(scenario, contender.label(), "connections", (double)
                figures.traffic().connections());
    }
}
