package io.migretti.diff.schema;

import java.util.List;

/**
 * By what replicas know the rows of a table, other than by its primary key.
 *
 * @param how {@code FULL}, {@code NOTHING} or {@code USING INDEX name}
 */
public record ReplicaIdentity(ObjectId id, String how) implements SchemaObject {

    @Override
    public List<String> create(Creation creation) {
        return List.of("ALTER TABLE ONLY " + id.sqlName() + " REPLICA IDENTITY " + how);
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of("ALTER TABLE ONLY " + id.sqlName() + " REPLICA IDENTITY DEFAULT");
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        ReplicaIdentity target = (ReplicaIdentity) other;
        return equals(target) ? Change.none() : Change.alter(target.create(new Creation(transition, List.of())));
    }
}
