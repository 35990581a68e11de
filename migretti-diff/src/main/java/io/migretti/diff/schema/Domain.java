package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A domain.
 *
 * @param collation qualified and quoted; empty if it is the base type's own
 */
public record Domain(ObjectId id, String baseType, Optional<String> collation, boolean notNull) implements UserType {

    @Override
    public List<String> create(Creation creation) {
        StringBuilder sql = new StringBuilder("CREATE DOMAIN " + id.sqlName() + " AS " + baseType);
        collation.ifPresent(each -> sql.append(" COLLATE ").append(each));
        creation.parts(DomainDefault.class)
                .forEach(each -> sql.append(" DEFAULT ").append(each.expression()));
        sql.append(notNull ? " NOT NULL" : "");
        creation.parts(DomainConstraint.class)
                .forEach(each -> sql.append(" CONSTRAINT ")
                        .append(each.id().sqlPart())
                        .append(' ')
                        .append(each.definition()));
        return List.of(sql.toString());
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Domain target = (Domain) other;
        if (!baseType.equals(target.baseType) || !collation.equals(target.collation)) {
            return Change.recreate();
        }
        List<String> statements = new ArrayList<>();
        if (notNull != target.notNull) {
            statements.add("ALTER DOMAIN " + id.sqlName() + (target.notNull ? " SET" : " DROP") + " NOT NULL");
        }
        return Change.alter(statements);
    }
}
