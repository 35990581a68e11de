package io.migretti.benchmarks;

import io.migretti.embedded.EmbeddedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** {@code benchmarks/run [quick|full] [scenario ...]}: see the module's README. */
public final class Benchmarks {

    private static final List<Scenario> SCENARIOS = List.of(
            new BootStart(),
            new NothingPending(),
            new Warm(),
            new OnePending(),
            new Together(),
            new FirstApply(),
            new LargeFile(),
            new StatusReport(),
            new CommandStart());

    private Benchmarks() {}

    public static void main(String[] args) throws IOException, InterruptedException, SQLException {
        List<String> words = new ArrayList<>(Arrays.asList(args));
        boolean full = words.remove("full");
        if (!full) {
            words.remove("quick");
        }
        Set<String> wanted = new TreeSet<>(words);
        Set<String> known = new TreeSet<>();
        SCENARIOS.forEach(scenario -> known.add(scenario.name()));
        if (!known.containsAll(wanted)) {
            wanted.removeAll(known);
            System.err.println("There is no scenario " + wanted + "; there are " + known + ".");
            System.exit(2);
        }
        Path target = Path.of("benchmarks", "target").toAbsolutePath();
        Path work = Files.createTempDirectory(Files.createDirectories(target), "work-");
        Results results = new Results();
        // As a server comes out of the box; the proxy and the peers want more connections than it would allow.
        try (EmbeddedServer server = EmbeddedServer.builder()
                .setting("fsync", "on")
                .setting("max_connections", "200")
                .start()) {
            Bench bench = new Bench(server, work, full, results);
            for (Scenario scenario : SCENARIOS) {
                if (wanted.isEmpty() || wanted.contains(scenario.name())) {
                    System.err.println(scenario.name() + " ...");
                    scenario.run(bench);
                    Files.writeString(target.resolve("results.md"), report(results));
                    Files.writeString(target.resolve("results.csv"), results.csv());
                }
            }
        }
        System.out.println(report(results));
        LargeMigration.deleteTree(work);
        System.err.println("Written: " + target.resolve("results.md") + ", " + target.resolve("results.csv"));
    }

    private static String report(Results results) {
        return results.markdown() + new Bars(results).markdown();
    }
}
