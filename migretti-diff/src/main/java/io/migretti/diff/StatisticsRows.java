package io.migretti.diff;

import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.SqlName;
import io.migretti.diff.schema.Statistics;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads extended statistics objects. */
final class StatisticsRows {

    private StatisticsRows() {}

    static void read(Reading reading) throws SQLException {
        reading.rows("""
                SELECT oid::int8, stxnamespace::int8 AS namespace, stxname AS name, stxrelid::int8 AS table,
                       coalesce(stxstattarget, -1) AS target, pg_get_statisticsobjdef(oid) AS definition,
                       ARRAY(SELECT a.attname
                               FROM pg_attribute a
                              WHERE a.attrelid = stxrelid AND a.attnum = ANY (stxkeys)
                              ORDER BY a.attname) AS columns,
                       pg_get_statisticsobjdef_expressions(oid) AS expressions
                  FROM pg_statistic_ext
                """, row -> {
            Optional<String> schema = reading.schemaOf(row, Reading.STATISTICS);
            Optional<ObjectId> table = reading.at(Reading.CLASS, row.number("table"));
            if (schema.isPresent() && table.isPresent()) {
                ObjectId id = ObjectId.of(ObjectKind.STATISTICS, schema.get(), row.text("name"));
                reading.place(Reading.STATISTICS, row.number("oid"), id);
                reading.schema.add(new Statistics(id, definition(id, table.get(), row), row.integer("target")));
                reading.schema.depend(id, table.get(), Strength.AUTOMATIC);
            }
        });
    }

    /** The server names columns in the order of the table, which is not compared. */
    private static String definition(ObjectId id, ObjectId table, Row row) throws SQLException {
        List<String> terms = new ArrayList<>(
                row.texts("columns").stream().map(SqlName::quote).toList());
        row.texts("expressions").forEach(each -> terms.add("(" + each + ")"));
        String definition = row.text("definition");
        int kinds = ("CREATE STATISTICS " + id.sqlName()).length();
        return definition.substring(0, definition.indexOf(" ON ", kinds)) + " ON " + String.join(", ", terms) + " FROM "
                + table.sqlName();
    }
}
