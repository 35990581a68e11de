package io.migretti.diff.schema;

import java.util.List;

/**
 * A check of a domain.
 *
 * @param definition as the server deparses it, {@code NOT VALID} included
 */
public record DomainConstraint(ObjectId id, String definition) implements SchemaObject {

    private static final String NOT_VALID = " NOT VALID";

    @Override
    public List<String> create(Creation creation) {
        return List.of("ALTER DOMAIN " + id.sqlName() + " ADD CONSTRAINT " + id.sqlPart() + " " + definition);
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of("ALTER DOMAIN " + id.sqlName() + " DROP CONSTRAINT " + id.sqlPart());
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        String target = ((DomainConstraint) other).definition;
        if (SqlText.same(definition, target)) {
            return Change.none();
        }
        return SqlText.same(definition, target + NOT_VALID)
                ? Change.alter(List.of("ALTER DOMAIN " + id.sqlName() + " VALIDATE CONSTRAINT " + id.sqlPart()))
                : Change.recreate();
    }

    @Override
    public List<ObjectId> createdWith(Transition transition) {
        // CREATE DOMAIN knows no NOT VALID.
        return definition.endsWith(NOT_VALID) ? List.of() : List.of(id.whole(ObjectKind.DOMAIN));
    }
}
