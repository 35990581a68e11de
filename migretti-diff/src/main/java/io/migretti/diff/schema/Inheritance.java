package io.migretti.diff.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * That a table is a partition of another, or inherits from it.
 *
 * @param bound {@code FOR VALUES …} or {@code DEFAULT}; empty for inheritance
 * @param position which of the parents it is, from 1
 */
public record Inheritance(ObjectId id, ObjectId child, ObjectId parent, Optional<String> bound, int position)
        implements SchemaObject {

    public static ObjectId idOf(ObjectId child, ObjectId parent) {
        return child.part(ObjectKind.INHERITANCE, parent.sqlName());
    }

    public boolean isPartition() {
        return bound.isPresent();
    }

    @Override
    public List<String> create(Creation creation) {
        return List.of(
                bound.isPresent()
                        ? "ALTER TABLE " + parent.sqlName() + " ATTACH PARTITION " + child.sqlName() + " " + bound.get()
                        : "ALTER TABLE " + child.sqlName() + " INHERIT " + parent.sqlName());
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of(
                bound.isPresent()
                        ? "ALTER TABLE " + parent.sqlName() + " DETACH PARTITION " + child.sqlName()
                        : "ALTER TABLE " + child.sqlName() + " NO INHERIT " + parent.sqlName());
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        return bound.equals(((Inheritance) other).bound) ? Change.none() : Change.recreate();
    }

    /** A partition is attached when it has all that its parent asks for. */
    @Override
    public List<ObjectId> createdWith(Transition transition) {
        return isPartition() ? List.of() : List.of(child);
    }

    /** The bounds of one parent's partitions must not overlap at any time, and a partition has one parent. */
    @Override
    public Set<String> names() {
        return isPartition() ? Set.of("bounds of " + parent.sqlName(), "parent of " + child.sqlName()) : Set.of();
    }
}
