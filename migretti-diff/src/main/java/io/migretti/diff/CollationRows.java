package io.migretti.diff;

import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.Collation;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.SqlName;
import java.sql.SQLException;
import java.util.Optional;

/** Reads collations that somebody created. */
final class CollationRows {

    private CollationRows() {}

    static void read(Reading reading) throws SQLException {
        // The locale has had three names since ICU came: the same as libc's, then one of its own, then one for all.
        reading.rows("""
                SELECT oid::int8, collnamespace::int8 AS namespace, collname AS name, collprovider::text AS provider,
                       collisdeterministic AS deterministic, collcollate AS collate, collctype AS ctype,
                       coalesce(to_jsonb(c) ->> 'colllocale', to_jsonb(c) ->> 'colliculocale', collcollate) AS locale,
                       to_jsonb(c) ->> 'collicurules' AS rules
                  FROM pg_collation c
                 WHERE oid >= 16384
                """, row -> {
            Optional<String> schema = reading.schemaOf(row, Reading.COLLATION);
            if (schema.isPresent()) {
                ObjectId id = ObjectId.of(ObjectKind.COLLATION, schema.get(), row.text("name"));
                reading.place(Reading.COLLATION, row.number("oid"), id);
                reading.schema.add(new Collation(id, definition(row)));
            }
        });
    }

    private static String definition(Row row) throws SQLException {
        StringBuilder sql = new StringBuilder();
        char provider = row.letter("provider");
        if (provider == 'c') {
            sql.append("provider = libc, lc_collate = ").append(SqlName.literal(row.text("collate")));
            sql.append(", lc_ctype = ").append(SqlName.literal(row.text("ctype")));
        } else {
            sql.append("provider = ").append(provider == 'i' ? "icu" : "builtin");
            sql.append(", locale = ").append(SqlName.literal(row.text("locale")));
        }
        sql.append(row.flag("deterministic") ? "" : ", deterministic = false");
        row.optional("rules").ifPresent(each -> sql.append(", rules = ").append(SqlName.literal(each)));
        return sql.toString();
    }
}
