package io.migretti.diff.plan;

import io.migretti.diff.schema.ObjectId;
import java.util.Comparator;

/** One half of what can happen to an object. */
record Vertex(Operation operation, ObjectId object) implements Comparable<Vertex> {

    enum Operation {
        ALTER,
        /** A stand-in takes the object's place, so that what it needed can be dropped. */
        EMPTY,
        /** A stand-in is created, so that what needs the object can be. */
        PREPARE,
        CREATE,
        DROP
    }

    /** What is added and altered comes as early as it can, what is dropped as late, dependents before the rest. */
    private static final Comparator<Vertex> ORDER = Comparator.comparing(
                    (Vertex each) -> each.operation == Operation.DROP)
            .thenComparing((one, other) -> one.operation == Operation.DROP
                    ? other.object.compareTo(one.object)
                    : one.object.compareTo(other.object))
            .thenComparing(Vertex::operation);

    @Override
    public int compareTo(Vertex other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return switch (operation) {
                    case ALTER -> "alter ";
                    case EMPTY -> "empty ";
                    case PREPARE -> "prepare ";
                    case CREATE -> "create ";
                    case DROP -> "drop ";
                }
                + object;
    }
}
