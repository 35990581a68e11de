package io.migretti.diff.plan;

import io.migretti.diff.plan.Fate.Altered;
import io.migretti.diff.plan.Fate.Recreated;
import io.migretti.diff.schema.Column;
import io.migretti.diff.schema.Constraint;
import io.migretti.diff.schema.Dependency;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.ForeignKey;
import io.migretti.diff.schema.Index;
import io.migretti.diff.schema.IndexAttachment;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Schema;
import io.migretti.diff.schema.SchemaObject;
import io.migretti.diff.schema.Sequence;
import io.migretti.diff.schema.Table;
import io.migretti.diff.schema.Transition;
import io.migretti.diff.schema.UserType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Second step: what has to step aside for the differences, and comes back after them. */
final class SteppingAside {

    private final Transition transition;
    private final Map<ObjectId, Fate> fates;
    private final Set<ObjectId> swapped = new LinkedHashSet<>();
    private final Deque<ObjectId> open = new ArrayDeque<>();
    private final Map<ObjectId, List<ObjectId>> goingAlong = new HashMap<>();

    private SteppingAside(Transition transition, Map<ObjectId, Fate> fates) {
        this.transition = transition;
        this.fates = fates;
        for (SchemaObject object : transition.from().objects()) {
            for (ObjectId with : object.droppedWith(transition)) {
                goingAlong.computeIfAbsent(with, each -> new ArrayList<>()).add(object.id());
            }
        }
    }

    /**
     * Adds to the fates.
     *
     * @return the types that are swapped while columns use them
     */
    static Set<ObjectId> apply(Transition transition, Map<ObjectId, Fate> fates) {
        SteppingAside run = new SteppingAside(transition, fates);
        fates.forEach((id, fate) -> {
            if (fate.disturbs()) {
                run.open.add(id);
            }
        });
        while (!run.open.isEmpty()) {
            run.disturb(run.open.remove());
        }
        run.alsoSwapped();
        return run.swapped;
    }

    /** What a swapped type is made of cannot go before that has gone either. */
    private void alsoSwapped() {
        Deque<ObjectId> types = new ArrayDeque<>(swapped);
        while (!types.isEmpty()) {
            for (Dependency each : transition.from().dependencies(types.remove())) {
                boolean renewed = fates.get(each.on()) instanceof Recreated
                        && transition.from().find(each.on()).orElseThrow() instanceof UserType;
                if (renewed && swapped.add(each.on())) {
                    types.add(each.on());
                }
            }
        }
    }

    private void disturb(ObjectId disturbed) {
        Fate fate = fates.get(disturbed);
        if (fate == null) {
            return;
        }
        partitionKey(disturbed, fate);
        attachedIndex(disturbed, fate);
        detachedIndex(disturbed, fate);
        for (Dependency each : transition.from().dependents(disturbed)) {
            if (each.strength() != Strength.ORDER) {
                visit(each.of(), disturbed, fate, each.strength() == Strength.AUTOMATIC);
            }
        }
        if (fate.drops()) {
            goingAlong.getOrDefault(disturbed, List.of()).forEach(each -> visit(each, disturbed, fate, true));
        }
    }

    /** The server alters no column of a partition key. The rows are in the partitions, which stay. */
    private void partitionKey(ObjectId disturbed, Fate fate) {
        ObjectId table = disturbed.whole(ObjectKind.TABLE);
        boolean inKey = disturbed.kind() == ObjectKind.COLUMN
                && fate instanceof Altered
                && transition.from().find(table).orElseThrow() instanceof Table partitioned
                && partitioned.keyColumns().contains(disturbed.part());
        if (inKey) {
            recreate(table);
        }
    }

    /**
     * An index that is part of a partitioned table's goes only together with that; a constraint not even so. While the
     * partition is detached it can.
     */
    private void attachedIndex(ObjectId disturbed, Fate fate) {
        Optional<IndexAttachment.Place> place =
                transition.from().find(disturbed).flatMap(SteppingAside::attachment);
        if (place.isEmpty() || !fate.drops() || !transition.keeps(place.get().inheritance())) {
            return;
        }
        Fate above = fates.get(place.get().parent());
        boolean together = above != null
                && above.drops()
                && disturbed.kind() == place.get().parent().kind();
        if (!together) {
            recreate(place.get().inheritance());
        }
    }

    /** No statement detaches an index from that of the partitioned table; only that one's end does. */
    private void detachedIndex(ObjectId disturbed, Fate fate) {
        Optional<IndexAttachment> attachment = transition
                .from()
                .find(disturbed)
                .filter(IndexAttachment.class::isInstance)
                .map(IndexAttachment.class::cast);
        if (attachment.isPresent()
                && fate instanceof Fate.Dropped
                && transition.to().contains(attachment.get().index())
                && transition.to().contains(attachment.get().parent())
                && transition.keeps(attachment.get().inheritance())) {
            recreate(attachment.get().parent());
        }
    }

    private static Optional<IndexAttachment.Place> attachment(SchemaObject object) {
        if (object instanceof Index index) {
            return index.attached();
        }
        return object instanceof Constraint constraint ? constraint.attached() : Optional.empty();
    }

    private void recreate(ObjectId id) {
        if (!(fates.get(id) instanceof Recreated)) {
            fates.put(id, new Recreated());
            open.add(id);
        }
    }

    private void visit(ObjectId id, ObjectId disturbed, Fate cause, boolean automatic) {
        Schema to = transition.to();
        Optional<SchemaObject> object = transition.from().find(id);
        Fate own = fates.get(id);
        if (object.isEmpty() || !to.contains(id) || own != null && own.drops() || object.get() instanceof Sequence) {
            return;
        }
        if (object.get() instanceof ForeignKey key && key.derived()) {
            return;
        }
        boolean dropsOwnTable = disturbed.kind() == ObjectKind.TABLE && automatic && cause.drops();
        if (object.get() instanceof Column column && !column.isGenerated() && !dropsOwnTable) {
            retype(column, disturbed, cause);
            return;
        }
        if (id.kind() == ObjectKind.TABLE) {
            return;
        }
        if (!cause.drops() && !object.get().stepsAside()) {
            return;
        }
        boolean letsGo = cause instanceof Fate.Dropped
                && own instanceof Altered
                && transition.successor(disturbed).isEmpty()
                && !automatic
                && to.dependencies(id).stream().noneMatch(each -> each.on().equals(disturbed));
        if (!letsGo) {
            recreate(id);
        }
    }

    private static UserType userType(Schema schema, ObjectId type) {
        return (UserType) schema.find(type).orElseThrow();
    }

    /** A column whose type is created anew moves to the new one; nothing else makes a column step aside. */
    private void retype(Column column, ObjectId type, Fate cause) {
        boolean isType =
                transition.from().find(type).filter(UserType.class::isInstance).isPresent();
        Optional<ObjectId> successor = transition.successor(type);
        if (!isType || !(cause instanceof Recreated) && successor.isEmpty()) {
            return;
        }
        swapped.add(type);
        Column target = (Column) transition.to().find(column.id()).orElseThrow();
        boolean follows = column.followsParent(transition) && target.followsParent(transition);
        List<String> statements = new ArrayList<>();
        boolean moves =
                column.type().equals(target.type()) && column.collation().equals(target.collation());
        boolean loses = false;
        if (moves && !follows) {
            statements.addAll(column.retype(
                    target,
                    transition,
                    userType(transition.from(), type),
                    userType(transition.to(), successor.orElse(type))));
            loses = column.losesBy(target, transition);
        }
        if (fates.get(column.id()) instanceof Altered altered) {
            if (altered.disturbing()) {
                return;
            }
            statements.addAll(altered.statements());
            loses |= altered.loses();
        }
        fates.put(column.id(), new Altered(statements, true, loses));
        open.add(column.id());
    }
}
