package io.migretti.diff;

import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Trigger;
import java.sql.SQLException;
import java.util.Optional;

/** Reads triggers, without those that constraints use and those that partitions have from their parents. */
final class TriggerRows {

    private final Reading reading;

    private TriggerRows(Reading reading) {
        this.reading = reading;
    }

    static void read(Reading reading) throws SQLException {
        reading.rows("""
                SELECT oid::int8, tgrelid::int8 AS relation, tgname AS name, tgenabled::text AS enabled,
                       tgconstraint::int8 AS constraint, pg_get_triggerdef(oid) AS definition
                  FROM pg_trigger
                 WHERE NOT tgisinternal AND tgparentid = 0
                """, new TriggerRows(reading)::trigger);
    }

    private void trigger(Row row) throws SQLException {
        Optional<ObjectId> owner = reading.at(Reading.CLASS, row.number("relation"));
        if (owner.isEmpty() || owner.get().kind() == ObjectKind.EXTENSION) {
            return;
        }
        ObjectId id = owner.get().part(ObjectKind.TRIGGER, row.text("name"));
        reading.place(Reading.TRIGGER, row.number("oid"), id);
        long constraint = row.number("constraint");
        if (constraint != 0) {
            reading.place(Reading.CONSTRAINT, constraint, id);
        }
        reading.schema.add(new Trigger(id, row.text("definition"), constraint != 0, enabled(row)));
        reading.schema.depend(id, owner.get(), Strength.AUTOMATIC);
    }

    /** The word of {@code ALTER TABLE} for what triggers of all kinds and rules have in the column {@code enabled}. */
    static String enabled(Row row) throws SQLException {
        return switch (row.letter("enabled")) {
            case 'D' -> "DISABLE";
            case 'R' -> "ENABLE REPLICA";
            case 'A' -> "ENABLE ALWAYS";
            default -> "ENABLE";
        };
    }
}
