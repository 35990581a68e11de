package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.List;

/**
 * An extension. What belongs to it is its own business.
 *
 * @param version empty if it is not to be compared
 */
public record Extension(ObjectId id, String schema, String version, boolean relocatable) implements SchemaObject {

    @Override
    public List<String> create(Creation creation) {
        return List.of("CREATE EXTENSION " + id.sqlName() + " WITH SCHEMA " + SqlName.quote(schema)
                + (version.isEmpty() ? "" : " VERSION " + SqlName.literal(version)));
    }

    @Override
    public Change changeTo(SchemaObject other, Transition transition) {
        Extension target = (Extension) other;
        List<String> statements = new ArrayList<>();
        if (!schema.equals(target.schema)) {
            if (!relocatable) {
                return Change.recreate();
            }
            statements.add("ALTER EXTENSION " + id.sqlName() + " SET SCHEMA " + SqlName.quote(target.schema));
        }
        if (!version.equals(target.version)) {
            statements.add("ALTER EXTENSION " + id.sqlName() + " UPDATE TO " + SqlName.literal(target.version));
        }
        return Change.alter(statements);
    }
}
