package io.migretti.diff;

import io.migretti.diff.schema.EventTrigger;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import java.sql.SQLException;

/** Reads event triggers. They lie in no schema. */
final class EventTriggerRows {

    private EventTriggerRows() {}

    static void read(Reading reading) throws SQLException {
        if (!reading.options.onlySchemas().isEmpty()) {
            return;
        }
        reading.rows("""
                SELECT e.oid::int8, evtname AS name, evtevent AS event, evtenabled::text AS enabled,
                       evttags AS tags, quote_ident(n.nspname) || '.' || quote_ident(p.proname) AS function
                  FROM pg_event_trigger e
                  JOIN pg_proc p ON p.oid = e.evtfoid
                  JOIN pg_namespace n ON n.oid = p.pronamespace
                """, row -> {
            if (!reading.isOfExtension(Reading.EVENT_TRIGGER, row.number("oid"))) {
                ObjectId id = ObjectId.of(ObjectKind.EVENT_TRIGGER, "", row.text("name"));
                reading.place(Reading.EVENT_TRIGGER, row.number("oid"), id);
                reading.schema.add(new EventTrigger(
                        id, row.text("event"), row.texts("tags"), row.text("function"), TriggerRows.enabled(row)));
            }
        });
    }
}
