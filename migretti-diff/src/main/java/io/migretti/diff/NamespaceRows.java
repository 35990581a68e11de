package io.migretti.diff;

import io.migretti.diff.schema.Extension;
import io.migretti.diff.schema.Namespace;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import java.sql.SQLException;

/** Reads schemas, extensions and what belongs to those. */
final class NamespaceRows {

    private NamespaceRows() {}

    static void read(Reading reading) throws SQLException {
        reading.rows("""
                SELECT e.oid::int8, e.extname AS name, e.extversion AS version, e.extrelocatable AS relocatable,
                       n.nspname AS schema,
                       ARRAY(SELECT p.target
                               FROM pg_available_extensions a, pg_extension_update_paths(a.name) p
                              WHERE a.name = e.extname AND e.oid >= 16384
                                AND p.source = e.extversion AND p.path IS NOT NULL) AS updates
                  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
                """, row -> extension(reading, row));
        reading.rows(
                """
                SELECT classid::int8, objid::int8 AS oid, refobjid::int8 AS extension
                  FROM pg_depend
                 WHERE refclassid = 'pg_extension'::regclass AND deptype = 'e'
                """,
                row -> reading.belongsToExtension(row.integer("classid"), row.number("oid"), row.number("extension")));
        reading.rows(
                """
                SELECT oid::int8, nspname AS name
                  FROM pg_namespace
                 WHERE nspname NOT LIKE 'pg\\_%' AND nspname <> 'information_schema'
                """,
                row -> {
                    String name = row.text("name");
                    if (reading.options.covers(name) && !reading.isOfExtension(Reading.NAMESPACE, row.number("oid"))) {
                        ObjectId id = ObjectId.of(ObjectKind.SCHEMA, "", name);
                        reading.namespaces.put(row.number("oid"), name);
                        reading.place(Reading.NAMESPACE, row.number("oid"), id);
                        reading.schema.add(new Namespace(id));
                    }
                });
    }

    private static void extension(Reading reading, Reading.Row row) throws SQLException {
        String schema = row.text("schema");
        if (!schema.startsWith("pg_") && !reading.options.covers(schema)) {
            return;
        }
        ObjectId id = ObjectId.of(ObjectKind.EXTENSION, "", row.text("name"));
        reading.place(Reading.EXTENSION, row.number("oid"), id);
        String version = reading.options.extensionVersions() ? row.text("version") : "";
        reading.schema.add(new Extension(id, schema, version, row.flag("relocatable"), row.texts("updates")));
    }
}
