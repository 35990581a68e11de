package io.migretti.diff.plan;

import io.migretti.diff.schema.Dependency;
import io.migretti.diff.schema.EnumType;
import io.migretti.diff.schema.Inheritance;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.Routine;
import io.migretti.diff.schema.SchemaObject;
import io.migretti.diff.schema.SqlName;
import io.migretti.diff.schema.Transition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The transaction that adds a value to an enum cannot use it. Source: PostgreSQL manual, "ALTER TYPE".
 */
final class NewValues {

    private NewValues() {}

    /** An enum that gets a value which something else uses that is created or altered too. */
    static Optional<ObjectId> usedAtOnce(Transition transition, Map<ObjectId, Fate> fates) {
        return fates.entrySet().stream()
                .filter(each -> each.getValue() instanceof Fate.Altered)
                .map(Map.Entry::getKey)
                .filter(each -> transition.from().find(each).orElseThrow() instanceof EnumType)
                .filter(each -> isUsed(each, transition, fates))
                .findFirst();
    }

    private static boolean isUsed(ObjectId id, Transition transition, Map<ObjectId, Fate> fates) {
        EnumType before = (EnumType) transition.from().find(id).orElseThrow();
        EnumType after = (EnumType) transition.to().find(id).orElseThrow();
        List<String> values = before.added(after).stream().map(SqlName::literal).toList();
        return fates.entrySet().stream()
                .filter(each -> !(each.getValue() instanceof Fate.Dropped)
                        && !each.getKey().equals(id))
                .map(each -> transition.to().find(each.getKey()).orElseThrow())
                .filter(each -> mayUse(each, id, transition))
                .map(NewValues::text)
                .anyMatch(text -> values.stream().anyMatch(text::contains));
    }

    /** The catalog says which objects use the type; of the bounds of a partition it does not. */
    private static boolean mayUse(SchemaObject object, ObjectId type, Transition transition) {
        return object instanceof Inheritance
                || transition.to().dependencies(object.id()).stream()
                        .map(Dependency::on)
                        .anyMatch(type::equals);
    }

    /** The body of a routine is only a string until somebody calls it. */
    private static String text(SchemaObject object) {
        if (object instanceof Routine routine) {
            int body = routine.definition().indexOf("\nAS $");
            return body < 0 ? routine.definition() : routine.definition().substring(0, body);
        }
        return object.toString();
    }
}
