package io.migretti.diff.plan;

import io.migretti.diff.plan.Vertex.Operation;
import io.migretti.diff.schema.Column;
import io.migretti.diff.schema.Dependency;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.ForeignKey;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Schema;
import io.migretti.diff.schema.SchemaObject;
import io.migretti.diff.schema.Transition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What happens along with what: columns with their table, an index with the column that is dropped. */
final class Folding {

    private final Transition transition;
    private final Map<ObjectId, Fate> fates;
    private final Set<ObjectId> swapped;
    private final Map<Vertex, Vertex> owners = new HashMap<>();
    private final Map<Vertex, Set<Vertex>> folded = new TreeMap<>();
    private final List<Vertex> representatives = new ArrayList<>();

    Folding(Transition transition, Map<ObjectId, Fate> fates, Set<ObjectId> swapped, Set<Vertex> apart) {
        this.transition = transition;
        this.fates = fates;
        this.swapped = swapped;
        List<Vertex> all = vertices(fates);
        for (Vertex vertex : all) {
            if (!apart.contains(vertex)) {
                owner(vertex).ifPresent(owner -> owners.put(vertex, owner));
            }
        }
        for (Vertex vertex : all) {
            Vertex representative = representative(vertex);
            if (representative.equals(vertex)) {
                representatives.add(vertex);
            } else {
                folded.computeIfAbsent(representative, each -> new TreeSet<>()).add(vertex);
            }
        }
    }

    private static List<Vertex> vertices(Map<ObjectId, Fate> fates) {
        List<Vertex> all = new ArrayList<>();
        fates.forEach((id, fate) -> {
            if (fate.drops()) {
                all.add(new Vertex(Operation.DROP, id));
            }
            if (fate.creates()) {
                all.add(new Vertex(Operation.CREATE, id));
            }
            if (fate instanceof Fate.Altered) {
                all.add(new Vertex(Operation.ALTER, id));
            }
        });
        return all;
    }

    /** Those that happen by statements of their own. */
    Collection<Vertex> representatives() {
        return representatives;
    }

    /** What it happens along with; itself if it is not folded. */
    Vertex representative(Vertex vertex) {
        Vertex owner = owners.get(vertex);
        return owner == null ? vertex : representative(owner);
    }

    Set<Vertex> foldedInto(Vertex vertex) {
        return folded.getOrDefault(vertex, Set.of());
    }

    private Optional<Vertex> owner(Vertex vertex) {
        ObjectId id = vertex.object();
        return switch (vertex.operation()) {
            case CREATE ->
                object(transition.to(), id).createdWith(transition).stream()
                        .filter(this::creates)
                        .map(each -> new Vertex(Operation.CREATE, each))
                        .findFirst();
            case DROP -> dropOwner(id);
            case EMPTY, PREPARE -> Optional.empty();
            case ALTER ->
                object(transition.to(), id) instanceof Column column && column.followsParent(transition)
                        ? column.inheritedFrom().stream()
                                .filter(each -> fates.get(each) instanceof Fate.Altered)
                                .map(each -> new Vertex(Operation.ALTER, each))
                                .findFirst()
                        : Optional.empty();
        };
    }

    /** The largest of those that take it along. */
    private Optional<Vertex> dropOwner(ObjectId id) {
        List<ObjectId> owners = new ArrayList<>();
        transition.from().dependencies(id).stream()
                .filter(each -> each.strength() == Strength.AUTOMATIC)
                .map(Dependency::on)
                .forEach(owners::add);
        owners.addAll(object(transition.from(), id).droppedWith(transition));
        if (id.kind() == ObjectKind.INHERITANCE && isReferenced(id.whole(ObjectKind.TABLE))) {
            return Optional.empty();
        }
        return owners.stream()
                .filter(each -> fates.get(each) != null && fates.get(each).drops())
                .filter(each -> !swapped.contains(each))
                // An index of a partition that is detached is attached no more, and may stay.
                .sorted(Comparator.comparing((ObjectId each) -> each.kind() != ObjectKind.INHERITANCE)
                        .thenComparing(Comparator.naturalOrder()))
                .map(each -> new Vertex(Operation.DROP, each))
                .findFirst();
    }

    /** A partition that foreign keys reach through its parent can be dropped only after it was detached. */
    private boolean isReferenced(ObjectId table) {
        return transition.from().dependents(table).stream()
                .map(Dependency::of)
                .filter(each -> object(transition.from(), each) instanceof ForeignKey key && !key.derived())
                .anyMatch(each -> fates.get(each) == null || !fates.get(each).drops());
    }

    private static SchemaObject object(Schema schema, ObjectId id) {
        return schema.find(id).orElseThrow();
    }

    private boolean creates(ObjectId id) {
        Fate fate = fates.get(id);
        return fate != null && fate.creates();
    }
}
