package io.migretti.diff;

import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is read and compared. Without any of them: everything but privileges and owners.
 *
 * @param onlySchemas nothing that lies elsewhere, and nothing that lies in no schema; empty for all
 * @param exceptSchemas nothing that lies in these
 * @param exceptTables nor these tables, with all that belongs to them
 * @param privileges owners and privileges too
 * @param extensionVersions whether the versions of extensions are compared
 * @param onlyExtensions nothing but extensions that have to be created
 */
public record DiffOptions(
        Set<String> onlySchemas,
        Set<String> exceptSchemas,
        Set<ObjectId> exceptTables,
        boolean privileges,
        boolean extensionVersions,
        boolean onlyExtensions) {

    public DiffOptions {
        onlySchemas = Set.copyOf(onlySchemas);
        exceptSchemas = Set.copyOf(exceptSchemas);
        exceptTables = Set.copyOf(exceptTables);
    }

    public static DiffOptions defaults() {
        return new DiffOptions(Set.of(), Set.of(), Set.of(), false, true, false);
    }

    public DiffOptions onlySchemas(String... schemas) {
        return new DiffOptions(
                plus(onlySchemas, schemas), exceptSchemas, exceptTables, privileges, extensionVersions, onlyExtensions);
    }

    public DiffOptions exceptSchemas(String... schemas) {
        return new DiffOptions(
                onlySchemas, plus(exceptSchemas, schemas), exceptTables, privileges, extensionVersions, onlyExtensions);
    }

    /** Leaves out one table; its columns, constraints, indexes and sequences, and its row type. */
    public DiffOptions exceptTable(String schema, String name) {
        Set<ObjectId> tables = new HashSet<>(exceptTables);
        tables.add(ObjectId.of(ObjectKind.TABLE, schema, name));
        return new DiffOptions(onlySchemas, exceptSchemas, tables, privileges, extensionVersions, onlyExtensions);
    }

    public DiffOptions withPrivileges() {
        return new DiffOptions(onlySchemas, exceptSchemas, exceptTables, true, extensionVersions, onlyExtensions);
    }

    public DiffOptions ignoringExtensionVersions() {
        return new DiffOptions(onlySchemas, exceptSchemas, exceptTables, privileges, false, onlyExtensions);
    }

    public DiffOptions extensionsOnly() {
        return new DiffOptions(onlySchemas, exceptSchemas, exceptTables, privileges, extensionVersions, true);
    }

    /** Whether what lies in this schema is read. */
    public boolean covers(String schema) {
        return (onlySchemas.isEmpty() || onlySchemas.contains(schema)) && !exceptSchemas.contains(schema);
    }

    private static Set<String> plus(Set<String> known, String... more) {
        Set<String> all = new TreeSet<>(known);
        all.addAll(Set.of(more));
        return all;
    }
}
