package io.migretti.diff.plan;

import io.migretti.diff.plan.Fate.Altered;
import io.migretti.diff.plan.Fate.Dropped;
import io.migretti.diff.plan.Fate.Recreated;
import io.migretti.diff.plan.Vertex.Operation;
import io.migretti.diff.schema.Attached;
import io.migretti.diff.schema.Column;
import io.migretti.diff.schema.Creation;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Privileges;
import io.migretti.diff.schema.Replaceable;
import io.migretti.diff.schema.Schema;
import io.migretti.diff.schema.SchemaObject;
import io.migretti.diff.schema.Sequence;
import io.migretti.diff.schema.Table;
import io.migretti.diff.schema.Transition;
import io.migretti.diff.schema.UserType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The way from one schema to another: compare, let step aside, order, render. */
public final class Steps {

    private final Transition transition;
    private final Map<ObjectId, Fate> fates;
    private final Set<ObjectId> swapped;

    private Steps(Transition transition, Map<ObjectId, Fate> fates, Set<ObjectId> swapped) {
        this.transition = transition;
        this.fates = fates;
        this.swapped = swapped;
    }

    /**
     * In an order that runs.
     *
     * @throws CircleException if objects wait for each other and no part of them can be added later
     */
    public static List<Step> between(Schema from, Schema to) {
        Transition transition = new Transition(from, to, Set.of());
        while (true) {
            Map<ObjectId, Fate> fates = Comparison.of(transition);
            Set<ObjectId> swapped = SteppingAside.apply(transition, fates);
            Optional<ObjectId> used = NewValues.usedAtOnce(transition, fates);
            while (used.isPresent()) {
                fates.put(used.get(), new Recreated());
                swapped = SteppingAside.apply(transition, fates);
                used = NewValues.usedAtOnce(transition, fates);
            }
            Set<ObjectId> apart = apart(fates);
            if (transition.apart().containsAll(apart)) {
                return new Steps(transition, fates, swapped).ordered();
            }
            // While they are apart a parent's changes do not reach its partitions: compare once more, knowing that.
            apart.addAll(transition.apart());
            transition = new Transition(from, to, apart);
        }
    }

    private static Set<ObjectId> apart(Map<ObjectId, Fate> fates) {
        Set<ObjectId> apart = new TreeSet<>();
        fates.forEach((id, fate) -> {
            if (id.kind() == ObjectKind.INHERITANCE && fate instanceof Recreated) {
                apart.add(id);
            }
        });
        return apart;
    }

    private List<Step> ordered() {
        Set<Vertex> apart = new TreeSet<>();
        Set<List<Vertex>> waived = new HashSet<>();
        StandIns standIns = new StandIns(transition);
        while (true) {
            Graph graph = new Graph(transition, fates, swapped, apart, waived, standIns);
            Ordering ordering = Ordering.of(graph.before());
            if (ordering.circle().isEmpty()) {
                return ordering.order().stream()
                        .map(each -> step(each, graph, standIns))
                        .filter(each -> !each.statements().isEmpty())
                        .toList();
            }
            if (waived.addAll(graph.wishes(ordering.circle()))) {
                continue;
            }
            if (!apart.addAll(graph.unfoldable(ordering.circle())) && !standIns.letInto(ordering.circle())) {
                throw new CircleException(ordering.circle().stream()
                        .filter(each -> !standIns.vertices().contains(each))
                        .map(Vertex::toString)
                        .toList());
            }
        }
    }

    private Step step(Vertex vertex, Graph graph, StandIns standIns) {
        ObjectId id = vertex.object();
        return switch (vertex.operation()) {
            case EMPTY ->
                new Step(Action.ALTER, id, replaceable(transition.from(), id).standIn(), false);
            case PREPARE ->
                new Step(Action.CREATE, id, replaceable(transition.to(), id).standIn(), false);
            case CREATE ->
                new Step(Action.CREATE, id, creation(id, parts(vertex, graph), standIns.isReplaced(vertex)), false);
            case DROP -> new Step(Action.DROP, id, drop(id), loses(id));
            case ALTER -> alteration(vertex, graph);
        };
    }

    private List<SchemaObject> parts(Vertex vertex, Graph graph) {
        return graph.foldedInto(vertex).stream()
                .map(each -> transition.to().find(each.object()).orElseThrow())
                .toList();
    }

    private static Replaceable replaceable(Schema schema, ObjectId id) {
        return (Replaceable) schema.find(id).orElseThrow();
    }

    private List<String> creation(ObjectId id, List<SchemaObject> parts, boolean replaces) {
        List<String> statements = new ArrayList<>();
        Optional<ObjectId> older = swapped.contains(id)
                ? Optional.of(id)
                : transition.predecessor(id).filter(swapped::contains);
        if (older.isPresent()) {
            UserType before = (UserType) transition.from().find(older.get()).orElseThrow();
            UserType after = (UserType) transition.to().find(id).orElseThrow();
            statements.addAll(before.setAside(after, swappedNames()));
        }
        statements.addAll(
                replaces
                        ? replaceable(transition.to(), id).replaceStandIn()
                        : transition.to().find(id).orElseThrow().create(new Creation(transition, parts)));
        parts.stream()
                .filter(Attached.class::isInstance)
                // What is revoked on the whole is revoked on its columns too.
                .sorted(Comparator.comparing(each -> each instanceof Privileges privileges && privileges.isOfColumn()))
                .forEach(each -> statements.addAll(((Attached) each).createAfresh(transition)));
        return statements;
    }

    private Set<String> swappedNames() {
        return swapped.stream().map(ObjectId::sqlName).collect(Collectors.toSet());
    }

    private List<String> drop(ObjectId id) {
        SchemaObject object = transition.from().find(id).orElseThrow();
        return swapped.contains(id) ? ((UserType) object).dropSetAside() : object.drop(transition);
    }

    /** What comes back is lost only if it held data. */
    private boolean loses(ObjectId id) {
        Optional<SchemaObject> object = transition.from().find(id);
        if (fates.get(id) instanceof Dropped) {
            boolean goesOn =
                    object.isPresent() && object.get() instanceof Sequence sequence && sequence.goesOn(transition);
            return id.kind().isLostWhenDropped() && !goesOn;
        }
        return switch (id.kind()) {
            // The rows of a partitioned table are its partitions'.
            case TABLE ->
                object.map(each -> ((Table) each).partitionKey().isEmpty()).orElse(true);
            case SEQUENCE, EXTENSION -> true;
            case COLUMN -> object.map(each -> !((Column) each).isGenerated()).orElse(true);
            default -> false;
        };
    }

    private Step alteration(Vertex vertex, Graph graph) {
        List<String> statements = new ArrayList<>();
        boolean loses = false;
        List<Vertex> all = new ArrayList<>();
        all.add(vertex);
        all.addAll(graph.foldedInto(vertex));
        for (Vertex each : all) {
            if (each.operation() == Operation.ALTER && fates.get(each.object()) instanceof Altered altered) {
                statements.addAll(altered.statements());
                loses |= altered.loses();
            }
        }
        return new Step(Action.ALTER, vertex.object(), statements, loses);
    }

    /** Whether a routine is created or replaced; its body may name what does not exist yet. */
    public static boolean createsRoutine(List<Step> steps) {
        return steps.stream()
                .filter(each -> each.action() != Action.DROP)
                .anyMatch(each -> each.object().kind() == ObjectKind.FUNCTION
                        || each.object().kind() == ObjectKind.PROCEDURE);
    }
}
