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
     */
    record Apply(boolean allowOutOfOrder, Optional<MigrationId> target, int limit, boolean grouped) implements Request {

        public Apply {
            requirePositive(limit);
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

    /** Execute seeds, all of them, each time. */
    record Seed(Seeds seeds) implements Request {}

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
