package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A sequence that somebody named; that of an identity column is the column's.
 *
 * @param ownedBy the column that takes it along when it is dropped
 */
public record Sequence(ObjectId id, Options options, boolean unlogged, Optional<ObjectId> ownedBy)
        implements SchemaObject {

    /** How a sequence counts. */
    public record Options(
            String type, long start, long increment, long minimum, long maximum, long cache, boolean cycle) {

        /** All of them, as {@code CREATE SEQUENCE} takes them. */
        public String sql() {
            return "START WITH " + start + " INCREMENT BY " + increment + " MINVALUE " + minimum + " MAXVALUE "
                    + maximum + " CACHE " + cache + (cycle ? " CYCLE" : "");
        }

        /** Those that differ, as {@code ALTER SEQUENCE} takes them, the type apart. */
        List<String> changes(Options target) {
            List<String> changes = new ArrayList<>();
            if (increment != target.increment) {
                changes.add("INCREMENT BY " + target.increment);
            }
            // A change of the type may move the limits with it.
            boolean retyped = !type.equals(target.type);
            if (retyped || minimum != target.minimum) {
                changes.add("MINVALUE " + target.minimum);
            }
            if (retyped || maximum != target.maximum) {
                changes.add("MAXVALUE " + target.maximum);
            }
            if (start != target.start) {
                changes.add("START WITH " + target.start);
            }
            if (cache != target.cache) {
                changes.add("CACHE " + target.cache);
            }
            if (cycle != target.cycle) {
                changes.add(target.cycle ? "CYCLE" : "NO CYCLE");
            }
            return changes;
        }
    }

    @Override
    public List<String> create(Creation creation) {
        Transition transition = creation.transition();
        Optional<ObjectId> predecessor = predecessor(transition);
        if (predecessor.isPresent()) {
            Sequence before =
                    (Sequence) transition.from().find(predecessor.get()).orElseThrow();
            List<String> statements = new ArrayList<>();
            statements.add("ALTER SEQUENCE " + before.id.sqlName() + " RENAME TO " + SqlName.quote(id.name()));
            statements.addAll(new Sequence(id, before.options, before.unlogged, ownedBy).changes(this));
            return statements;
        }
        if (replacesIdentity(transition)) {
            // The column has kept its place, unless its table is made anew.
            return List.of(
                    "ALTER SEQUENCE IF EXISTS " + asideName() + " RENAME TO " + SqlName.quote(id.name()),
                    created("IF NOT EXISTS " + id.sqlName()));
        }
        return List.of(created(id.sqlName()));
    }

    private String created(String name) {
        return "CREATE " + (unlogged ? "UNLOGGED " : "") + "SEQUENCE " + name + " AS " + options.type + " "
                + options.sql();
    }

    private String asideName() {
        return SqlName.qualified(id.schema(), UserType.otherName(id.name()));
    }

    /** Whether it has the name of the one that counted for the same column as its identity. */
    boolean replacesIdentity(Transition transition) {
        return ownedBy.filter(each -> counterOf(each, transition.to()).equals(Optional.of(id)))
                .flatMap(each -> transition.from().find(each))
                .flatMap(each -> ((Column) each).identity())
                .filter(each -> each.sequence().sqlName().equals(id.sqlName()))
                .isPresent();
    }

    /** Begins to be made under another name, where the identity's stands: that one has to go first. */
    List<String> countedAside(ObjectId identity) {
        return List.of(
                created(asideName()),
                "SELECT pg_catalog.setval(" + SqlName.literal(asideName()) + ", least(greatest(last_value, "
                        + options.minimum + "), " + options.maximum + "), is_called AND last_value BETWEEN "
                        + options.minimum + " AND " + options.maximum + ") FROM " + identity.sqlName());
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        return Change.alter(changes((Sequence) other));
    }

    private List<String> changes(Sequence target) {
        List<String> statements = new ArrayList<>();
        List<String> changes = new ArrayList<>();
        if (!options.type.equals(target.options.type)) {
            changes.add("AS " + target.options.type);
        }
        changes.addAll(options.changes(target.options));
        if (options.start < target.options.minimum || options.start > target.options.maximum) {
            statements.add(intoLimits(target.options));
        }
        if (!changes.isEmpty()) {
            statements.add("ALTER SEQUENCE " + id.sqlName() + " " + String.join(" ", changes));
        }
        if (unlogged != target.unlogged) {
            statements.add("ALTER SEQUENCE " + id.sqlName() + (target.unlogged ? " SET UNLOGGED" : " SET LOGGED"));
        }
        return statements;
    }

    /** The server refuses limits that the sequence is out of; and one that nobody has used yet stands at its start. */
    private String intoLimits(Options target) {
        boolean reachable = target.minimum <= options.maximum && target.maximum >= options.minimum;
        if (!reachable) {
            return "ALTER SEQUENCE " + id.sqlName() + " MINVALUE " + Math.min(options.minimum, target.minimum)
                    + " MAXVALUE " + Math.max(options.maximum, target.maximum) + " RESTART WITH " + target.start;
        }
        return "SELECT pg_catalog.setval(" + SqlName.literal(id.sqlName()) + ", least(greatest(last_value, "
                + Math.max(target.minimum, options.minimum) + "), " + Math.min(target.maximum, options.maximum)
                + "), is_called AND last_value BETWEEN " + target.minimum + " AND " + target.maximum + ") FROM "
                + id.sqlName();
    }

    /** One whose column becomes an identity column is kept until that knows how far it had counted. */
    @Override
    public List<String> drop(Transition transition) {
        if (isRenamed(transition)) {
            return List.of();
        }
        return becomesIdentity(transition)
                ? List.of(
                        "ALTER SEQUENCE " + id.sqlName() + " RENAME TO " + SqlName.quote(UserType.otherName(id.name())))
                : List.of("DROP SEQUENCE " + id.sqlName());
    }

    /** Whether another one goes on where this one stands. */
    public boolean goesOn(Transition transition) {
        return becomesIdentity(transition) || isRenamed(transition);
    }

    /** The one that counts for the same column until now, which becomes this one under another name. */
    public Optional<ObjectId> predecessor(Transition transition) {
        return transition.from().contains(id)
                ? Optional.empty()
                : ownedBy.flatMap(each -> counterOf(each, transition.from()))
                        .filter(each ->
                                counterOf(ownedBy.get(), transition.to()).equals(Optional.of(id)))
                        .filter(each -> each.schema().equals(id.schema()))
                        .filter(each -> !transition.to().contains(each))
                        .filter(each -> !isSpokenOf(each, transition.from()));
    }

    private static Optional<ObjectId> counterOf(ObjectId column, Schema schema) {
        return schema.find(column).flatMap(each -> ((Column) each).countedBy(schema));
    }

    /** Comments and privileges would go along with the name. */
    private static boolean isSpokenOf(ObjectId sequence, Schema schema) {
        return schema.dependents(sequence).stream()
                .anyMatch(each ->
                        each.of().kind() == ObjectKind.COMMENT || each.of().kind() == ObjectKind.PRIVILEGE);
    }

    private boolean isRenamed(Transition transition) {
        return ownedBy.flatMap(each -> counterOf(each, transition.to()))
                .map(each -> (Sequence) transition.to().find(each).orElseThrow())
                .flatMap(each -> each.predecessor(transition))
                .equals(Optional.of(id));
    }

    /** Whether the column that it counts for has the sequence of an identity instead, which goes on where it stands. */
    private boolean becomesIdentity(Transition transition) {
        return ownedBy.filter(each -> transition.from().find(each).orElseThrow() instanceof Column column
                        && column.identity().isEmpty()
                        && !transition.to().contains(id)
                        && column.countedBy(transition.from()).equals(Optional.of(id)))
                .flatMap(each -> transition.to().find(each))
                .filter(each -> ((Column) each).identity().isPresent())
                .isPresent();
    }

    @Override
    public List<ObjectId> droppedWith(Transition transition) {
        return ownedBy.stream().toList();
    }

    @Override
    public Set<String> names() {
        return Set.of(SchemaObject.relationName(id.schema(), id.name()));
    }

    /** An identity counts for the column only when this one no longer does. */
    @Override
    public Set<String> frees() {
        Set<String> names = new HashSet<>(names());
        ownedBy.ifPresent(each -> names.add("counter of " + each));
        return names;
    }
}
