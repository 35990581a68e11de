package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A composite type, {@code CREATE TYPE … AS (…)}.
 *
 * @param attributes in their order
 */
public record CompositeType(ObjectId id, List<Attribute> attributes) implements UserType {

    /**
     * One of its columns.
     *
     * @param collation qualified and quoted; empty if it is the type's own
     */
    public record Attribute(String name, String type, Optional<String> collation) {

        String definition() {
            return SqlName.quote(name) + " " + type() + collate();
        }

        String collate() {
            return collation.map(each -> " COLLATE " + each).orElse("");
        }
    }

    @Override
    public List<String> create(Creation creation) {
        return List.of("CREATE TYPE " + id.sqlName() + " AS ("
                + attributes.stream().map(Attribute::definition).collect(Collectors.joining(", ")) + ")");
    }

    /** Attributes are added at the end and dropped in place; another order or another type needs another type. */
    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        CompositeType target = (CompositeType) other;
        if (attributes.equals(target.attributes)) {
            return Change.none();
        }
        List<Attribute> kept =
                attributes.stream().filter(target.attributes::contains).toList();
        if (kept.size() > target.attributes.size()
                || !kept.equals(target.attributes.subList(0, kept.size()))
                || retyped(target)) {
            return Change.recreate();
        }
        List<String> actions = new ArrayList<>(drops(each -> !kept.contains(each)));
        boolean drops = !actions.isEmpty();
        actions.addAll(target.adds(each -> !kept.contains(each)));
        boolean followed = transition.from().dependents(id).stream()
                .anyMatch(each -> each.of().kind() == ObjectKind.TYPED_TABLE);
        return new Change.Alter(
                List.of("ALTER TYPE " + id.sqlName() + " " + String.join(", ", actions)), drops || followed, drops);
    }

    /** Attributes that only one of the two has do not keep the text of a value from being read as the other's. */
    @Override
    public List<String> setAside(UserType other, Set<String> already) {
        List<String> statements = new ArrayList<>();
        if (other instanceof CompositeType target
                && aligns(target)
                && !names(attributes).equals(names(target.attributes))) {
            List<String> actions =
                    new ArrayList<>(drops(each -> !names(target.attributes).contains(each.name())));
            actions.addAll(target.adds(each -> !names(attributes).contains(each.name())));
            statements.add("ALTER TYPE " + id.sqlName() + " " + String.join(", ", actions));
        }
        statements.addAll(UserType.super.setAside(other, already));
        return statements;
    }

    private List<String> drops(Predicate<Attribute> which) {
        return attributes.stream()
                .filter(which)
                .map(each -> "DROP ATTRIBUTE " + SqlName.quote(each.name()))
                .toList();
    }

    private List<String> adds(Predicate<Attribute> which) {
        return attributes.stream()
                .filter(which)
                .map(each -> "ADD ATTRIBUTE " + each.definition())
                .toList();
    }

    /** Whether dropping attributes, and adding others behind the rest, leads to the names of the target. */
    boolean aligns(CompositeType target) {
        List<String> kept = new ArrayList<>(names(attributes));
        kept.retainAll(names(target.attributes));
        return kept.equals(names(target.attributes).subList(0, kept.size()));
    }

    /** Attribute by attribute if only their order tells which is which; an array is read from its text anyway. */
    @Override
    public String converted(String value, UserType other, String type) {
        if (type.endsWith("[]") || !(other instanceof CompositeType target) || aligns(target)) {
            return UserType.super.converted(value, other, type);
        }
        String row = target.attributes.stream()
                .map(each -> names(attributes).contains(each.name())
                        ? "(" + value + ")." + SqlName.quote(each.name()) + "::text::" + each.type()
                        : "NULL")
                .collect(Collectors.joining(", "));
        return "CASE WHEN " + value + " IS DISTINCT FROM NULL THEN ROW(" + row + ")::" + type + " END";
    }

    private static List<String> names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::name).toList();
    }

    private boolean retyped(CompositeType target) {
        return attributes.stream()
                .anyMatch(mine -> target.attributes.stream()
                        .anyMatch(theirs -> mine.name().equals(theirs.name()) && !mine.equals(theirs)));
    }

    @Override
    public Set<String> names() {
        return Set.of(SchemaObject.typeName(id.schema(), id.name()), SchemaObject.relationName(id.schema(), id.name()));
    }
}
