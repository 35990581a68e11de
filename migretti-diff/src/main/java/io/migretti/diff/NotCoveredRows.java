package io.migretti.diff;

import java.sql.SQLException;

/** Counts what is met and not compared, and reads which casts there are. */
final class NotCoveredRows {

    private static final String REASON = "objects of this kind are not compared";

    private NotCoveredRows() {}

    static void read(Reading reading) throws SQLException {
        reading.rows(
                """
                SELECT format_type(castsource, NULL) AS source, format_type(casttarget, NULL) AS target,
                       castcontext::text AS context
                  FROM pg_cast""",
                row -> reading.schema.cast(
                        row.text("source"),
                        row.text("target"),
                        !row.text("context").equals("e")));
        reading.rows("""
                SELECT 'foreign table' AS kind, 'pg_class'::regclass::int8 AS catalog, c.oid::int8, c.oid::regclass::text AS name, c.relnamespace::int8 AS namespace
                  FROM pg_class c WHERE c.relkind = 'f'
                UNION ALL SELECT 'foreign data wrapper', 'pg_foreign_data_wrapper'::regclass::int8, oid::int8, fdwname, 0 FROM pg_foreign_data_wrapper
                UNION ALL SELECT 'server', 'pg_foreign_server'::regclass::int8, oid::int8, srvname, 0 FROM pg_foreign_server
                UNION ALL SELECT 'user mapping', 0, umid::int8, usename || ' on ' || srvname, 0 FROM pg_user_mappings
                UNION ALL SELECT 'cast', 'pg_cast'::regclass::int8, c.oid::int8, format_type(castsource, NULL) || ' AS ' || format_type(casttarget, NULL), 0 FROM pg_cast c
                 WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_cast'::regclass AND d.objid = c.oid AND d.deptype = 'i')
                UNION ALL SELECT 'operator', 'pg_operator'::regclass::int8, oid::int8, oid::regoperator::text, oprnamespace::int8 FROM pg_operator WHERE oid >= 16384
                UNION ALL SELECT 'operator class', 'pg_opclass'::regclass::int8, oid::int8, opcname, opcnamespace::int8 FROM pg_opclass WHERE oid >= 16384
                UNION ALL SELECT 'operator family', 'pg_opfamily'::regclass::int8, oid::int8, opfname, opfnamespace::int8 FROM pg_opfamily WHERE oid >= 16384
                UNION ALL SELECT 'conversion', 'pg_conversion'::regclass::int8, oid::int8, conname, connamespace::int8 FROM pg_conversion WHERE oid >= 16384
                UNION ALL SELECT 'text search configuration', 'pg_ts_config'::regclass::int8, oid::int8, oid::regconfig::text, cfgnamespace::int8 FROM pg_ts_config WHERE oid >= 16384
                UNION ALL SELECT 'text search dictionary', 'pg_ts_dict'::regclass::int8, oid::int8, oid::regdictionary::text, dictnamespace::int8 FROM pg_ts_dict WHERE oid >= 16384
                UNION ALL SELECT 'text search parser', 'pg_ts_parser'::regclass::int8, oid::int8, prsname, prsnamespace::int8 FROM pg_ts_parser WHERE oid >= 16384
                UNION ALL SELECT 'text search template', 'pg_ts_template'::regclass::int8, oid::int8, tmplname, tmplnamespace::int8 FROM pg_ts_template WHERE oid >= 16384
                UNION ALL SELECT 'transform', 'pg_transform'::regclass::int8, oid::int8, format_type(trftype, NULL), 0 FROM pg_transform
                UNION ALL SELECT 'language', 'pg_language'::regclass::int8, oid::int8, lanname, 0 FROM pg_language
                UNION ALL SELECT 'access method', 'pg_am'::regclass::int8, oid::int8, amname, 0 FROM pg_am
                UNION ALL SELECT 'base type', 'pg_type'::regclass::int8, oid::int8, format_type(oid, NULL), typnamespace::int8 FROM pg_type WHERE typtype = 'b' AND typelem = 0 AND oid >= 16384
                UNION ALL SELECT 'subscription', 0, oid::int8, subname, 0 FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
                UNION ALL SELECT 'large object', 0, oid::int8, oid::text, 0 FROM pg_largeobject_metadata
                """, row -> {
            boolean made = row.number("oid") >= Reading.FIRST_USER_OID;
            long namespace = row.number("namespace");
            boolean covered = namespace == 0 || reading.namespaces.containsKey(namespace);
            if (made && covered && !reading.isOfExtension(row.integer("catalog"), row.number("oid"))) {
                reading.schema.notCovered(row.text("kind"), row.text("name"), REASON);
            }
        });
    }
}
