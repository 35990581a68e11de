package io.migretti.diff.schema;

import java.util.Comparator;

/**
 * What an object is called, the same in every database.
 *
 * @param schema empty for what lies in none
 * @param name its own; of a part of a table, the table's
 * @param part of a column, constraint, trigger …: its name; of a routine: its argument types in parentheses
 */
public record ObjectId(ObjectKind kind, String schema, String name, String part) implements Comparable<ObjectId> {

    private static final Comparator<ObjectId> ORDER = Comparator.comparing(ObjectId::kind)
            .thenComparing(ObjectId::schema)
            .thenComparing(ObjectId::name)
            .thenComparing(ObjectId::part);

    public static ObjectId of(ObjectKind kind, String schema, String name) {
        return new ObjectId(kind, schema, name, "");
    }

    /** A part of this table, view or domain. */
    public ObjectId part(ObjectKind partKind, String partName) {
        return new ObjectId(partKind, schema, name, partName);
    }

    /** The object itself if it is none, else the table, view or domain that it is a part of, as that kind. */
    public ObjectId whole(ObjectKind wholeKind) {
        return new ObjectId(wholeKind, schema, name, "");
    }

    /** {@code schema.name}, quoted; of a part that of its table; of a routine without its arguments. */
    public String sqlName() {
        return SqlName.qualified(schema, name);
    }

    /** The part's own name, quoted. */
    public String sqlPart() {
        return SqlName.quote(part);
    }

    /** {@code app.users.email}, {@code app.total(integer)}. */
    public String displayName() {
        return sqlName() + (part.isEmpty() ? "" : part.startsWith("(") ? part : "." + sqlPart());
    }

    @Override
    public int compareTo(ObjectId other) {
        return ORDER.compare(this, other);
    }

    /** {@code column app.users.email}, {@code function app.total(integer)}. */
    @Override
    public String toString() {
        return kind + " " + displayName();
    }
}
