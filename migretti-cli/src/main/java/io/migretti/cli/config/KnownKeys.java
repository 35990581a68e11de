package io.migretti.cli.config;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The keys that a mapping may have. */
record KnownKeys(List<String> names) {

    static KnownKeys of(String... names) {
        return new KnownKeys(List.of(names));
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** What to write instead of one that is unknown. */
    String insteadOf(String name) {
        return nearest(name)
                .map(known -> "write `" + known + "` if that is meant")
                .orElseGet(() -> "use one of " + String.join(", ", names));
    }

    private Optional<String> nearest(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace('-', '_');
        return names.stream()
                .filter(known ->
                        distance(lower, known) <= Math.max(1, known.length() / 3) || extendsEither(lower, known))
                .min(Comparator.comparingInt(known -> distance(lower, known)));
    }

    /** As {@code username} for {@code user}. */
    private static boolean extendsEither(String name, String known) {
        return name.length() >= 3 && (name.startsWith(known) || known.startsWith(name));
    }

    /** Edits between two words, a swap of neighbours counting as one (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    d[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
