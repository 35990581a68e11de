package io.migretti.diff;

import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Statistics;
import java.sql.SQLException;
import java.util.Optional;

/** Reads extended statistics objects. */
final class StatisticsRows {

    private StatisticsRows() {}

    static void read(Reading reading) throws SQLException {
        reading.rows("""
                SELECT oid::int8, stxnamespace::int8 AS namespace, stxname AS name, stxrelid::int8 AS table,
                       coalesce(stxstattarget, -1) AS target, pg_get_statisticsobjdef(oid) AS definition
                  FROM pg_statistic_ext
                """, row -> {
            Optional<String> schema = reading.schemaOf(row, Reading.STATISTICS);
            Optional<ObjectId> table = reading.at(Reading.CLASS, row.number("table"));
            if (schema.isPresent() && table.isPresent()) {
                ObjectId id = ObjectId.of(ObjectKind.STATISTICS, schema.get(), row.text("name"));
                reading.place(Reading.STATISTICS, row.number("oid"), id);
                reading.schema.add(new Statistics(id, row.text("definition"), row.integer("target")));
                reading.schema.depend(id, table.get(), Strength.AUTOMATIC);
            }
        });
    }
}
