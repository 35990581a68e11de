package io.migretti.diff.schema;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * A type that columns can have. One that cannot be altered is swapped: the old one gets another name, the new one is
 * created, the columns move from one to the other, and the old one is dropped.
 */
public sealed interface UserType extends SchemaObject permits EnumType, CompositeType, RangeType, Domain, Collation {

    /** Longer names are cut off by the server. Source: PostgreSQL manual, "Identifiers and Key Words". */
    int NAME_BYTES = 63;

    String SUFFIX = "__old";

    /**
     * Gives it the other name.
     *
     * @param target which its values are to become
     * @param already the names of types that have another one already
     */
    default List<String> setAside(UserType target, Set<String> already) {
        return List.of("ALTER " + id().kind().sql() + " " + id().sqlName() + " RENAME TO "
                + SqlName.quote(otherName(id().name())));
    }

    /**
     * A value of it as one of the type that has its name now.
     *
     * @param value of the old type
     * @param type the new one as the server formats it, or an array of it
     */
    default String converted(String value, UserType target, String type) {
        return value + "::text::" + type;
    }

    /** Drops it under the other name. */
    default List<String> dropSetAside() {
        return List.of("DROP " + id().kind().sql() + " " + SqlName.qualified(id().schema(), otherName(id().name())));
    }

    @Override
    default Set<String> names() {
        return Set.of(SchemaObject.typeName(id().schema(), id().name()));
    }

    static String otherName(String name) {
        String kept = name;
        while ((kept + SUFFIX).getBytes(StandardCharsets.UTF_8).length > NAME_BYTES) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept + SUFFIX;
    }
}
