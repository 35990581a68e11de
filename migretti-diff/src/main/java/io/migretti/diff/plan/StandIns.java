package io.migretti.diff.plan;

import io.migretti.diff.plan.Vertex.Operation;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.Replaceable;
import io.migretti.diff.schema.Schema;
import io.migretti.diff.schema.Transition;
import io.migretti.diff.schema.View;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Objects that need each other in the end can come and go one by one with the help of stand-ins. */
final class StandIns {

    private final Transition transition;
    /** Created or dropped by way of a stand-in. */
    private final Set<Vertex> replaced = new TreeSet<>();
    /**
     * What is created in such a circle, and is satisfied with the stand-ins of the others, as nothing is that would be
     * filled or checked with them.
     */
    private final Set<ObjectId> satisfied = new TreeSet<>();

    StandIns(Transition transition) {
        this.transition = transition;
    }

    /**
     * Lets stand-ins in: for views, or for routines if there are no views.
     *
     * @return whether that is worth another try
     */
    boolean letInto(Collection<Vertex> circle) {
        boolean more = letInto(circle, View.class::isInstance) || letInto(circle, each -> true);
        if (more) {
            circle.stream()
                    .filter(each -> each.operation() == Operation.CREATE)
                    .map(Vertex::object)
                    .filter(each -> transition.to().find(each).orElseThrow() instanceof Replaceable)
                    .forEach(satisfied::add);
        }
        return more;
    }

    private boolean letInto(Collection<Vertex> circle, Predicate<Replaceable> which) {
        boolean more = false;
        for (Vertex each : circle) {
            Operation operation = each.operation();
            if (operation != Operation.CREATE && operation != Operation.DROP) {
                continue;
            }
            Schema schema = operation == Operation.CREATE ? transition.to() : transition.from();
            boolean replaceable = schema.find(each.object()).orElseThrow() instanceof Replaceable object
                    && object.isReplaceable()
                    && which.test(object);
            more |= replaceable && replaced.add(each);
        }
        return more;
    }

    Set<Vertex> vertices() {
        Set<Vertex> vertices = new TreeSet<>();
        replaced.forEach(each -> vertices.add(standIn(each)));
        return vertices;
    }

    private static Vertex standIn(Vertex vertex) {
        return new Vertex(
                vertex.operation() == Operation.CREATE ? Operation.PREPARE : Operation.EMPTY, vertex.object());
    }

    boolean isReplaced(Vertex vertex) {
        return replaced.contains(vertex);
    }

    /** The first of the two steps that create it, or the only one. */
    Vertex begin(Vertex creation) {
        return replaced.contains(creation) ? standIn(creation) : creation;
    }

    /** What must have happened to the object before one that needs it is created. */
    Vertex needed(Vertex creation, ObjectId by) {
        return satisfied.contains(by) ? begin(creation) : creation;
    }

    /** What must have happened to the object before one that it needed is dropped. */
    Vertex gone(Vertex drop, ObjectId needed) {
        return replaced.contains(drop) && !standInNeeds(transition.from(), drop.object(), needed)
                ? standIn(drop)
                : drop;
    }

    boolean standInNeeds(Schema schema, ObjectId object, ObjectId needed) {
        return ((Replaceable) schema.find(object).orElseThrow()).standInNeeds(needed);
    }
}
