package io.migretti.diff.schema;

import java.util.List;
import java.util.Set;

/**
 * A foreign key. Those that a partitioned table's makes for its partitions are not among them, except for those of a
 * partition that is detached.
 *
 * @param definition as the server deparses it
 * @param derived made by the foreign key of the table that this one is a partition of
 */
public record ForeignKey(ObjectId id, String definition, boolean derived) implements SchemaObject {

    private static final String NOT_VALID = " NOT VALID";

    private String alter() {
        return "ALTER TABLE " + id.sqlName();
    }

    @Override
    public List<String> create(Creation creation) {
        return derived ? List.of() : List.of(alter() + " ADD CONSTRAINT " + id.sqlPart() + " " + definition);
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of(alter() + " DROP CONSTRAINT " + id.sqlPart());
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        ForeignKey target = (ForeignKey) other;
        if (SqlText.same(definition, target.definition) || target.derived) {
            return Change.none();
        }
        if (SqlText.same(definition, target.definition + NOT_VALID)) {
            return Change.alter(List.of(alter() + " VALIDATE CONSTRAINT " + id.sqlPart()));
        }
        return Change.recreate();
    }

    /** The server would rebuild it, but not while only one of its ends has the new type. */
    @Override
    public boolean stepsAside() {
        return true;
    }

    @Override
    public Set<String> names() {
        return Set.of("constraint " + id.sqlName() + "." + id.sqlPart());
    }
}
