package io.migretti.diff.schema;

import java.util.List;

/** That a table follows a composite type, whose attributes its columns are as long as it lasts. */
public record TypedTable(ObjectId id, ObjectId type) implements SchemaObject {

    private String alter() {
        return "ALTER TABLE " + id.sqlName();
    }

    @Override
    public List<String> create(Creation creation) {
        return List.of(alter() + " OF " + type.sqlName());
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of(alter() + " NOT OF");
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        return equals(other) ? Change.none() : Change.recreate();
    }

    @Override
    public List<ObjectId> createdWith(Transition transition) {
        return List.of(id.whole(ObjectKind.TABLE));
    }

    /** The server changes neither the type nor the table alone. */
    @Override
    public boolean stepsAside() {
        return true;
    }
}
