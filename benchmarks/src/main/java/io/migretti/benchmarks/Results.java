package io.migretti.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The figures of a run: a table a scenario, a row a contender, a column a quantity. */
final class Results {

    private final Map<String, Map<String, Map<String, List<Double>>>> values = new LinkedHashMap<>();

    void add(String scenario, String contender, String quantity, double value) {
        values.computeIfAbsent(scenario, key -> new LinkedHashMap<>())
                .computeIfAbsent(contender, key -> new LinkedHashMap<>())
                .computeIfAbsent(quantity, key -> new ArrayList<>())
                .add(value);
    }

    /** What a process took. */
    void add(String scenario, String contender, Child.Run run) {
        add(scenario, contender, "wall ms", run.wall().toNanos() / 1e6);
        add(scenario, contender, "CPU ms", run.cpu().toNanos() / 1e6);
        add(scenario, contender, "peak MB", (double) run.peakMegabytes());
    }

    /** What could not be measured is said, too. */
    void failed(String scenario, String contender, String why) {
        values.computeIfAbsent(scenario, key -> new LinkedHashMap<>())
                .computeIfAbsent(contender + " (" + why + ")", key -> new LinkedHashMap<>());
    }

    /** The median; empty if nothing was measured. */
    OptionalDouble of(String scenario, Contender contender, String quantity) {
        List<Double> measured = values.getOrDefault(scenario, Map.of())
                .getOrDefault(contender.label(), Map.of())
                .getOrDefault(quantity, List.of());
        return measured.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(measured));
    }

    /**
     * How much more a contender took than another one: the median of the differences, each of one round.
     *
     * @return empty if either was not measured
     */
    OptionalDouble added(String scenario, String to, Contender contender, String quantity) {
        Map<String, Map<String, List<Double>>> rows = values.getOrDefault(scenario, Map.of());
        List<Double> less = rows.getOrDefault(to, Map.of()).getOrDefault(quantity, List.of());
        List<Double> more = rows.getOrDefault(contender.label(), Map.of()).getOrDefault(quantity, List.of());
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < Math.min(less.size(), more.size()); i++) {
            differences.add(more.get(i) - less.get(i));
        }
        return differences.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(median(differences));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 && value != Math.rint(value) ? "%.2f" : "%,.0f", value);
    }

    /** Medians, with the ratio to the first row of each table behind them. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        values.forEach((scenario, rows) -> {
            List<String> quantities = rows.values().stream()
                    .flatMap(row -> row.keySet().stream())
                    .distinct()
                    .toList();
            text.append("\n### ").append(scenario).append("\n\n| | ");
            text.append(String.join(" | ", quantities)).append(" |\n|---|");
            text.append("---:|".repeat(quantities.size())).append('\n');
            Map<String, List<Double>> first = rows.values().iterator().next();
            rows.forEach((contender, row) -> {
                text.append("| ").append(contender);
                for (String quantity : quantities) {
                    text.append(" | ");
                    List<Double> measured = row.get(quantity);
                    if (measured != null) {
                        double median = median(measured);
                        text.append(shown(median));
                        List<Double> base = first.get(quantity);
                        if (base != null && base != measured && median(base) != 0) {
                            text.append(" (× ")
                                    .append(shown(median / median(base)))
                                    .append(')');
                        }
                    }
                }
                text.append(" |\n");
            });
        });
        return text.toString();
    }

    /** Every single value. */
    String csv() {
        StringBuilder text = new StringBuilder("scenario,contender,quantity,run,value\n");
        values.forEach((scenario, rows) -> rows.forEach((contender, row) -> row.forEach((quantity, measured) -> {
            for (int i = 0; i < measured.size(); i++) {
                text.append('"')
                        .append(scenario)
                        .append("\",\"")
                        .append(contender.replace('"', '\''))
                        .append("\",\"");
                text.append(quantity).append("\",").append(i + 1).append(',');
                text.append(String.format(Locale.ROOT, "%.3f", measured.get(i))).append('\n');
            }
        })));
        return text.toString();
    }
}
