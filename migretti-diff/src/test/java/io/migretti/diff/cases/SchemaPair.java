package io.migretti.diff.cases;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Two random schemas that have most in common: everything is drawn for both, and about every fourth draw again for the
 * second. Every table has a row that all types of its columns can hold, so that no change of a type may fail.
 */
final class SchemaPair {

    private static final List<String> TYPES = List.of("integer", "bigint", "numeric(10,2)", "text", "varchar(20)");
    private static final int TABLES = 5;
    private static final int COLUMNS = 5;

    private final Random random;
    private final StringBuilder[] sql = {new StringBuilder(), new StringBuilder()};
    /** By side and table: the columns that are there, the type of the first, and whether that is the key. */
    private final List<List<List<String>>> columns = List.of(new ArrayList<>(), new ArrayList<>());

    private final String[][] keyTypes = new String[2][TABLES];
    private final boolean[][] keys = new boolean[2][TABLES];

    private SchemaPair(long seed) {
        this.random = new Random(seed);
    }

    /** The SQL that makes the two. */
    static List<String> of(long seed) {
        SchemaPair pair = new SchemaPair(seed);
        pair.routines();
        pair.enums();
        IntStream.range(0, TABLES).forEach(pair::table);
        pair.views();
        return List.of(pair.sql[0].toString(), pair.sql[1].toString());
    }

    /** A number below the bound for each side. */
    private int[] draw(int bound) {
        int first = random.nextInt(bound);
        int second = random.nextInt(4) == 0 ? random.nextInt(bound) : first;
        return new int[] {first, second};
    }

    private void write(int side, String statement) {
        sql[side].append(statement).append(";\n");
    }

    private void routines() {
        for (int i = 0; i < 3; i++) {
            int[] there = draw(4);
            int[] argument = draw(TYPES.size());
            int[] result = draw(TYPES.size());
            int[] body = draw(3);
            for (int side = 0; side < 2; side++) {
                if (there[side] > 0) {
                    write(
                            side,
                            "CREATE FUNCTION f%d(a %s) RETURNS %s LANGUAGE sql IMMUTABLE AS 'SELECT %d::%s'"
                                    .formatted(
                                            i,
                                            TYPES.get(argument[side]),
                                            TYPES.get(result[side]),
                                            body[side],
                                            TYPES.get(result[side])));
                }
            }
        }
        for (int side = 0; side < 2; side++) {
            write(side, "CREATE FUNCTION act() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'");
        }
    }

    private void enums() {
        for (int i = 0; i < 2; i++) {
            List<String> labels = List.of("a", "b", "c", "d");
            List<int[]> there = labels.stream().map(label -> draw(3)).toList();
            for (int side = 0; side < 2; side++) {
                int each = side;
                List<String> chosen = IntStream.range(0, labels.size())
                        .filter(n -> n == 0 || there.get(n)[each] > 0)
                        .mapToObj(n -> "'" + labels.get(n) + "'")
                        .toList();
                write(side, "CREATE TYPE e%d AS ENUM (%s)".formatted(i, String.join(", ", chosen)));
            }
        }
    }

    private void table(int number) {
        List<int[]> there = IntStream.range(0, COLUMNS).mapToObj(n -> draw(5)).toList();
        List<int[]> types =
                IntStream.range(0, COLUMNS).mapToObj(n -> draw(TYPES.size())).toList();
        List<int[]> rules = IntStream.range(0, COLUMNS).mapToObj(n -> draw(3)).toList();
        int[] enumColumn = draw(3);
        int[] generated = draw(3);
        int[] reference = draw(TABLES);
        int[] extras = draw(256);
        for (int side = 0; side < 2; side++) {
            List<String> lines = new ArrayList<>();
            List<String> names = new ArrayList<>();
            List<String> values = new ArrayList<>();
            for (int n = 0; n < COLUMNS; n++) {
                if (n > 0 && there.get(n)[side] == 0) {
                    continue;
                }
                int rule = rules.get(n)[side];
                lines.add("c" + n + " " + TYPES.get(types.get(n)[side]) + (rule > 0 ? " DEFAULT '1'" : "")
                        + (rule > 1 ? " NOT NULL" : ""));
                names.add("c" + n);
                values.add("'1'");
            }
            if (enumColumn[side] < 2) {
                lines.add("kind e" + enumColumn[side] + " DEFAULT 'a'");
                names.add("kind");
                values.add("'a'");
            }
            String insert = "INSERT INTO t%d (%s) VALUES (%s)"
                    .formatted(number, String.join(", ", names), String.join(", ", values));
            if (generated[side] > 0) {
                lines.add("made text GENERATED ALWAYS AS (c0::text || '" + generated[side] + "') STORED");
                names.add("made");
            }
            keyTypes[side][number] = TYPES.get(types.get(0)[side]);
            keys[side][number] = bit(extras[side], 0);
            if (keys[side][number]) {
                lines.add("CONSTRAINT t" + number + "_key PRIMARY KEY (c0)");
            }
            int parent = reference[side];
            if (parent < number && keys[side][parent]) {
                lines.add("parent " + keyTypes[side][parent] + " REFERENCES t" + parent
                        + (bit(extras[side], 1) ? " ON DELETE CASCADE" : ""));
            }
            write(side, "CREATE TABLE t%d (%s)".formatted(number, String.join(", ", lines)));
            write(side, insert);
            columns.get(side).add(names);
            extras(side, number, extras[side], names);
        }
    }

    private static boolean bit(int number, int position) {
        return (number >> position & 1) == 1;
    }

    private void extras(int side, int number, int bits, List<String> names) {
        String last = names.get(names.size() - 1);
        if (bit(bits, 2)) {
            write(side, "CREATE INDEX t%d_i ON t%d (c0, %s)".formatted(number, number, last));
        }
        if (bit(bits, 3)) {
            write(
                    side,
                    "CREATE UNIQUE INDEX t%d_u ON t%d ((%s IS NULL), c0) WHERE %s IS NOT NULL"
                            .formatted(number, number, last, last));
        }
        if (bit(bits, 4)) {
            write(
                    side,
                    "ALTER TABLE t%d ADD CONSTRAINT t%d_c CHECK (%s IS NULL OR %s::text <> 'zz')"
                            .formatted(number, number, last, last));
        }
        if (bit(bits, 5)) {
            write(side, "COMMENT ON TABLE t%d IS 'it''s %s'".formatted(number, last));
            write(side, "COMMENT ON COLUMN t%d.%s IS 'the last'".formatted(number, last));
        }
        if (bit(bits, 6)) {
            write(
                    side,
                    "CREATE TRIGGER act BEFORE UPDATE OF %s ON t%d FOR EACH ROW EXECUTE FUNCTION act()"
                            .formatted(last.equals("made") ? "c0" : last, number));
        }
        if (bit(bits, 7)) {
            write(side, "ALTER TABLE t%d ENABLE ROW LEVEL SECURITY".formatted(number));
            write(side, "CREATE POLICY p ON t%d USING (%s IS NOT NULL)".formatted(number, last));
        }
    }

    /** Each on a table or on the view before it. */
    private void views() {
        List<List<String>> before = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < 6; i++) {
            int[] source = draw(TABLES + 2);
            int[] skipped = draw(3);
            int[] materialized = draw(8);
            for (int side = 0; side < 2; side++) {
                boolean onView = source[side] >= TABLES && i > 0;
                int table = source[side] % TABLES;
                List<String> all = onView ? before.get(side) : columns.get(side).get(table);
                List<String> chosen = List.copyOf(all.subList(Math.min(skipped[side], all.size() - 1), all.size()));
                boolean stored = materialized[side] == 0;
                write(
                        side,
                        "CREATE %sVIEW v%d AS SELECT %s FROM %s"
                                .formatted(
                                        stored ? "MATERIALIZED " : "",
                                        i,
                                        String.join(", ", chosen),
                                        onView ? "v" + (i - 1) : "t" + table));
                if (stored) {
                    write(side, "CREATE INDEX v%d_i ON v%d (%s)".formatted(i, i, chosen.get(0)));
                } else {
                    write(side, "COMMENT ON VIEW v%d IS 'of %d'".formatted(i, source[side]));
                }
                before.get(side).clear();
                before.get(side).addAll(chosen);
            }
        }
    }
}
