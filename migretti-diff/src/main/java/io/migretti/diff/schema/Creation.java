package io.migretti.diff.schema;

import java.util.List;

/**
 * The moment in which an object is created.
 *
 * @param parts what is created along with it, in the order of their ids
 */
public record Creation(Transition transition, List<SchemaObject> parts) {

    public <T extends SchemaObject> List<T> parts(Class<T> type) {
        return parts.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
