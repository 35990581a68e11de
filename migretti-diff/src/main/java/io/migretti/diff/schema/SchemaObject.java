package io.migretti.diff.schema;

import java.util.List;
import java.util.Set;

/** One object of a schema. What it depends on is the {@link Schema}'s to know. */
public interface SchemaObject {

    ObjectId id();

    /**
     * The statements that create it, without {@code ;}.
     *
     * @param creation where that happens, and the parts that come along
     */
    List<String> create(Creation creation);

    /** The statements that drop it, without {@code ;}. */
    default List<String> drop(Transition transition) {
        return List.of("DROP " + id().kind().sql() + " " + id().sqlName());
    }

    /**
     * How it becomes the target.
     *
     * @param target the object of the same id in the other schema
     */
    Change changeTo(SchemaObject target, Transition transition);

    /**
     * The objects whose creation would create this one too, the most welcome first. The first that is created now
     * gets it as one of its parts.
     */
    default List<ObjectId> createdWith(Transition transition) {
        return List.of();
    }

    /** Objects whose dropping drops this one, although the catalog knows of no automatic dependency. */
    default List<ObjectId> droppedWith(Transition transition) {
        return List.of();
    }

    /** Whether the server refuses to alter the type of a column, or of an attribute, that this object uses. */
    default boolean stepsAside() {
        return false;
    }

    /** Names that no other object may have at the same time, each with the kind of name before it. */
    default Set<String> names() {
        return Set.of();
    }

    /** Names that others may have only when this one is gone. */
    default Set<String> frees() {
        return names();
    }

    /** The name as a relation: tables, indexes, sequences and views share them. */
    static String relationName(String schema, String name) {
        return "relation " + SqlName.qualified(schema, name);
    }

    /** The name as a type, which every table and view has too. */
    static String typeName(String schema, String name) {
        return "type " + SqlName.qualified(schema, name);
    }
}
