package io.migretti.diff.plan;

import io.migretti.diff.plan.Vertex.Operation;
import io.migretti.diff.schema.Constraint;
import io.migretti.diff.schema.Dependency;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.Inheritance;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Routine;
import io.migretti.diff.schema.Schema;
import io.migretti.diff.schema.SchemaObject;
import io.migretti.diff.schema.Sequence;
import io.migretti.diff.schema.Table;
import io.migretti.diff.schema.Transition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must happen before what. A vertex for each creation, alteration and drop; what happens along with another is
 * folded into its vertex.
 */
final class Graph {

    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");
    private static final Set<ObjectKind> NAMED_IN_BODIES = EnumSet.of(
            ObjectKind.TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.SEQUENCE,
            ObjectKind.FUNCTION,
            ObjectKind.PROCEDURE,
            ObjectKind.AGGREGATE);

    private final Transition transition;
    private final Map<ObjectId, Fate> fates;
    private final Set<ObjectId> swapped;
    private final Set<List<Vertex>> waived;
    private final StandIns standIns;

    private final Folding folding;
    private final Map<Vertex, Set<Vertex>> before = new TreeMap<>();
    /** The edges' ends as they were before folding, to see which of them close a circle. */
    private final List<Vertex[]> edges = new ArrayList<>();
    /** Edges without which an order is good as well, though not as good. */
    private final Set<List<Vertex>> wishes = new HashSet<>();

    /**
     * Draws it.
     *
     * @param swapped types that are swapped while columns use them
     * @param apart what would be folded and closes a circle then
     * @param waived wishes that close a circle
     * @param standIns which keep others from closing one
     */
    Graph(
            Transition transition,
            Map<ObjectId, Fate> fates,
            Set<ObjectId> swapped,
            Set<Vertex> apart,
            Set<List<Vertex>> waived,
            StandIns standIns) {
        this.transition = transition;
        this.fates = fates;
        this.swapped = swapped;
        this.waived = waived;
        this.standIns = standIns;
        this.folding = new Folding(transition, fates, swapped, apart);
        folding.representatives().forEach(each -> before.put(each, new TreeSet<>()));
        standIns.vertices().forEach(each -> before.put(each, new TreeSet<>()));
        needs();
        names();
        bodies();
        persistence();
    }

    /** Each vertex that is not folded, with those that must happen before it. */
    Map<Vertex, Set<Vertex>> before() {
        return before;
    }

    /** What happens along with it. */
    Set<Vertex> foldedInto(Vertex vertex) {
        return folding.foldedInto(vertex);
    }

    /** What was folded and has an edge of its own between two of these vertices; foreign keys if there are any. */
    Set<Vertex> unfoldable(Collection<Vertex> circle) {
        Set<Vertex> found = new TreeSet<>();
        for (Vertex[] edge : edges) {
            Vertex first = representative(edge[0]);
            Vertex then = representative(edge[1]);
            if (first.equals(then) || !circle.contains(first) || !circle.contains(then)) {
                continue;
            }
            for (Vertex end : edge) {
                if (!representative(end).equals(end) && mayStandAlone(end)) {
                    found.add(end);
                }
            }
        }
        Set<Vertex> keys = new TreeSet<>(found);
        keys.removeIf(each -> each.object().kind() != ObjectKind.FOREIGN_KEY);
        return keys.isEmpty() ? found : keys;
    }

    private static boolean mayStandAlone(Vertex vertex) {
        ObjectKind kind = vertex.object().kind();
        return switch (vertex.operation()) {
            case ALTER, EMPTY, PREPARE -> false;
            case CREATE -> kind != ObjectKind.COLUMN && kind != ObjectKind.INHERITANCE;
            case DROP -> kind != ObjectKind.COLUMN && kind != ObjectKind.INDEX_ATTACHMENT;
        };
    }

    private Vertex representative(Vertex vertex) {
        return folding.representative(vertex);
    }

    private static SchemaObject object(Schema schema, ObjectId id) {
        return schema.find(id).orElseThrow();
    }

    private void edge(Vertex first, Vertex then) {
        Vertex from = representative(first);
        Vertex to = representative(then);
        Set<Vertex> known = before.get(to);
        if (from.equals(to) || known == null || !before.containsKey(from)) {
            return;
        }
        known.add(from);
        edges.add(new Vertex[] {first, then});
    }

    /** What a child has from its parent is altered with it or after it, as it comes. */
    private static boolean isWish(Dependency dependency) {
        return dependency.strength() == Strength.ORDER
                && (dependency.of().kind() == ObjectKind.COLUMN
                        || dependency.of().kind() == ObjectKind.CONSTRAINT);
    }

    /**
     * A column of a child's own is added before the parent's, which is merged with it then, and dropped only when no parent
     * has it any more.
     */
    private boolean isInherited(Dependency dependency) {
        return dependency.strength() == Strength.ORDER
                && dependency.of().kind() == ObjectKind.COLUMN
                && dependency.on().kind() == ObjectKind.COLUMN
                && transition.keeps(Inheritance.idOf(
                        dependency.of().whole(ObjectKind.TABLE), dependency.on().whole(ObjectKind.TABLE)));
    }

    private void edge(Vertex first, Vertex then, boolean wished) {
        if (wished) {
            wish(first, then);
        } else {
            edge(first, then);
        }
    }

    private void wish(Vertex first, Vertex then) {
        List<Vertex> wish = List.of(first, then);
        if (!waived.contains(wish)) {
            wishes.add(wish);
            edge(first, then);
        }
    }

    /** The wishes between two of these vertices. */
    Set<List<Vertex>> wishes(Collection<Vertex> circle) {
        Set<List<Vertex>> found = new HashSet<>(wishes);
        found.removeIf(
                each -> !circle.contains(representative(each.get(0))) || !circle.contains(representative(each.get(1))));
        return found;
    }

    private void needs() {
        fates.forEach((id, fate) -> {
            Vertex drop = new Vertex(Operation.DROP, id);
            Vertex create = new Vertex(Operation.CREATE, id);
            Vertex alter = new Vertex(Operation.ALTER, id);
            if (fate instanceof Fate.Recreated) {
                if (swapped.contains(id)) {
                    swap(id, create, drop);
                } else {
                    edge(drop, standIns.begin(create));
                }
            }
            if (fate instanceof Fate.Recreated) {
                // What it was made of might be taken for what it is to be made of, an index or an overloaded function.
                transition.from().dependencies(id).forEach(each -> wish(new Vertex(Operation.DROP, each.on()), create));
            }
            if (fate instanceof Fate.Dropped && swapped.contains(id)) {
                transition.successor(id).ifPresent(each -> swap(id, new Vertex(Operation.CREATE, each), drop));
            }
            for (Dependency each : transition.from().dependents(id)) {
                Vertex dependentDrops = standIns.gone(new Vertex(Operation.DROP, each.of()), id);
                boolean wished = isWish(each);
                if (isInherited(each)) {
                    edge(drop, dependentDrops);
                } else {
                    edge(dependentDrops, drop, wished);
                }
                edge(dependentDrops, alter, wished || !fate.disturbs());
                edge(new Vertex(Operation.ALTER, each.of()), drop, wished);
            }
            for (Dependency each : transition.to().dependencies(id)) {
                Vertex createNeeded = standIns.needed(new Vertex(Operation.CREATE, each.on()), id);
                Vertex alterNeeded = new Vertex(Operation.ALTER, each.on());
                boolean wished = isWish(each);
                if (isInherited(each)) {
                    edge(create, createNeeded);
                } else {
                    edge(createNeeded, create, wished);
                }
                edge(alterNeeded, create, wished);
                edge(createNeeded, alter, wished);
                edge(alterNeeded, alter, wished);
                if (standIns.isReplaced(create) && standIns.standInNeeds(transition.to(), id, each.on())) {
                    edge(createNeeded, standIns.begin(create));
                    edge(alterNeeded, standIns.begin(create));
                }
            }
            if (standIns.isReplaced(create)) {
                edge(standIns.begin(create), create);
            }
            if (standIns.isReplaced(drop)) {
                edge(standIns.begin(drop), drop);
            }
            if (id.kind() == ObjectKind.INHERITANCE) {
                attachment(id, fate);
            }
            if (id.kind() == ObjectKind.TYPED_TABLE) {
                apart(id, id.whole(ObjectKind.TABLE));
                untied(id);
            }
            if (fate instanceof Fate.Created && object(transition.to(), id) instanceof Sequence sequence) {
                sequence.predecessor(transition).ifPresent(each -> edge(create, new Vertex(Operation.DROP, each)));
            }
        });
    }

    /** Both tables get what is new while they are apart, and lose what is old before they come together. */
    private void attachment(ObjectId id, Fate fate) {
        Vertex detach = new Vertex(Operation.DROP, id);
        Inheritance inheritance = (Inheritance) object(fate.drops() ? transition.from() : transition.to(), id);
        if (fate instanceof Fate.Dropped && transition.to().contains(inheritance.child())) {
            // What the parent's keys made for the partition goes with them, but stays when it is detached before.
            transition.from().dependents(inheritance.parent()).stream()
                    .map(Dependency::of)
                    .filter(each -> each.kind() == ObjectKind.FOREIGN_KEY)
                    .forEach(each -> edge(detach, new Vertex(Operation.DROP, each)));
        }
        apart(id, inheritance.child());
        apart(id, inheritance.parent());
    }

    /** What it holds the table to, it gets and loses while that is over. */
    private void apart(ObjectId tie, ObjectId table) {
        Vertex end = new Vertex(Operation.DROP, tie);
        Vertex begin = new Vertex(Operation.CREATE, tie);
        for (ObjectId part : parts(transition.to(), table)) {
            edge(end, new Vertex(Operation.CREATE, part));
            edge(end, new Vertex(Operation.ALTER, part));
        }
        parts(transition.from(), table).forEach(part -> edge(new Vertex(Operation.DROP, part), begin));
    }

    /** The columns of a typed table change while it is an ordinary one. */
    private void untied(ObjectId tie) {
        ObjectId table = tie.whole(ObjectKind.TABLE);
        Vertex begin = new Vertex(Operation.CREATE, tie);
        for (ObjectId part : parts(transition.to(), table)) {
            edge(new Vertex(Operation.CREATE, part), begin);
            edge(new Vertex(Operation.ALTER, part), begin);
        }
        parts(transition.from(), table)
                .forEach(part -> edge(new Vertex(Operation.DROP, tie), new Vertex(Operation.DROP, part)));
    }

    private static List<ObjectId> parts(Schema schema, ObjectId table) {
        return schema.dependents(table).stream()
                .map(Dependency::of)
                .filter(each -> each.kind() == ObjectKind.COLUMN
                        || schema.find(each).orElseThrow() instanceof Constraint constraint && constraint.check())
                .toList();
    }

    /** The old type gets its other name when nothing but columns and other types uses it any more. */
    private void swap(ObjectId type, Vertex create, Vertex drop) {
        edge(create, drop);
        for (Dependency each : transition.from().dependents(type)) {
            ObjectKind kind = each.of().kind();
            if (kind != ObjectKind.COLUMN && kind != ObjectKind.TABLE) {
                Vertex dropDependent = new Vertex(Operation.DROP, each.of());
                if (!swapped.contains(each.of())) {
                    edge(dropDependent, create);
                }
            }
        }
    }

    /** A name is free when whoever had it is gone. */
    private void names() {
        Map<String, List<Vertex>> freed = new HashMap<>();
        fates.forEach((id, fate) -> {
            Set<String> names = fate instanceof Fate.Created
                    ? Set.of()
                    : object(transition.from(), id).frees();
            for (String name : names) {
                boolean frees =
                        fate.drops() || !object(transition.to(), id).names().contains(name);
                if (frees) {
                    Operation operation = fate.drops() ? Operation.DROP : Operation.ALTER;
                    freed.computeIfAbsent(name, each -> new ArrayList<>()).add(new Vertex(operation, id));
                }
            }
        });
        fates.forEach((id, fate) -> {
            Set<String> names = fate instanceof Fate.Dropped
                    ? Set.of()
                    : object(transition.to(), id).names();
            Operation operation = fate.creates() ? Operation.CREATE : Operation.ALTER;
            for (String name : names) {
                freed.getOrDefault(name, List.of()).stream()
                        .filter(by -> !by.object().equals(id) && !isSetAsideFor(id, by.object()))
                        .forEach(by -> edge(by, standIns.begin(new Vertex(operation, id))));
            }
        });
    }

    /** The older type has another name by then. */
    private boolean isSetAsideFor(ObjectId type, ObjectId older) {
        return swapped.contains(older) && transition.successor(older).equals(Optional.of(type));
    }

    /** What refers to a permanent table becomes unlogged before that, and permanent after it. */
    private void persistence() {
        for (SchemaObject object : transition.to().objects()) {
            if (object.id().kind() != ObjectKind.FOREIGN_KEY || fates.containsKey(object.id())) {
                continue;
            }
            ObjectId table = object.id().whole(ObjectKind.TABLE);
            Vertex alter = new Vertex(Operation.ALTER, table);
            boolean unlogged = ((Table) object(transition.to(), table)).unlogged();
            transition.to().dependencies(object.id()).stream()
                    .filter(each -> each.on().kind() == ObjectKind.TABLE && fates.containsKey(each.on()))
                    .map(each -> new Vertex(Operation.ALTER, each.on()))
                    .forEach(each -> wish(unlogged ? alter : each, unlogged ? each : alter));
        }
    }

    /** What a routine's body names should be there before the routine, which may be called while others are created. */
    private void bodies() {
        Map<String, List<Vertex>> created = new HashMap<>();
        fates.forEach((id, fate) -> {
            if (fate.creates() && NAMED_IN_BODIES.contains(id.kind())) {
                created.computeIfAbsent(id.name(), each -> new ArrayList<>()).add(new Vertex(Operation.CREATE, id));
            }
        });
        fates.forEach((id, fate) -> {
            if (fate.creates() && object(transition.to(), id) instanceof Routine routine) {
                Matcher word = WORD.matcher(routine.definition());
                while (word.find()) {
                    created.getOrDefault(word.group(), List.of())
                            .forEach(each -> wish(each, new Vertex(Operation.CREATE, id)));
                }
            }
        });
    }
}
