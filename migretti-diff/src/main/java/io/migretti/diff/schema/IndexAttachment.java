package io.migretti.diff.schema;

import java.util.List;

/**
 * That an index of a partition is the part of the partitioned table's.
 *
 * @param index of the partition: an index or a constraint
 * @param parentIndex its qualified and quoted name
 * @param inheritance of the tables, without which it is over
 */
public record IndexAttachment(ObjectId id, ObjectId index, ObjectId parent, String parentIndex, ObjectId inheritance)
        implements SchemaObject {

    /**
     * What it is attached to.
     *
     * @param parent an index or a constraint, which takes it along when it is dropped
     * @param inheritance while it lasts
     */
    public record Place(ObjectId parent, ObjectId inheritance) {

        List<ObjectId> droppedWith(Transition transition) {
            return transition.keeps(inheritance) ? List.of(parent) : List.of();
        }
    }

    @Override
    public List<String> create(Creation creation) {
        return List.of("ALTER INDEX " + parentIndex + " ATTACH PARTITION " + id.sqlName());
    }

    /** There is no such statement: it ends with one of the two indexes, or when the partition is detached. */
    @Override
    public List<String> drop(Transition transition) {
        return List.of();
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        return equals(other) ? Change.none() : Change.recreate();
    }
}
