package io.migretti.plan;

import io.migretti.migration.Checksum;
import io.migretti.migration.MigrationId;
import java.util.Optional;

/**
 * One migration that a plan is going to change, or one seed.
 *
 * @param id which; a seed's is its name
 * @param name its slug
 * @param title what its file calls it, else the slug
 * @param location the file, the class, or the history itself
 * @param checksum what its row will say; empty for a class without one
 * @param direction whether it has a row afterwards
 * @param fix whether a person asked for this by name; the log says so
 * @param work what is executed
 * @param portableDown what its row will keep, to roll it back without its file
 */
public record Step(
        MigrationId id,
        String name,
        String title,
        String location,
        Optional<Checksum> checksum,
        Direction direction,
        boolean fix,
        Work work,
        Optional<String> portableDown) {

    /** Whether it runs in one transaction together with its bookkeeping. */
    public boolean transactional() {
        return work.transactional();
    }

    /** How many statements its section has; those of a class are not known, and count as none. */
    public int statements() {
        return work.statements();
    }

    /** Whether it can be reverted once it is done. */
    public boolean reversible() {
        return work instanceof Work.Code code ? code.reversible() : portableDown.isPresent();
    }

    /** {@code 01JD3K…_add_users}; of a seed its name. */
    public String fileName() {
        return direction == Direction.SEED ? name : id + "_" + name;
    }

    /** One line: which migration, how many statements, and what is unusual about it. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(fileName()).append(" (");
        if (work instanceof Work.Sql sql) {
            text.append(sql.statements()).append(sql.statements() == 1 ? " statement" : " statements");
            text.append(sql.done() > 0 ? ", from number " + (sql.done() + 1) + " on" : "");
            text.append(sql.stored() ? ", as kept in the history" : "");
        } else {
            text.append(work instanceof Work.Code ? location : "history only");
        }
        return text.append(transactional() ? ")" : ", no transaction)").toString();
    }
}
