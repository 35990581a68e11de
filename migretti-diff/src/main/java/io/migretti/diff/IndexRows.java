package io.migretti.diff;

import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.Constraint;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.Index;
import io.migretti.diff.schema.Index.ColumnStatistics;
import io.migretti.diff.schema.IndexAttachment;
import io.migretti.diff.schema.Inheritance;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.SqlName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads indexes that belong to no constraint, and which index of a partition is part of which. */
final class IndexRows {

    private final Reading reading;
    private final Links links;
    private final Map<Long, List<ColumnStatistics>> statistics = new HashMap<>();

    private final Map<ObjectId, IndexAttachment.Place> places = new HashMap<>();
    private final Map<ObjectId, ObjectId> parts = new HashMap<>();

    private IndexRows(Reading reading, Links links) {
        this.reading = reading;
        this.links = links;
    }

    static void read(Reading reading, Links links) throws SQLException {
        IndexRows rows = new IndexRows(reading, links);
        reading.rows(
                """
                SELECT a.attrelid::int8 AS index, a.attnum AS number, a.attstattarget AS target
                  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
                 WHERE c.relkind IN ('i', 'I') AND c.oid >= 16384 AND a.attstattarget >= 0 AND a.attnum > 0
                 ORDER BY a.attrelid, a.attnum
                """,
                row -> rows.statistics
                        .computeIfAbsent(row.number("index"), index -> new ArrayList<>())
                        .add(new ColumnStatistics(row.integer("number"), row.integer("target"))));
        reading.rows("""
                SELECT c.oid::int8, c.relname AS name, i.indrelid::int8 AS table, pg_get_indexdef(c.oid) AS definition,
                       i.indisvalid OR c.relkind = 'I' AS valid, i.indisclustered AS clustered
                  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
                 WHERE c.oid >= 16384
                """, rows::index);
        rows.attachments();
    }

    private void index(Row row) throws SQLException {
        Optional<ObjectId> owner = reading.at(Reading.CLASS, row.number("table"));
        long oid = row.number("oid");
        // A constraint stands at the address of its index already.
        if (owner.isEmpty()
                || owner.get().kind() == ObjectKind.EXTENSION
                || reading.at(Reading.CLASS, oid).isPresent()) {
            return;
        }
        ObjectId table = owner.get();
        ObjectId id = ObjectId.of(ObjectKind.INDEX, table.schema(), row.text("name"));
        reading.place(Reading.CLASS, oid, id);
        reading.schema.add(new Index(
                id,
                table,
                row.text("definition"),
                row.flag("valid"),
                row.flag("clustered"),
                statistics.getOrDefault(oid, List.of()),
                Optional.empty()));
        reading.schema.depend(id, table, Strength.AUTOMATIC);
    }

    private void attachments() {
        links.children().forEach((child, parents) -> {
            Optional<ObjectId> index = reading.at(Reading.CLASS, child);
            Optional<ObjectId> parent = reading.at(Reading.CLASS, parents.get(0).oid());
            if (index.isPresent() && parent.isPresent() && isIndex(index.get()) && isIndex(parent.get())) {
                attachment(index.get(), parent.get());
            }
        });
        // An index without all its parts is not valid, and a partition is not attached with such a one.
        parts.forEach((part, parent) -> {
            IndexAttachment.Place above = places.get(parent);
            if (above != null) {
                reading.schema.depend(above.inheritance(), part, Strength.ORDER);
            }
        });
    }

    private static boolean isIndex(ObjectId id) {
        return id.kind() == ObjectKind.INDEX || id.kind() == ObjectKind.CONSTRAINT;
    }

    private void attachment(ObjectId index, ObjectId parent) {
        ObjectId child = tableOf(index);
        ObjectId inheritance = Inheritance.idOf(child, tableOf(parent));
        ObjectId id = ObjectId.of(ObjectKind.INDEX_ATTACHMENT, index.schema(), nameOf(index));
        reading.schema.add(new IndexAttachment(
                id, index, parent, SqlName.qualified(parent.schema(), nameOf(parent)), inheritance));
        reading.schema.depend(id, index, Strength.AUTOMATIC);
        reading.schema.depend(id, parent, Strength.AUTOMATIC);
        reading.schema.depend(id, inheritance, Strength.AUTOMATIC);
        reading.schema.depend(inheritance, index, Strength.ORDER);
        IndexAttachment.Place place = new IndexAttachment.Place(parent, inheritance);
        places.put(index, place);
        parts.put(id, parent);
        reading.schema
                .find(index)
                .ifPresent(each -> reading.schema.add(
                        each instanceof Index plain ? plain.attachedAt(place) : ((Constraint) each).attachedAt(place)));
    }

    private ObjectId tableOf(ObjectId index) {
        return reading.schema
                .find(index)
                .map(each -> each instanceof Index plain ? plain.table() : ((Constraint) each).table())
                .orElse(index);
    }

    private static String nameOf(ObjectId index) {
        return index.kind() == ObjectKind.INDEX ? index.name() : index.part();
    }
}
