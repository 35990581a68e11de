package io.migretti.diff.schema;

import java.util.List;

/** The default of a column of a table or view. */
public record ColumnDefault(ObjectId id, ObjectId relation, String expression) implements SchemaObject {

    public ObjectId column() {
        return id.part(ObjectKind.COLUMN, id.part());
    }

    private String alter() {
        return (relation.kind() == ObjectKind.VIEW ? "ALTER VIEW " : "ALTER TABLE ONLY ") + id.sqlName()
                + " ALTER COLUMN " + id.sqlPart();
    }

    @Override
    public List<String> create(Creation creation) {
        return List.of(alter() + " SET DEFAULT " + expression);
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of(alter() + " DROP DEFAULT");
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        ColumnDefault target = (ColumnDefault) other;
        return SqlText.same(expression, target.expression)
                ? Change.none()
                : Change.alter(List.of(alter() + " SET DEFAULT " + target.expression));
    }

    @Override
    public List<ObjectId> createdWith(Transition transition) {
        return relation.kind() == ObjectKind.TABLE ? List.of(column()) : List.of();
    }

    /** The server would convert it, but not to the words of the target. */
    @Override
    public boolean stepsAside() {
        return true;
    }
}
