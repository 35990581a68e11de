package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * An extension. What belongs to it is its own business.
 *
 * @param version empty if it is not to be compared
 * @param updates the versions that its server can update it to
 */
public record Extension(ObjectId id, String schema, String version, boolean relocatable, List<String> updates)
        implements SchemaObject {

    @Override
    public List<String> create(Creation creation) {
        return List.of("CREATE EXTENSION " + id.sqlName() + " WITH SCHEMA " + SqlName.quote(schema)
                + (version.isEmpty() ? "" : " VERSION " + SqlName.literal(version)));
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Extension target = (Extension) other;
        boolean updated = !version.equals(target.version);
        boolean moved = !schema.equals(target.schema);
        // Hardly any can go back to an older version.
        if (moved && !relocatable || updated && !updates.contains(target.version)) {
            return Change.recreate();
        }
        List<String> statements = new ArrayList<>();
        if (moved) {
            statements.add("ALTER EXTENSION " + id.sqlName() + " SET SCHEMA " + SqlName.quote(target.schema));
        }
        if (updated) {
            statements.add("ALTER EXTENSION " + id.sqlName() + " UPDATE TO " + SqlName.literal(target.version));
        }
        return Change.alter(statements);
    }
}
