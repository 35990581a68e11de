package io.migretti.diff;

import io.migretti.diff.Reading.Address;
import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.Attached;
import io.migretti.diff.schema.DefaultPrivileges;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.Grant;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Owner;
import io.migretti.diff.schema.Privileges;
import java.sql.SQLException;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * Reads owners and privileges. If they are not to be compared, those are read that an object has to get back when it is
 * dropped and created on the way: where the owner is another role than the one that reads, or something was granted.
 */
final class PrivilegeRows {

    private final Reading reading;
    private final Grants grants;

    private PrivilegeRows(Reading reading) {
        this.reading = reading;
        this.grants = new Grants(reading.version);
    }

    static void read(Reading reading) throws SQLException {
        PrivilegeRows rows = new PrivilegeRows(reading);
        boolean[] defaults = new boolean[1];
        reading.rows("""
                SELECT r.rolname AS role, d.defaclnamespace::int8 AS namespace, d.defaclobjtype::text AS type,
                       d.defaclacl::text[] AS acl
                  FROM pg_default_acl d
                  JOIN pg_roles r ON r.oid = d.defaclrole
                """, row -> {
            defaults[0] = true;
            rows.defaults(row);
        });
        boolean all = reading.options.privileges();
        String which = all || defaults[0] ? "" : " WHERE acl IS NOT NULL OR r.rolname <> current_user";
        reading.rows("""
                SELECT catalog, o.oid, r.rolname AS owner, r.rolname = current_user AS own, acl::text[] AS acl
                  FROM (SELECT 1259 AS catalog, oid::int8, relowner AS owner, relacl AS acl FROM pg_class
                         WHERE oid >= 16384 AND relkind IN ('r', 'p', 'v', 'm', 'S')
                        UNION ALL SELECT 1255, oid::int8, proowner, proacl FROM pg_proc WHERE oid >= 16384
                        UNION ALL SELECT 1247, t.oid::int8, typowner, typacl
                          FROM pg_type t LEFT JOIN pg_class c ON c.oid = typrelid
                         WHERE t.oid >= 16384 AND (typtype IN ('e', 'd', 'r') OR c.relkind = 'c')
                        UNION ALL SELECT 2615, oid::int8, nspowner, nspacl FROM pg_namespace WHERE oid >= 16384
                        UNION ALL SELECT 2615, n.oid::int8, nspowner, nspacl FROM pg_namespace n
                          LEFT JOIN pg_init_privs i ON i.objoid = n.oid AND i.classoid = 'pg_namespace'::regclass
                         WHERE nspname = 'public' AND n.oid < 16384 AND nspacl IS DISTINCT FROM i.initprivs
                        UNION ALL SELECT 3381, oid::int8, stxowner, NULL FROM pg_statistic_ext
                        UNION ALL SELECT 3456, oid::int8, collowner, NULL FROM pg_collation WHERE oid >= 16384
                        UNION ALL SELECT 6104, oid::int8, pubowner, NULL FROM pg_publication
                        UNION ALL SELECT 3466, oid::int8, evtowner, NULL FROM pg_event_trigger) AS o
                  JOIN pg_roles r ON r.oid = o.owner
                """ + which, rows::object);
        reading.rows("""
                SELECT a.attrelid::int8 AS relation, a.attnum AS number, a.attname AS name, a.attacl::text[] AS acl,
                       r.rolname AS owner
                  FROM pg_attribute a
                  JOIN pg_class c ON c.oid = a.attrelid
                  JOIN pg_roles r ON r.oid = c.relowner
                 WHERE a.attrelid >= 16384 AND a.attacl IS NOT NULL AND NOT a.attisdropped
                """, rows::column);
    }

    private void object(Row row) throws SQLException {
        int catalog = row.integer("catalog");
        Optional<ObjectId> found = reading.at(catalog, row.number("oid"));
        if (found.isEmpty() || found.get().kind() == ObjectKind.EXTENSION || isPartOf(catalog, found.get())) {
            return;
        }
        ObjectId target = found.get();
        String role = row.text("owner");
        Optional<ObjectId> owner = owner(target, role, row.flag("own"));
        Optional<String> subject = Grants.subject(target);
        if (subject.isEmpty()) {
            return;
        }
        NavigableSet<Grant> usual = grants.usual(target);
        ObjectId id = Attached.idOf(ObjectKind.PRIVILEGE, target, "");
        NavigableSet<Grant> all = row.optional("acl").isPresent() ? Grants.parse(row.texts("acl"), role) : usual;
        reading.schema.add(new Privileges(id, target, subject.get(), "", all, usual));
        reading.schema.depend(id, target, Strength.AUTOMATIC);
        owner.ifPresent(each -> reading.schema.depend(id, each, Strength.ORDER));
    }

    /** The sequence of an identity column is the column's, which has no owner of its own. */
    private static boolean isPartOf(int catalog, ObjectId id) {
        return catalog == Reading.CLASS && (id.kind() == ObjectKind.COLUMN || id.kind() == ObjectKind.COMPOSITE_TYPE);
    }

    private Optional<ObjectId> owner(ObjectId target, String role, boolean own) {
        if (!reading.options.privileges() && own) {
            return Optional.empty();
        }
        ObjectId id = Attached.idOf(ObjectKind.OWNER, target, "");
        ObjectId link = ObjectId.of(ObjectKind.SEQUENCE_OWNER, target.schema(), target.name());
        boolean follows = target.kind() == ObjectKind.SEQUENCE && reading.schema.contains(link);
        reading.schema.add(new Owner(id, target, Grants.altered(target), Roles.quote(role), follows));
        reading.schema.depend(id, target, Strength.AUTOMATIC);
        if (follows) {
            reading.schema.depend(link, id, Strength.ORDER);
        }
        return Optional.of(id);
    }

    private void column(Row row) throws SQLException {
        long relation = row.number("relation");
        Optional<ObjectId> whole = reading.at(Reading.CLASS, relation);
        Optional<ObjectId> found = reading.at(new Address(Reading.CLASS, relation, row.integer("number")));
        if (whole.isEmpty() || found.isEmpty() || Grants.subject(whole.get()).isEmpty()) {
            return;
        }
        String name = row.text("name");
        ObjectId target = found.get();
        ObjectId id = Attached.idOf(ObjectKind.PRIVILEGE, target, target.kind() == ObjectKind.COLUMN ? "" : "." + name);
        reading.schema.add(new Privileges(
                id,
                target,
                Grants.subject(whole.get()).get(),
                name,
                Grants.parse(row.texts("acl"), row.text("owner")),
                Grants.NONE));
        reading.schema.depend(id, target, Strength.AUTOMATIC);
        reading.schema.depend(id, whole.get(), Strength.AUTOMATIC);
        reading.schema.depend(id, Attached.idOf(ObjectKind.PRIVILEGE, whole.get(), ""), Strength.ORDER);
        reading.schema.depend(id, Attached.idOf(ObjectKind.OWNER, whole.get(), ""), Strength.ORDER);
    }

    private void defaults(Row row) throws SQLException {
        long namespace = row.number("namespace");
        String inSchema = namespace == 0 ? "" : reading.namespaces.getOrDefault(namespace, "");
        boolean elsewhere = namespace == 0 ? !reading.options.onlySchemas().isEmpty() : inSchema.isEmpty();
        ObjectKind kind = switch (row.letter("type")) {
            case 'r' -> ObjectKind.TABLE;
            case 'S' -> ObjectKind.SEQUENCE;
            case 'f' -> ObjectKind.FUNCTION;
            case 'T' -> ObjectKind.ENUM;
            default -> ObjectKind.SCHEMA;
        };
        if (elsewhere || row.letter("type") == 'L') {
            return;
        }
        String objects = kind.sql() + "S";
        String role = row.text("role");
        ObjectId id = new ObjectId(ObjectKind.DEFAULT_PRIVILEGE, inSchema, role, objects);
        NavigableSet<Grant> usual = inSchema.isEmpty() ? grants.usual(ObjectId.of(kind, "", "any")) : Grants.NONE;
        reading.schema.add(new DefaultPrivileges(
                id, Roles.quote(role), inSchema, objects, Grants.parse(row.texts("acl"), role), usual));
        if (!inSchema.isEmpty()) {
            reading.schema.depend(id, ObjectId.of(ObjectKind.SCHEMA, "", inSchema), Strength.AUTOMATIC);
        }
    }
}
