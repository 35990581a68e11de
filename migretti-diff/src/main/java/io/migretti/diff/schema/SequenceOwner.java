package io.migretti.diff.schema;

import java.util.List;

/** That a column takes a sequence along when it is dropped. */
public record SequenceOwner(ObjectId id, ObjectId column) implements SchemaObject {

    @Override
    public List<String> create(Creation creation) {
        return List.of("ALTER SEQUENCE " + id.sqlName() + " OWNED BY " + column.sqlName() + "." + column.sqlPart());
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of("ALTER SEQUENCE " + id.sqlName() + " OWNED BY NONE");
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        return equals(other) ? Change.none() : Change.recreate();
    }
}
