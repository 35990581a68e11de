package io.migretti.diff;

import io.migretti.diff.Reading.Address;
import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.Attached;
import io.migretti.diff.schema.Comment;
import io.migretti.diff.schema.Dependency.Strength;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.SqlName;
import java.sql.SQLException;
import java.util.Optional;

/** Reads comments. */
final class CommentRows {

    private final Reading reading;

    private CommentRows(Reading reading) {
        this.reading = reading;
    }

    static void read(Reading reading) throws SQLException {
        CommentRows rows = new CommentRows(reading);
        reading.rows("""
                SELECT d.classoid::int8 AS catalog, d.objoid::int8 AS oid, d.objsubid AS column, d.description AS text,
                       c.relname AS relation, c.relkind::text AS kind, a.attname AS attribute
                  FROM pg_description d
                  LEFT JOIN pg_class c ON d.classoid = 'pg_class'::regclass AND c.oid = d.objoid
                  LEFT JOIN pg_attribute a ON d.objsubid > 0 AND a.attrelid = d.objoid AND a.attnum = d.objsubid
                 WHERE d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass
                """, rows::comment);
    }

    private void comment(Row row) throws SQLException {
        int catalog = row.integer("catalog");
        int column = row.integer("column");
        Optional<ObjectId> target = reading.at(new Address(catalog, row.number("oid"), column));
        if (target.isEmpty() || isOfExtension(catalog, row.number("oid"), target.get())) {
            return;
        }
        String text = row.text("text");
        ObjectId id = target.get();
        char relation = row.letter("kind");
        if (column > 0) {
            String attribute = row.text("attribute");
            boolean isObject = id.kind() == ObjectKind.COLUMN;
            add(id, isObject ? "" : "." + attribute, "COLUMN " + id.sqlName() + "." + SqlName.quote(attribute), text);
        } else if (relation == 'i' || relation == 'I') {
            String index = SqlName.qualified(id.schema(), row.text("relation"));
            add(id, id.kind() == ObjectKind.INDEX ? "" : " index", "INDEX " + index, text);
        } else {
            add(id, "", subject(id), text);
        }
    }

    private boolean isOfExtension(int catalog, long oid, ObjectId target) {
        return reading.isOfExtension(catalog, oid)
                || target.kind() == ObjectKind.EXTENSION && catalog != Reading.EXTENSION;
    }

    private void add(ObjectId target, String detail, String subject, String text) {
        ObjectId id = Attached.idOf(ObjectKind.COMMENT, target, detail);
        reading.schema.add(new Comment(id, target, subject, text));
        reading.schema.depend(id, target, Strength.AUTOMATIC);
    }

    private static String subject(ObjectId id) {
        return switch (id.kind()) {
            case FUNCTION, PROCEDURE -> id.kind().sql() + " " + id.sqlName() + id.part();
            case AGGREGATE -> "ROUTINE " + id.sqlName() + id.part();
            case DOMAIN_CONSTRAINT -> "CONSTRAINT " + id.sqlPart() + " ON DOMAIN " + id.sqlName();
            case CONSTRAINT, FOREIGN_KEY -> "CONSTRAINT " + id.sqlPart() + " ON " + id.sqlName();
            case TRIGGER, RULE, POLICY -> id.kind().sql() + " " + id.sqlPart() + " ON " + id.sqlName();
            default -> id.kind().sql() + " " + id.sqlName();
        };
    }
}
