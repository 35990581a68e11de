package io.migretti.diff.plan;

import io.migretti.diff.plan.Fate.Altered;
import io.migretti.diff.plan.Fate.Created;
import io.migretti.diff.plan.Fate.Dropped;
import io.migretti.diff.plan.Fate.Recreated;
import io.migretti.diff.schema.Change;
import io.migretti.diff.schema.ForeignKey;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Schema;
import io.migretti.diff.schema.SchemaObject;
import io.migretti.diff.schema.Transition;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** First step: object by object, what differs. */
final class Comparison {

    private Comparison() {}

    static Map<ObjectId, Fate> of(Transition transition) {
        Schema from = transition.from();
        Schema to = transition.to();
        Map<ObjectId, Fate> fates = new TreeMap<>();
        for (SchemaObject object : from.objects()) {
            Optional<SchemaObject> target = to.find(object.id());
            if (transition.apart().contains(object.id())) {
                fates.put(object.id(), new Recreated());
            } else if (target.isPresent()) {
                fate(object.changeTo(target.get(), transition)).ifPresent(fate -> fates.put(object.id(), fate));
            } else if (!goesByItself(object, transition)) {
                fates.put(object.id(), new Dropped());
            }
        }
        for (SchemaObject object : to.objects()) {
            if (!from.contains(object.id()) && !(object instanceof ForeignKey key && key.derived())) {
                fates.put(object.id(), new Created());
            }
        }
        return fates;
    }

    private static Optional<Fate> fate(Change change) {
        if (change instanceof Change.Alter alter) {
            return Optional.of(Altered.by(alter));
        }
        return change instanceof Change.Recreate ? Optional.of(new Recreated()) : Optional.empty();
    }

    /** A foreign key that a parent's made goes with that one, unless its table is detached and stays. */
    private static boolean goesByItself(SchemaObject object, Transition transition) {
        boolean stays = transition.to().contains(object.id().whole(ObjectKind.TABLE))
                && transition.from().dependents(object.id()).stream()
                        .filter(each -> each.of().kind() == ObjectKind.INHERITANCE)
                        .anyMatch(each -> !transition.to().contains(each.of()));
        return object instanceof ForeignKey key && key.derived() && !stays;
    }
}
