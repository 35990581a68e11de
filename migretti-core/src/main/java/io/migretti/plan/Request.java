package io.migretti.plan;

import io.migretti.migration.MigrationId;
import io.migretti.migration.Seeds;
import java.util.Optional;

/** What a caller asks for. */
public sealed interface Request {

    /**
     * Apply what is pending.
     *
     * @param allowOutOfOrder whether a pending migration may sort before an applied one
     * @param target up to and with this one; empty: everything
     * @param limit at most so many; at least 1
     * @param grouped all of them in one transaction
     * @param baseline of a database that has tables and no history: everything up to and with this one is recorded as
     *     applied, in one transaction and whatever the target and the limit are, before the rest is applied. With a
     *     history it does nothing; a run leaves it out in a schema without tables
     * @param verifyChecksums whether an applied file that was changed refuses the run; otherwise it is a warning
     */
    record Apply(
            boolean allowOutOfOrder,
            Optional<MigrationId> target,
            int limit,
            boolean grouped,
            Optional<MigrationId> baseline,
            boolean verifyChecksums)
            implements Request {

        public Apply {
            requirePositive(limit);
        }

        /** Without a baseline, and with checksums verified. */
        public Apply(boolean allowOutOfOrder, Optional<MigrationId> target, int limit, boolean grouped) {
            this(allowOutOfOrder, target, limit, grouped, Optional.empty(), true);
        }

        /** The same, but that everything is executed. */
        public Apply withoutBaseline() {
            return new Apply(allowOutOfOrder, target, limit, grouped, Optional.empty(), verifyChecksums);
        }

        /** Everything. */
        public static Apply everything() {
            return new Apply(false, Optional.empty(), Integer.MAX_VALUE, false);
        }
    }

    /**
     * Revert what was applied last, by time and then by id, newest first.
     *
     * @param count how many; at least 1; more than there are means all
     * @param allowMissingDown whether one without down loses its row all the same
     */
    record Rollback(int count, boolean allowMissingDown) implements Request {
        public Rollback {
            requirePositive(count);
        }
    }

    /** Settle one migration by name. */
    record Fix(MigrationId id, Resolution resolution) implements Request {}

    /** Adopt an existing database: everything up to and with this one counts as applied. */
    record Baseline(MigrationId target) implements Request {}

    /**
     * Execute seeds, all of them, each time.
     *
     * @param verifyChecksums whether an applied migration whose file was changed refuses the run; otherwise it is a
     *     warning
     */
    record Seed(Seeds seeds, boolean verifyChecksums) implements Request {

        /** With checksums verified. */
        public Seed(Seeds seeds) {
            this(seeds, true);
        }
    }

    /** How a failed migration is settled. */
    enum Resolution {
        /** It is done: its row becomes applied, with the checksum that its file has now. */
        APPLIED,
        /** It is undone: its row goes. */
        REMOVE,
        /** Continue behind the last statement that is known to be done. */
        RESUME
    }

    private static void requirePositive(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("at least one migration, not " + count);
        }
    }
}
