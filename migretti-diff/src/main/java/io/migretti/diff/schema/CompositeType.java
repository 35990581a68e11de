package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
        List<String> actions = new ArrayList<>();
        attributes.stream()
                .filter(each -> !kept.contains(each))
                .forEach(each -> actions.add("DROP ATTRIBUTE " + SqlName.quote(each.name())));
        boolean drops = !actions.isEmpty();
        target.attributes.stream()
                .filter(each -> !kept.contains(each))
                .forEach(each -> actions.add("ADD ATTRIBUTE " + each.definition()));
        return new Change.Alter(List.of("ALTER TYPE " + id.sqlName() + " " + String.join(", ", actions)), drops, drops);
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
