package io.migretti.diff;

import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.Constraint;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.ForeignKey;
import io.migretti.diff.schema.Inheritance;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Reads the constraints of tables, without NOT NULL, which is the columns'. */
final class ConstraintRows {

    private final Reading reading;
    private final Links links;

    private ConstraintRows(Reading reading, Links links) {
        this.reading = reading;
        this.links = links;
    }

    static void read(Reading reading, Links links) throws SQLException {
        ConstraintRows rows = new ConstraintRows(reading, links);
        reading.rows("""
                SELECT k.oid::int8, k.conrelid::int8 AS table, k.conname AS name, k.contype::text AS type,
                       k.conindid::int8 AS index, k.confrelid::int8 AS referenced, k.conislocal AS local, k.coninhcount > 0 AS inherited,
                       k.conparentid::int8 AS parent, coalesce(p.conrelid = k.conrelid, false) AS copy, pg_get_constraintdef(k.oid) AS definition,
                       c.reloptions AS options, coalesce(i.indisclustered, false) AS clustered
                  FROM pg_constraint k
                  LEFT JOIN pg_index i ON i.indexrelid = k.conindid AND k.contype IN ('p', 'u', 'x')
                  LEFT JOIN pg_class c ON c.oid = i.indexrelid
                  LEFT JOIN pg_constraint p ON p.oid = k.conparentid AND k.contype = 'f'
                 WHERE k.conrelid >= 16384 AND k.contype IN ('c', 'p', 'u', 'x', 'f')
                 ORDER BY k.oid
                """, rows::constraint);
    }

    private void constraint(Row row) throws SQLException {
        Optional<ObjectId> table = reading.at(Reading.CLASS, row.number("table"));
        if (table.isEmpty() || table.get().kind() != ObjectKind.TABLE) {
            return;
        }
        char type = row.letter("type");
        if (type == 'f') {
            foreignKey(table.get(), row);
            return;
        }
        ObjectId id = table.get().part(ObjectKind.CONSTRAINT, row.text("name"));
        reading.place(Reading.CONSTRAINT, row.number("oid"), id);
        if (type != 'c') {
            reading.place(Reading.CLASS, row.number("index"), id);
        }
        List<ObjectId> inheritedFrom =
                type == 'c' && row.flag("inherited") ? inheritedFrom(id, row.number("table")) : List.of();
        reading.schema.add(new Constraint(
                id,
                row.text("definition"),
                type == 'c',
                row.texts("options"),
                row.flag("local") || inheritedFrom.isEmpty(),
                inheritedFrom,
                row.flag("clustered"),
                Optional.empty()));
        reading.schema.depend(id, table.get(), Strength.AUTOMATIC);
    }

    private List<ObjectId> inheritedFrom(ObjectId id, long table) {
        ObjectId child = id.whole(ObjectKind.TABLE);
        List<ObjectId> checks = links.parents(table).stream()
                .map(each -> reading.at(Reading.CLASS, each.oid()))
                .flatMap(Optional::stream)
                .filter(each -> each.kind() == ObjectKind.TABLE)
                .map(each -> each.part(ObjectKind.CONSTRAINT, id.part()))
                .toList();
        for (ObjectId each : checks) {
            ObjectId inheritance = Inheritance.idOf(child, each.whole(ObjectKind.TABLE));
            reading.schema.depend(id, each, Strength.ORDER);
            reading.schema.depend(inheritance, each, Strength.ORDER);
            reading.schema.depend(inheritance, id, Strength.ORDER);
        }
        return checks;
    }

    /** Those that a partitioned table's key made are known only as what stays when the partition is detached. */
    private void foreignKey(ObjectId table, Row row) throws SQLException {
        ObjectId id = table.part(ObjectKind.FOREIGN_KEY, row.text("name"));
        boolean derived = row.number("parent") != 0;
        if (row.flag("copy")) {
            // One of the same key's own, for a partition of the table that it references.
            Optional<ObjectId> key = reading.at(Reading.CONSTRAINT, row.number("parent"));
            Optional<ObjectId> partition = reading.at(Reading.CLASS, row.number("referenced"));
            if (key.isPresent()) {
                links.copyOf(row.number("oid"));
                reading.place(Reading.CONSTRAINT, row.number("oid"), key.get());
                partition.ifPresent(each -> reading.schema.depend(key.get(), each, Strength.ORDER));
            }
            return;
        }
        reading.place(Reading.CONSTRAINT, row.number("oid"), id);
        reading.schema.add(new ForeignKey(id, row.text("definition"), derived));
        reading.schema.depend(id, table, Strength.AUTOMATIC);
        // Neither end of a key may become permanent or unlogged while the other cannot have such a key.
        reading.at(Reading.CLASS, row.number("referenced"))
                .ifPresent(each -> reading.schema.depend(id, each, Strength.ORDER));
        if (derived) {
            for (Links.Parent each : links.parents(row.number("table"))) {
                reading.at(Reading.CLASS, each.oid())
                        .ifPresent(
                                parent -> reading.schema.depend(Inheritance.idOf(table, parent), id, Strength.ORDER));
            }
        }
    }
}
