package io.migretti.diff;

import io.migretti.diff.plan.Action;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;

/**
 * One statement of a diff.
 *
 * @param sql without {@code ;}
 * @param object what it is done to
 * @param destructive whether it drops something that the target does not have, or loses data; dropping what comes back is not
 * @param transactional whether it may run in a transaction
 */
public record DiffStatement(String sql, Action action, ObjectId object, boolean destructive, boolean transactional) {

    public ObjectKind kind() {
        return object.kind();
    }

    /** What the object is called, for people: {@code app.users.email}. */
    public String name() {
        return object.displayName();
    }

    @Override
    public String toString() {
        return sql + ";";
    }
}
