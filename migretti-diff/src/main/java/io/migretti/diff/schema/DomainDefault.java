package io.migretti.diff.schema;

import java.util.List;

/** The default of a domain. */
public record DomainDefault(ObjectId id, String expression) implements SchemaObject {

    private ObjectId domain() {
        return id.whole(ObjectKind.DOMAIN);
    }

    @Override
    public List<String> create(Creation creation) {
        return List.of("ALTER DOMAIN " + id.sqlName() + " SET DEFAULT " + expression);
    }

    @Override
    public List<String> drop(Transition transition) {
        return List.of("ALTER DOMAIN " + id.sqlName() + " DROP DEFAULT");
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        DomainDefault target = (DomainDefault) other;
        return SqlText.same(expression, target.expression)
                ? Change.none()
                : Change.alter(target.create(new Creation(transition, List.of())));
    }

    @Override
    public List<ObjectId> createdWith(Transition transition) {
        return List.of(domain());
    }
}
