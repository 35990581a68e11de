package io.migretti.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One process of a contender that does something to a database. */
record ToolRun(Contender contender, Path files, List<String> options, String action) {

    ToolRun(Contender contender, GeneratedMigrations files, String action) {
        this(contender, files.folder(contender), List.of(), action);
    }

    /** Applies what is pending. */
    static ToolRun apply(Contender contender, GeneratedMigrations files) {
        return new ToolRun(contender, files, "apply");
    }

    Child child(Bench bench, String url) {
        if (contender == Contender.PSQL) {
            return new Child(
                    bench.work(),
                    List.of(
                            "psql",
                            "--no-psqlrc",
                            "--quiet",
                            "--set=ON_ERROR_STOP=1",
                            "--output=/dev/null",
                            "--file=" + files.resolve("all.sql"),
                            url.substring("jdbc:".length())));
        }
        return Child.java(
                bench.work(),
                options,
                Child.classPath(contender),
                Contender.PROGRAMS + contender.program(),
                List.of(url, files.toString(), action));
    }

    /** Straight to the server. */
    Child.Run run(Bench bench, String database) throws IOException, InterruptedException {
        return child(bench, bench.server().jdbcUrl(database)).run(Bench.LIMIT);
    }

    /** Runs it beside the server, and keeps what it took. */
    void measure(Bench bench, String scenario, String database) throws IOException, InterruptedException {
        bench.results().add(scenario, contender.label(), run(bench, database));
    }

    /** Runs it through a proxy and counts; keeps what it took as well if the line is slow, which hides the proxy. */
    void count(Bench bench, String scenario, String database, Duration roundTrip)
            throws IOException, InterruptedException {
        try (Proxy proxy = new Proxy(bench.server().port(), roundTrip.dividedBy(2))) {
            Child.Run run = child(bench, bench.url(database, proxy.port())).run(Bench.LIMIT);
            Results results = bench.results();
            if (!roundTrip.isZero()) {
                results.add(scenario, contender.label(), run);
            }
            Proxy.Traffic traffic = proxy.traffic();
            results.add(scenario, contender.label(), "flights", (double) traffic.flights());
            results.add(scenario, contender.label(), "connections", (double) traffic.connections());
        }
    }
}
