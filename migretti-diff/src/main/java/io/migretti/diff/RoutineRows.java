package io.migretti.diff;

import io.migretti.diff.Reading.Row;
import io.migretti.diff.schema.Aggregate;
import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Routine;
import io.migretti.diff.schema.SqlName;
import java.sql.SQLException;
import java.util.Optional;

/** Reads functions, procedures and aggregates. */
final class RoutineRows {

    private final Reading reading;
    private final Links links;

    private RoutineRows(Reading reading, Links links) {
        this.reading = reading;
        this.links = links;
    }

    static void read(Reading reading, Links links) throws SQLException {
        RoutineRows rows = new RoutineRows(reading, links);
        reading.rows("""
                SELECT oid::int8, pronamespace::int8 AS namespace, proname AS name, prokind::text AS kind,
                       oidvectortypes(proargtypes) AS types, pg_get_functiondef(oid) AS definition,
                       pg_get_function_result(oid) AS result, pg_get_function_identity_arguments(oid) AS parameters,
                       pronargdefaults AS defaults
                  FROM pg_proc
                 WHERE oid >= 16384 AND prokind <> 'a'
                """, rows::routine);
        reading.rows("""
                SELECT p.oid::int8, p.pronamespace::int8 AS namespace, p.proname AS name,
                       oidvectortypes(p.proargtypes) AS types, pg_get_function_arguments(p.oid) AS arguments,
                       pg_get_function_result(p.oid) AS result, p.proparallel::text AS parallel,
                       a.aggkind::text AS kind, a.aggtransfn::regproc::text AS sfunc,
                       format_type(a.aggtranstype, NULL) AS stype, a.aggtransspace AS sspace,
                       nullif(a.aggfinalfn::regproc::text, '-') AS finalfunc, a.aggfinalextra AS finalextra,
                       a.aggfinalmodify::text AS finalmodify, nullif(a.aggcombinefn::regproc::text, '-') AS combinefunc,
                       nullif(a.aggserialfn::regproc::text, '-') AS serialfunc,
                       nullif(a.aggdeserialfn::regproc::text, '-') AS deserialfunc, a.agginitval AS initcond,
                       nullif(a.aggmtransfn::regproc::text, '-') AS msfunc,
                       nullif(a.aggminvtransfn::regproc::text, '-') AS minvfunc,
                       CASE WHEN a.aggmtranstype <> 0 THEN format_type(a.aggmtranstype, NULL) END AS mstype,
                       a.aggmtransspace AS msspace, nullif(a.aggmfinalfn::regproc::text, '-') AS mfinalfunc,
                       a.aggmfinalextra AS mfinalextra, a.aggmfinalmodify::text AS mfinalmodify,
                       a.aggminitval AS minitcond,
                       'OPERATOR(' || quote_ident(n.nspname) || '.' || o.oprname || ')' AS sortop
                  FROM pg_aggregate a
                  JOIN pg_proc p ON p.oid = a.aggfnoid
                  LEFT JOIN pg_operator o ON o.oid = a.aggsortop
                  LEFT JOIN pg_namespace n ON n.oid = o.oprnamespace
                 WHERE p.oid >= 16384
                """, rows::aggregate);
    }

    private void routine(Row row) throws SQLException {
        Optional<String> schema = reading.schemaOf(row, Reading.PROC);
        if (schema.isEmpty() || links.comesWithType(row.number("oid"))) {
            return;
        }
        boolean procedure = row.letter("kind") == 'p';
        String types = row.text("types");
        // A procedure that is named without its output parameters may be taken for another.
        ObjectId id = new ObjectId(
                procedure ? ObjectKind.PROCEDURE : ObjectKind.FUNCTION,
                schema.get(),
                row.text("name"),
                "(" + (procedure ? row.text("parameters") : types) + ")");
        reading.place(Reading.PROC, row.number("oid"), id);
        reading.schema.add(new Routine(
                id,
                types,
                row.text("definition").strip(),
                row.text("result"),
                row.text("parameters"),
                row.integer("defaults"),
                row.letter("kind") == 'w'));
    }

    private void aggregate(Row row) throws SQLException {
        Optional<String> schema = reading.schemaOf(row, Reading.PROC);
        if (schema.isEmpty()) {
            return;
        }
        ObjectId id = new ObjectId(ObjectKind.AGGREGATE, schema.get(), row.text("name"), "(" + row.text("types") + ")");
        reading.place(Reading.PROC, row.number("oid"), id);
        String arguments = row.text("arguments");
        reading.schema.add(
                new Aggregate(id, arguments.isEmpty() ? "*" : arguments, definition(row), row.text("result")));
    }

    private static String definition(Row row) throws SQLException {
        StringBuilder sql = new StringBuilder();
        sql.append("SFUNC = ").append(row.text("sfunc"));
        sql.append(", STYPE = ").append(row.text("stype"));
        number(sql, "SSPACE", row.integer("sspace"));
        word(sql, "FINALFUNC", row.optional("finalfunc"));
        sql.append(row.flag("finalextra") ? ", FINALFUNC_EXTRA" : "");
        modify(sql, "FINALFUNC_MODIFY", row.letter("finalmodify"), row.letter("kind"));
        word(sql, "COMBINEFUNC", row.optional("combinefunc"));
        word(sql, "SERIALFUNC", row.optional("serialfunc"));
        word(sql, "DESERIALFUNC", row.optional("deserialfunc"));
        word(sql, "INITCOND", row.optional("initcond").map(SqlName::literal));
        word(sql, "MSFUNC", row.optional("msfunc"));
        word(sql, "MINVFUNC", row.optional("minvfunc"));
        word(sql, "MSTYPE", row.optional("mstype"));
        number(sql, "MSSPACE", row.integer("msspace"));
        word(sql, "MFINALFUNC", row.optional("mfinalfunc"));
        sql.append(row.flag("mfinalextra") ? ", MFINALFUNC_EXTRA" : "");
        if (row.optional("msfunc").isPresent()) {
            modify(sql, "MFINALFUNC_MODIFY", row.letter("mfinalmodify"), row.letter("kind"));
        }
        word(sql, "MINITCOND", row.optional("minitcond").map(SqlName::literal));
        word(sql, "SORTOP", row.optional("sortop"));
        switch (row.letter("parallel")) {
            case 's' -> sql.append(", PARALLEL = SAFE");
            case 'r' -> sql.append(", PARALLEL = RESTRICTED");
            default -> {}
        }
        sql.append(row.letter("kind") == 'h' ? ", HYPOTHETICAL" : "");
        return sql.toString();
    }

    private static void word(StringBuilder sql, String name, Optional<String> value) {
        value.ifPresent(each -> sql.append(", ").append(name).append(" = ").append(each));
    }

    private static void number(StringBuilder sql, String name, int value) {
        if (value != 0) {
            sql.append(", ").append(name).append(" = ").append(value);
        }
    }

    /** The usual one is another for ordinary aggregates and for those with {@code WITHIN GROUP}. */
    private static void modify(StringBuilder sql, String name, char letter, char kind) {
        if (letter == (kind == 'n' ? 'r' : 'w')) {
            return;
        }
        String word = switch (letter) {
            case 'r' -> "READ_ONLY";
            case 's' -> "SHAREABLE";
            default -> "READ_WRITE";
        };
        sql.append(", ").append(name).append(" = ").append(word);
    }
}
