package io.migretti.diff.schema;

import java.util.List;

/** A schema, in the sense of {@code CREATE SCHEMA}. */
public record Namespace(ObjectId id) implements SchemaObject {

    @Override
    public List<String> create(Creation creation) {
        return List.of("CREATE SCHEMA " + id.sqlName());
    }

    @Override
    public Change changeTo(SchemaObject target, Transition transition) {
        return Change.none();
    }
}
