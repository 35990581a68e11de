package io.migretti.diff;

import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.CompositeType;
import io.migretti.diff.schema.CompositeType.Attribute;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.Domain;
import io.migretti.diff.schema.DomainConstraint;
import io.migretti.diff.schema.DomainDefault;
import io.migretti.diff.schema.EnumType;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.RangeType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads enums, domains, composite and range types. */
final class TypeRows {

    /** A collation where it is not the type's own. */
    static final String COLLATION_JOINS = """
             LEFT JOIN pg_collation co ON co.oid = CASE WHEN %1$s <> t.typcollation THEN %1$s END
             LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
            """;

    private TypeRows() {}

    static void read(Reading reading) throws SQLException {
        Map<Long, List<String>> labels = new HashMap<>();
        reading.rows(
                "SELECT enumtypid::int8 AS type, enumlabel AS label FROM pg_enum ORDER BY enumtypid, enumsortorder",
                row -> labels.computeIfAbsent(row.number("type"), type -> new ArrayList<>())
                        .add(row.text("label")));
        Map<Long, List<Attribute>> attributes = attributes(reading);
        reading.rows("""
                SELECT t.oid::int8, t.typnamespace::int8 AS namespace, t.typname AS name, t.typtype::text AS type,
                       t.typrelid::int8 AS relation, c.relkind::text AS relkind, t.typnotnull AS notnull,
                       format_type(t.typbasetype, t.typtypmod) AS base,
                       CASE WHEN t.typtype = 'd' THEN coalesce(pg_get_expr(t.typdefaultbin, 0), quote_literal(t.typdefault)) END AS expression,
                       quote_ident(cn.nspname) || '.' || quote_ident(co.collname) AS collation
                  FROM pg_type t
                  LEFT JOIN pg_class c ON c.oid = t.typrelid
                  LEFT JOIN pg_type b ON b.oid = t.typbasetype AND t.typtype = 'd'
                  LEFT JOIN pg_collation co ON co.oid = CASE WHEN t.typcollation <> b.typcollation THEN t.typcollation END
                  LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
                 WHERE t.oid >= 16384 AND t.typtype IN ('e', 'd', 'c')
                """, row -> type(reading, row, labels, attributes));
        ranges(reading);
        constraints(reading);
    }

    private static Map<Long, List<Attribute>> attributes(Reading reading) throws SQLException {
        Map<Long, List<Attribute>> attributes = new HashMap<>();
        reading.rows(
                """
                SELECT a.attrelid::int8 AS relation, a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
                       quote_ident(cn.nspname) || '.' || quote_ident(co.collname) AS collation
                  FROM pg_class c
                  JOIN pg_attribute a ON a.attrelid = c.oid
                  JOIN pg_type t ON t.oid = a.atttypid
                %s WHERE c.relkind = 'c' AND a.attnum > 0 AND NOT a.attisdropped
                 ORDER BY a.attrelid, a.attnum
                """.formatted(COLLATION_JOINS.formatted("a.attcollation")),
                row -> attributes
                        .computeIfAbsent(row.number("relation"), relation -> new ArrayList<>())
                        .add(new Attribute(row.text("name"), row.text("type"), row.optional("collation"))));
        return attributes;
    }

    private static void type(
            Reading reading, Row row, Map<Long, List<String>> labels, Map<Long, List<Attribute>> attributes)
            throws SQLException {
        Optional<String> schema = reading.schemaOf(row, Reading.TYPE);
        if (schema.isEmpty()) {
            return;
        }
        String name = row.text("name");
        switch (row.letter("type")) {
            case 'e' -> {
                ObjectId id = place(reading, row, ObjectId.of(ObjectKind.ENUM, schema.get(), name));
                reading.schema.add(new EnumType(id, labels.getOrDefault(row.number("oid"), List.of())));
            }
            case 'd' -> {
                ObjectId id = place(reading, row, ObjectId.of(ObjectKind.DOMAIN, schema.get(), name));
                reading.schema.add(new Domain(id, row.text("base"), row.optional("collation"), row.flag("notnull")));
                ObjectId itsDefault = id.part(ObjectKind.DOMAIN_DEFAULT, "");
                row.optional("expression").ifPresent(each -> {
                    reading.schema.add(new DomainDefault(itsDefault, each));
                    reading.schema.depend(itsDefault, id, Strength.AUTOMATIC);
                });
            }
            default -> {
                // The row type of a table or view is placed with the relation.
                if (row.letter("relkind") == 'c') {
                    ObjectId id = place(reading, row, ObjectId.of(ObjectKind.COMPOSITE_TYPE, schema.get(), name));
                    reading.place(Reading.CLASS, row.number("relation"), id);
                    reading.schema.add(
                            new CompositeType(id, attributes.getOrDefault(row.number("relation"), List.of())));
                }
            }
        }
    }

    private static ObjectId place(Reading reading, Row row, ObjectId id) throws SQLException {
        reading.place(Reading.TYPE, row.number("oid"), id);
        return id;
    }

    private static void ranges(Reading reading) throws SQLException {
        reading.rows("""
                SELECT t.oid::int8, t.typnamespace::int8 AS namespace, t.typname AS name,
                       m.oid::int8 AS multirange, m.typname AS multirangename, mn.nspname AS multirangeschema,
                       format_type(r.rngsubtype, NULL) AS subtype,
                       CASE WHEN NOT o.opcdefault THEN quote_ident(opn.nspname) || '.' || quote_ident(o.opcname) END AS opclass,
                       CASE WHEN r.rngcollation <> s.typcollation THEN quote_ident(cn.nspname) || '.' || quote_ident(co.collname) END AS collation,
                       nullif(r.rngcanonical::regproc::text, '-') AS canonical,
                       nullif(r.rngsubdiff::regproc::text, '-') AS subdiff
                  FROM pg_range r
                  JOIN pg_type t ON t.oid = r.rngtypid
                  JOIN pg_type m ON m.oid = r.rngmultitypid
                  JOIN pg_namespace mn ON mn.oid = m.typnamespace
                  JOIN pg_type s ON s.oid = r.rngsubtype
                  JOIN pg_opclass o ON o.oid = r.rngsubopc
                  JOIN pg_namespace opn ON opn.oid = o.opcnamespace
                  LEFT JOIN pg_collation co ON co.oid = r.rngcollation
                  LEFT JOIN pg_namespace cn ON cn.oid = co.collnamespace
                 WHERE t.oid >= 16384
                """, row -> range(reading, row));
    }

    private static void range(Reading reading, Row row) throws SQLException {
        Optional<String> schema = reading.schemaOf(row, Reading.TYPE);
        if (schema.isEmpty()) {
            return;
        }
        ObjectId id = place(reading, row, ObjectId.of(ObjectKind.RANGE_TYPE, schema.get(), row.text("name")));
        reading.place(Reading.TYPE, row.number("multirange"), id);
        StringBuilder options = new StringBuilder();
        row.optional("opclass").ifPresent(each -> options.append(", subtype_opclass = " + each));
        row.optional("collation").ifPresent(each -> options.append(", collation = " + each));
        row.optional("canonical").ifPresent(each -> options.append(", canonical = " + each));
        row.optional("subdiff").ifPresent(each -> options.append(", subtype_diff = " + each));
        reading.schema.add(new RangeType(
                id, row.text("subtype"), options.toString(), row.text("multirangeschema"), row.text("multirangename")));
    }

    /** After all other types: who uses an array needs what is in it. */
    static void readArrays(Reading reading) throws SQLException {
        reading.rows(
                "SELECT oid::int8, typarray::int8 AS array FROM pg_type WHERE oid >= 16384 AND typarray <> 0", row -> {
                    Optional<ObjectId> element = reading.at(Reading.TYPE, row.number("oid"));
                    if (element.isPresent()) {
                        reading.place(Reading.TYPE, row.number("array"), element.get());
                    }
                });
    }

    private static void constraints(Reading reading) throws SQLException {
        reading.rows("""
                SELECT oid::int8, contypid::int8 AS type, conname AS name, pg_get_constraintdef(oid) AS definition
                  FROM pg_constraint
                 WHERE contypid <> 0 AND contype = 'c'
                """, row -> {
            Optional<ObjectId> domain = reading.at(Reading.TYPE, row.number("type"));
            if (domain.isPresent() && domain.get().kind() == ObjectKind.DOMAIN) {
                ObjectId id = domain.get().part(ObjectKind.DOMAIN_CONSTRAINT, row.text("name"));
                reading.place(Reading.CONSTRAINT, row.number("oid"), id);
                reading.schema.add(new DomainConstraint(id, row.text("definition")));
                reading.schema.depend(id, domain.get(), Strength.AUTOMATIC);
            }
        });
    }
}
