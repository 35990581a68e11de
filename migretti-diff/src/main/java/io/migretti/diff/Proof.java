package io.migretti.diff;

import io.migretti.diff.schema.Schema;

/**
 * Shows that the statements between two schemas do what they say: a copy of the first is made in an empty database, the
 * statements are executed there, and what has become of it must not differ from the second.
 */
public final class Proof {

    private final Schema from;
    private final Schema to;
    private final DiffOptions options;

    private Proof(Schema from, Schema to, DiffOptions options) {
        this.from = from;
        this.to = to;
        this.options = options;
    }

    /**
     * Proves what {@link SchemaDiff#between} gives.
     *
     * @param scratch empty
     * @throws DiffException if the copy cannot be made, a statement fails, or a difference remains
     */
    public static void require(Schema from, Schema to, DiffOptions options, ScratchDatabase scratch) {
        new Proof(from, to, options).run(scratch);
    }

    private void run(ScratchDatabase scratch) {
        scratch.execute(
                "the copy of FROM", between(Schemas.empty(options), from).sql());
        SchemaDiff copied = between(scratch.read(options), from);
        if (!copied.isEmpty()) {
            throw new DiffException(
                    "Nothing is proven, because the copy of FROM differs from it. What remains:\n" + indented(copied),
                    "report these statements as a bug; the result itself may be right",
                    null);
        }
        scratch.execute("the result", between(from, to).sql());
        SchemaDiff remaining = between(scratch.read(options), to);
        if (!remaining.isEmpty()) {
            throw new DiffException(
                    "The result was executed on a copy of FROM, and does not make TO of it. What remains:\n"
                            + indented(remaining),
                    "do not use the result; report it as a bug",
                    null);
        }
    }

    private SchemaDiff between(Schema first, Schema second) {
        return SchemaDiff.between(first, second, options);
    }

    private static String indented(SchemaDiff diff) {
        return diff.sql().strip().indent(4).stripTrailing();
    }
}
