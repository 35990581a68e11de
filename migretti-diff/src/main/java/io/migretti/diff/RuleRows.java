package io.migretti.diff;

import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Rule;
import java.sql.SQLException;
import java.util.Optional;

/** Reads rules, without those that make views. */
final class RuleRows {

    private RuleRows() {}

    static void read(Reading reading) throws SQLException {
        reading.rows("""
                SELECT oid::int8, ev_class::int8 AS relation, rulename AS name, ev_enabled::text AS enabled,
                       pg_get_ruledef(oid) AS definition
                  FROM pg_rewrite
                 WHERE oid >= 16384 AND rulename <> '_RETURN'
                """, row -> rule(reading, row));
    }

    private static void rule(Reading reading, Row row) throws SQLException {
        Optional<ObjectId> owner = reading.at(Reading.CLASS, row.number("relation"));
        if (owner.isEmpty() || owner.get().kind() == ObjectKind.EXTENSION) {
            return;
        }
        ObjectId id = owner.get().part(ObjectKind.RULE, row.text("name"));
        reading.place(Reading.REWRITE, row.number("oid"), id);
        String definition = row.text("definition").strip();
        reading.schema.add(new Rule(
                id,
                definition.endsWith(";") ? definition.substring(0, definition.length() - 1) : definition,
                TriggerRows.enabled(row)));
        reading.schema.depend(id, owner.get(), Strength.AUTOMATIC);
    }
}
