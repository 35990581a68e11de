package io.migretti.diff;

import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Publication;
import io.migretti.diff.schema.PublishedSchema;
import io.migretti.diff.schema.PublishedTable;
import io.migretti.diff.schema.SqlName;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads publications. They lie in no schema. */
final class PublicationRows {

    private static final int ROWS_AND_COLUMNS = 150000;

    private final Reading reading;
    private final Map<Long, ObjectId> publications = new HashMap<>();

    private PublicationRows(Reading reading) {
        this.reading = reading;
    }

    static void read(Reading reading) throws SQLException {
        if (!reading.options.onlySchemas().isEmpty()) {
            return;
        }
        PublicationRows rows = new PublicationRows(reading);
        Set<Long> columnLists = new HashSet<>();
        Set<Long> schemas = new HashSet<>();
        if (reading.version >= ROWS_AND_COLUMNS) {
            reading.rows(
                    "SELECT prpubid::int8 AS publication FROM pg_publication_rel WHERE prattrs IS NOT NULL",
                    row -> columnLists.add(row.number("publication")));
            reading.rows(
                    "SELECT pnpubid::int8 AS publication FROM pg_publication_namespace",
                    row -> schemas.add(row.number("publication")));
        }
        reading.rows("""
                SELECT oid::int8, pubname AS name, puballtables AS everything, pubviaroot AS viaroot,
                       to_jsonb(p) ->> 'pubgencols' AS generated,
                       concat_ws(', ', CASE WHEN pubinsert THEN 'insert' END, CASE WHEN pubupdate THEN 'update' END,
                                 CASE WHEN pubdelete THEN 'delete' END, CASE WHEN pubtruncate THEN 'truncate' END) AS publish
                  FROM pg_publication p
                """, row -> rows.publication(row, columnLists, schemas));
        rows.tables();
        if (reading.version >= ROWS_AND_COLUMNS) {
            rows.schemas();
        }
    }

    private void publication(Row row, Set<Long> columnLists, Set<Long> schemas) throws SQLException {
        long oid = row.number("oid");
        ObjectId id = ObjectId.of(ObjectKind.PUBLICATION, "", row.text("name"));
        publications.put(oid, id);
        reading.place(Reading.PUBLICATION, oid, id);
        Map<String, String> options = new TreeMap<>();
        options.put("publish", SqlName.literal(row.text("publish")));
        options.put("publish_via_partition_root", Boolean.toString(row.flag("viaroot")));
        row.optional("generated")
                .ifPresent(each -> options.put("publish_generated_columns", each.equals("s") ? "stored" : "none"));
        reading.schema.add(
                new Publication(id, row.flag("everything"), columnLists.contains(oid), schemas.contains(oid), options));
    }

    private void tables() throws SQLException {
        String parts = reading.since(ROWS_AND_COLUMNS, """
                pg_get_expr(prqual, prrelid) AS where,
                (SELECT array_agg(attname::text ORDER BY attname) FROM pg_attribute
                  WHERE attrelid = prrelid AND attnum = ANY (prattrs)) AS columns""", "NULL AS where, NULL::text[] AS columns");
        reading.rows("""
                SELECT oid::int8, prpubid::int8 AS publication, prrelid::int8 AS table,
                %s
                  FROM pg_publication_rel
                """.formatted(parts), row -> {
            ObjectId publication = publications.get(row.number("publication"));
            Optional<ObjectId> table = reading.at(Reading.CLASS, row.number("table"));
            if (publication != null && table.isPresent()) {
                ObjectId id = table.get().part(ObjectKind.PUBLISHED_TABLE, publication.name());
                reading.place(Reading.PUBLICATION_REL, row.number("oid"), id);
                reading.schema.add(new PublishedTable(id, publication, row.texts("columns"), row.optional("where")));
                reading.schema.depend(id, publication, Strength.AUTOMATIC);
                reading.schema.depend(id, table.get(), Strength.AUTOMATIC);
            }
        });
    }

    private void schemas() throws SQLException {
        reading.rows(
                "SELECT pnpubid::int8 AS publication, pnnspid::int8 AS namespace FROM pg_publication_namespace",
                row -> {
                    ObjectId publication = publications.get(row.number("publication"));
                    Optional<ObjectId> schema = reading.at(Reading.NAMESPACE, row.number("namespace"));
                    if (publication != null && schema.isPresent()) {
                        ObjectId id = schema.get().part(ObjectKind.PUBLISHED_SCHEMA, publication.name());
                        reading.schema.add(new PublishedSchema(id, publication));
                        reading.schema.depend(id, publication, Strength.AUTOMATIC);
                        reading.schema.depend(id, schema.get(), Strength.AUTOMATIC);
                    }
                });
    }
}
