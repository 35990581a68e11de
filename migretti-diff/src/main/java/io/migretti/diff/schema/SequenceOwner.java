package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;

/** That a column takes a sequence along when it is dropped. */
public record SequenceOwner(ObjectId id, ObjectId column) implements SchemaObject {

    /** The server wants one owner for both, and what is new is owned by who runs the statements. */
    @Override
    public List<String> create(Creation creation) {
        List<String> statements = new ArrayList<>();
        Schema from = creation.transition().from();
        from.otherOwner(column.whole(ObjectKind.TABLE))
                .ifPresent(
                        each -> statements.add("ALTER SEQUENCE " + id.sqlName() + " OWNER TO " + SqlName.quote(each)));
        statements.add("ALTER SEQUENCE " + id.sqlName() + " OWNED BY " + column.sqlName() + "." + column.sqlPart());
        return statements;
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
