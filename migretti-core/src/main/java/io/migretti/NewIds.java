package io.migretti;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import io.migretti.migration.MigrationId;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * Ids for new files: ULIDs, in the order in which they are asked for, also within one millisecond.
 *
 * <p>Source: the ULID specification, "Monotonicity"; order between processes, and after a clock that went back, comes
 * from the ids that are there already.
 */
final class NewIds {

    private static final long LAST_MILLISECOND = (1L << 48) - 1;

    private NewIds() {}

    /**
     * An id that sorts behind all these.
     *
     * @throws WorkspaceException if one of them is no ULID and sorts behind every ULID of today
     */
    static MigrationId behind(Collection<MigrationId> ids) {
        Optional<MigrationId> newest = ids.stream().max(Comparator.naturalOrder());
        MigrationId now = new MigrationId(UlidCreator.getMonotonicUlid().toString());
        if (newest.isEmpty() || now.compareTo(newest.get()) > 0) {
            return now;
        }
        String ahead = newest.get().value();
        if (!isUlid(ahead) || Ulid.getTime(ahead) == LAST_MILLISECOND) {
            throw new WorkspaceException(
                    "The id " + ahead + " is not a ULID and sorts behind all ULIDs of today, such as " + now
                            + "; a new file with a ULID would come before it",
                    "name the new file by hand, with an id that sorts behind " + ahead);
        }
        return new MigrationId(UlidCreator.getUlid(Ulid.getTime(ahead) + 1).toString());
    }

    /** As it is written today: in capitals, without the letters that it takes for digits. */
    static boolean isUlid(String id) {
        return Ulid.isValid(id) && Ulid.from(id).toString().equals(id);
    }
}
