package io.migretti.diff;

import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Policy;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads row level security policies. */
final class PolicyRows {

    private PolicyRows() {}

    static void read(Reading reading) throws SQLException {
        reading.rows("""
                SELECT p.oid::int8, polrelid::int8 AS table, polname AS name, polcmd::text AS command,
                       polpermissive AS permissive, pg_get_expr(polqual, polrelid) AS using,
                       pg_get_expr(polwithcheck, polrelid) AS check,
                       (SELECT array_agg(r.rolname::text ORDER BY r.rolname) FROM pg_roles r WHERE r.oid = ANY (polroles)) AS roles,
                       0 = ANY (polroles) AS everybody
                  FROM pg_policy p
                """, row -> policy(reading, row));
    }

    private static void policy(Reading reading, Row row) throws SQLException {
        Optional<ObjectId> table = reading.at(Reading.CLASS, row.number("table"));
        if (table.isEmpty() || table.get().kind() == ObjectKind.EXTENSION) {
            return;
        }
        ObjectId id = table.get().part(ObjectKind.POLICY, row.text("name"));
        reading.place(Reading.POLICY, row.number("oid"), id);
        String command = switch (row.letter("command")) {
            case 'r' -> "SELECT";
            case 'a' -> "INSERT";
            case 'w' -> "UPDATE";
            case 'd' -> "DELETE";
            default -> "ALL";
        };
        List<String> roles = row.flag("everybody")
                ? List.of("PUBLIC")
                : row.texts("roles").stream().map(Roles::quote).toList();
        reading.schema.add(
                new Policy(id, row.flag("permissive"), command, roles, row.optional("using"), row.optional("check")));
        reading.schema.depend(id, table.get(), Strength.AUTOMATIC);
    }
}
