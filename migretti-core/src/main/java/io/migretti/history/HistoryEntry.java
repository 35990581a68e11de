package io.migretti.history;

import io.migretti.migration.Checksum;
import io.migretti.migration.MigrationId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One row of the history table.
 *
 * @param id of the migration; whatever the table holds, a file may not exist
 * @param name the slug it had
 * @param appliedAt the database's time
 * @param checksum of the file that was applied; empty if whoever wrote the row left it out
 * @param status applied or failed
 * @param statementsDone how many statements of a migration without transaction are known to be done
 */
public record HistoryEntry(
        MigrationId id,
        String name,
        Instant appliedAt,
        Optional<Checksum> checksum,
        EntryStatus status,
        OptionalInt statementsDone) {

    /** Whether a person has to settle it before anything else is applied. */
    public boolean isFailed() {
        return status == EntryStatus.FAILED;
    }

    /** {@code 01JD3K…_add_users}. */
    public String title() {
        return id + "_" + name;
    }
}
