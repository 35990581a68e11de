package io.migretti.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** What Migretti is to keep to, and whether it did in this run. */
final class Bars {

    private static final Duration NEAR = Duration.ZERO;
    private static final String WALL = "wall ms";
    private static final String CPU = "CPU ms";

    /** A figure, or a figure as a multiple of another, and the most it may be. */
    private record Bar(String name, OptionalDouble figure, String unit, double most) {

        boolean held() {
            return figure.orElse(Double.POSITIVE_INFINITY) <= most;
        }

        String shown(double value) {
            return unit.isEmpty()
                    ? String.format(Locale.ROOT, "%,.0f", value)
                    : String.format(Locale.ROOT, "%s %.2f", unit, value);
        }
    }

    private final Results results;

    Bars(Results results) {
        this.results = results;
    }

    private List<Bar> all() {
        String first = FirstApply.title(1000, NEAR);
        String far = FirstApply.title(1000, FirstApply.FAR);
        String inserts = LargeFile.title(false, 50);
        String copy = LargeFile.title(true, 50);
        return List.of(
                ratio("first apply of 1,000, wall, to raw", first, Contender.RAW, WALL, 1.15),
                ratio("first apply of 1,000, CPU, to raw", first, Contender.RAW, CPU, 1.4),
                ratio("first apply of 1,000 with 5 ms, wall, to Flyway", far, Contender.FLYWAY, WALL, 1 / 6.0),
                count("first apply of 1,000, flights", far, "flights", 12 + 2 * 1000),
                count("first apply of 1,000, connections", far, "connections", 1),
                ratio(
                        "first apply of 5,000, wall, to Flyway",
                        FirstApply.title(5000, NEAR),
                        Contender.FLYWAY,
                        WALL,
                        0.25),
                ratio("nothing pending of 1,000, CPU, to raw", NothingPending.title(1000), Contender.RAW, CPU, 1.15),
                ratio("nothing pending of 1,000, warm, to raw", Warm.title(1000), Contender.RAW, "ms", 1.3),
                new Bar(
                        "nothing pending of 10,000, warm, to 1,000",
                        quotient(figure(Warm.title(10_000), "ms"), figure(Warm.title(1000), "ms")),
                        "×",
                        11),
                count(
                        "one pending behind 1,000, flights, three to connect among them",
                        OnePending.title(1000),
                        "flights",
                        3 + 8),
                ratio("50 MB of statements, -Xmx24m, wall, to raw", inserts, Contender.RAW, WALL, 1.5),
                ratio("50 MB of COPY, -Xmx24m, wall, to raw", copy, Contender.RAW, WALL, 1.3),
                count("1 GB of statements, heap MB", LargeFile.title(false, 1000), "heap MB", 64),
                count("1 GB of COPY, heap MB", LargeFile.title(true, 1000), "heap MB", 64),
                ratio("8 processes at once, 100 pending, wall, to raw", Together.TITLE, Contender.RAW, WALL, 1.5),
                new Bar("start of an application, CPU ms added", added(Contender.MIGRETTI), "", 100),
                new Bar(
                        "start of an application, CPU added, to what Flyway adds",
                        quotient(added(Contender.MIGRETTI), added(Contender.FLYWAY)),
                        "×",
                        0.2),
                new Bar(
                        "8 processes at once, failed",
                        shortOfEight(results.of(Together.TITLE, Contender.MIGRETTI, "succeeded")),
                        "",
                        0));
    }

    private static OptionalDouble shortOfEight(OptionalDouble succeeded) {
        return succeeded.isEmpty() ? succeeded : OptionalDouble.of(8 - succeeded.getAsDouble());
    }

    private OptionalDouble added(Contender contender) {
        return results.added(BootStart.TITLE, BootStart.PLAIN, contender, CPU);
    }

    private OptionalDouble figure(String scenario, String quantity) {
        return results.of(scenario, Contender.MIGRETTI, quantity);
    }

    private Bar count(String name, String scenario, String quantity, double most) {
        return new Bar(name, figure(scenario, quantity), "", most);
    }

    private Bar ratio(String name, String scenario, Contender other, String quantity, double most) {
        return new Bar(name, quotient(figure(scenario, quantity), results.of(scenario, other, quantity)), "×", most);
    }

    private static OptionalDouble quotient(OptionalDouble figure, OptionalDouble other) {
        return figure.isEmpty() || other.isEmpty() || other.getAsDouble() <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(figure.getAsDouble() / other.getAsDouble());
    }

    /** A row for each that was measured. */
    String markdown() {
        StringBuilder text = new StringBuilder("\n### Bars\n\n| | at most | Migretti | held |\n|---|---:|---:|---|\n");
        for (Bar bar : all()) {
            if (bar.figure.isPresent()) {
                text.append("| ")
                        .append(bar.name)
                        .append(" | ")
                        .append(bar.shown(bar.most))
                        .append(" | ")
                        .append(bar.shown(bar.figure.getAsDouble()))
                        .append(bar.held() ? " | yes |\n" : " | **no** |\n");
            }
        }
        return text.toString();
    }
}
