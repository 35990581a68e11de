-- Everything that a database says of itself, a line a fact: names instead of numbers, no order of columns.
-- Written from the manual's chapter "System Catalogs"; run with an empty search_path. Statements end with a semicolon at the
-- end of a line; "-- from N" before one is the first major version that knows its columns.

SELECT format('schema %I', nspname)
FROM pg_namespace n
WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e');

SELECT format('extension %I: version %s, in %s', extname, extversion, extnamespace::regnamespace)
FROM pg_extension;

SELECT format('relation %s: %s', c.oid::regclass, jsonb_build_object(
    'kind', relkind, 'persistence', relpersistence, 'row security', relrowsecurity, 'forced', relforcerowsecurity,
    'replica identity', relreplident, 'is partition', relispartition, 'options', relops.options, 'of type', reloftype::regtype,
    'method', (SELECT amname FROM pg_am WHERE oid = relam),
    'tablespace', (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace),
    'toast options', (SELECT t.reloptions FROM pg_class t WHERE t.oid = c.reltoastrelid),
    'partitioned by', CASE WHEN relkind = 'p' THEN pg_get_partkeydef(c.oid) END,
    'bound', pg_get_expr(relpartbound, c.oid)))
FROM pg_class c
CROSS JOIN LATERAL (SELECT array_agg(o ORDER BY o) AS options FROM unnest(reloptions) AS o) relops
WHERE c.oid >= 16384 AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c') AND relnamespace::regnamespace::text !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e');

SELECT format('column %s.%I: %s %s', attrelid::regclass, attname, jsonb_build_object(
    'type', format_type(atttypid, atttypmod),
    'collation', CASE WHEN attcollation <> (SELECT typcollation FROM pg_type t WHERE t.oid = atttypid) THEN attcollation::regcollation END,
    'default', pg_get_expr(adbin, adrelid)),
    to_jsonb(a) - '{attrelid,attname,attnum,atttypid,atttypmod,attcollation,attcacheoff,attlen,attbyval,attalign,attndims,atthasdef,atthasmissing,attmissingval,attacl,attisdropped,attstorage}'::text[]
      || jsonb_build_object('attstorage', CASE WHEN relkind IN ('r', 'p', 'm', 'f') THEN attstorage END,
            'attislocal', CASE WHEN attinhcount = 0 THEN attislocal END))
FROM pg_attribute a
JOIN pg_class c ON c.oid = attrelid
LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
WHERE attrelid >= 16384 AND attnum > 0 AND NOT attisdropped AND relkind IN ('r', 'p', 'v', 'm', 'f', 'c')
  AND relnamespace::regnamespace::text !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e');

-- A foreign key to a partitioned table has a row more for each of its partitions, with names of the server's choice.
-- Whether something inherited is the child's own too depends on how it came there, and no statement can change it.
SELECT format('constraint %I on %s: %s %s', conname,
    CASE WHEN conrelid <> 0 THEN conrelid::regclass::text ELSE contypid::regtype::text END,
    pg_get_constraintdef(c.oid),
    to_jsonb(c) - '{oid,conname,connamespace,conrelid,contypid,conindid,conparentid,confrelid,conkey,confkey,conpfeqop,conppeqop,conffeqop,confdelsetcols,conexclop,conbin}'::text[]
      || jsonb_build_object('has a parent', conparentid <> 0,
            'connoinherit', CASE WHEN contype IN ('c', 'n') THEN connoinherit END,
            'conislocal', CASE WHEN coninhcount = 0 THEN conislocal END))
FROM pg_constraint c
WHERE c.oid >= 16384 AND connamespace::regnamespace::text !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_constraint parent WHERE parent.oid = c.conparentid AND parent.conrelid = c.conrelid)
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.deptype = 'e'
        AND (d.classid = 'pg_class'::regclass AND d.objid = conrelid OR d.classid = 'pg_type'::regclass AND d.objid = contypid));

SELECT format('index %s: %s %s', indexrelid::regclass, pg_get_indexdef(indexrelid), jsonb_build_object(
    'primary', indisprimary, 'clustered', indisclustered, 'replica identity', indisreplident, 'valid', indisvalid,
    'immediate', indimmediate, 'parent', (SELECT inhparent::regclass FROM pg_inherits WHERE inhrelid = indexrelid),
    'statistics', (SELECT array_agg(attstattarget ORDER BY attnum) FROM pg_attribute WHERE attrelid = indexrelid),
    'tablespace', (SELECT spcname FROM pg_tablespace s WHERE s.oid = c.reltablespace)))
FROM pg_index i
JOIN pg_class c ON c.oid = indexrelid
WHERE indexrelid >= 16384 AND relnamespace::regnamespace::text !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = indrelid AND d.deptype = 'e');

SELECT format('inheritance of %s: %s is parent %s', inhrelid::regclass, inhparent::regclass,
    row_number() OVER (PARTITION BY inhrelid ORDER BY inhseqno))
FROM pg_inherits
JOIN pg_class c ON c.oid = inhrelid
WHERE relkind IN ('r', 'p', 'f');

SELECT format('query of %s: %s', c.oid::regclass, pg_get_viewdef(c.oid))
FROM pg_class c
WHERE c.oid >= 16384 AND relkind IN ('v', 'm')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e');

SELECT format('rule %I on %s: %s, enabled %s', rulename, ev_class::regclass, pg_get_ruledef(oid), ev_enabled)
FROM pg_rewrite
WHERE oid >= 16384 AND rulename <> '_RETURN';

SELECT format('trigger %I on %s: %s, enabled %s, of a parent %s', tgname, tgrelid::regclass, pg_get_triggerdef(oid), tgenabled, tgparentid <> 0)
FROM pg_trigger
WHERE oid >= 16384 AND NOT tgisinternal;

SELECT format('policy %I on %s: %s', polname, polrelid::regclass, jsonb_build_object(
    'command', polcmd, 'permissive', polpermissive, 'using', pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid),
    'roles', (SELECT array_agg(CASE r WHEN 0 THEN 'public' ELSE r::regrole::text END ORDER BY r::regrole::text) FROM unnest(polroles) AS r)))
FROM pg_policy;

SELECT format('routine %s: %s', oid::regprocedure, pg_get_functiondef(oid))
FROM pg_proc p
WHERE oid >= 16384 AND prokind <> 'a' AND pronamespace::regnamespace::text !~ '^pg_'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'));

SELECT format('aggregate %s: (%s) returns %s, parallel %s %s', p.oid::regprocedure, pg_get_function_arguments(p.oid),
    pg_get_function_result(p.oid), proparallel,
    to_jsonb(a) - '{aggfnoid,aggsortop,aggtranstype,aggmtranstype}'::text[]
      || jsonb_build_object('sort', aggsortop::regoperator, 'state', aggtranstype::regtype, 'moving state', aggmtranstype::regtype))
FROM pg_proc p
JOIN pg_aggregate a ON aggfnoid = p.oid
WHERE p.oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e');

SELECT format('enum %s: %s', oid::regtype, (SELECT jsonb_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
FROM pg_type t
WHERE oid >= 16384 AND typtype = 'e'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e');

SELECT format('domain %s: %s', oid::regtype, jsonb_build_object(
    'base', format_type(typbasetype, typtypmod), 'collation', typcollation::regcollation, 'not null', typnotnull, 'default', typdefault))
FROM pg_type t
WHERE oid >= 16384 AND typtype = 'd' AND typnamespace::regnamespace::text !~ '^(pg_|information_schema)'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e');

SELECT format('range %s: %s', rngtypid::regtype, jsonb_build_object(
    'subtype', rngsubtype::regtype, 'multirange', rngmultitypid::regtype, 'collation', rngcollation::regcollation,
    'class', (SELECT opcname FROM pg_opclass WHERE oid = rngsubopc), 'canonical', rngcanonical, 'difference', rngsubdiff))
FROM pg_range
WHERE rngtypid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = rngtypid AND d.deptype = 'e');

SELECT format('base type %s: %s', oid::regtype, to_jsonb(t) - '{oid,typnamespace,typowner,typrelid,typelem,typarray,typbasetype,typcollation,typacl}'::text[])
FROM pg_type t
WHERE oid >= 16384 AND typtype IN ('b', 'p') AND NOT EXISTS (SELECT FROM pg_type element WHERE element.typarray = t.oid)
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e');

SELECT format('sequence %s: %s', seqrelid::regclass, jsonb_build_object(
    'type', seqtypid::regtype, 'start', seqstart, 'increment', seqincrement, 'max', seqmax, 'min', seqmin, 'cache', seqcache,
    'cycle', seqcycle, 'owner', (SELECT format('%s %s.%I', deptype, refobjid::regclass, attname)
        FROM pg_depend d JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
        WHERE d.classid = 'pg_class'::regclass AND d.objid = seqrelid AND refclassid = 'pg_class'::regclass AND deptype IN ('a', 'i'))))
FROM pg_sequence
WHERE seqrelid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = seqrelid AND d.deptype = 'e');

SELECT format('statistics %s.%I: %s, target %s', stxnamespace::regnamespace, stxname, jsonb_build_object(
    'table', stxrelid::regclass, 'kinds', stxkind, 'expressions', pg_get_statisticsobjdef_expressions(oid), 'columns',
    (SELECT array_agg(attname ORDER BY attname) FROM pg_attribute WHERE attrelid = stxrelid AND attnum = ANY (stxkeys))), stxstattarget)
FROM pg_statistic_ext;

SELECT format('event trigger %I: %s', evtname, jsonb_build_object(
    'event', evtevent, 'function', evtfoid::regproc, 'enabled', evtenabled, 'tags', evttags))
FROM pg_event_trigger e
WHERE NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_event_trigger'::regclass AND d.objid = e.oid AND d.deptype = 'e');

SELECT format('publication %I: %s', pubname, to_jsonb(p) - '{oid,pubname,pubowner}'::text[])
FROM pg_publication p;

SELECT format('publication %I of %s', pubname, prrelid::regclass)
FROM pg_publication_rel
JOIN pg_publication p ON p.oid = prpubid;

-- from 15
SELECT format('publication %I of %s: columns %s, rows %s', pubname, prrelid::regclass,
    (SELECT array_agg(attname ORDER BY attname) FROM pg_attribute WHERE attrelid = prrelid AND attnum = ANY (prattrs)),
    pg_get_expr(prqual, prrelid))
FROM pg_publication_rel
JOIN pg_publication p ON p.oid = prpubid;

-- from 15
SELECT format('publication %I of schema %s', pubname, pnnspid::regnamespace)
FROM pg_publication_namespace
JOIN pg_publication p ON p.oid = pnpubid;

SELECT format('collation %s: %s', oid::regcollation, to_jsonb(c) - '{oid,collname,collnamespace,collowner,collversion}'::text[])
FROM pg_collation c
WHERE oid >= 16384
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_collation'::regclass AND d.objid = c.oid AND d.deptype = 'e');

-- Kinds of which only the name is told.
SELECT format('%s %s', (object).type, (object).identity)
FROM (SELECT pg_identify_object(classid, oid, 0) AS object
      FROM (SELECT 'pg_operator'::regclass, oid FROM pg_operator
            UNION ALL SELECT 'pg_opclass'::regclass, oid FROM pg_opclass
            UNION ALL SELECT 'pg_opfamily'::regclass, oid FROM pg_opfamily
            UNION ALL SELECT 'pg_cast'::regclass, oid FROM pg_cast
            UNION ALL SELECT 'pg_conversion'::regclass, oid FROM pg_conversion
            UNION ALL SELECT 'pg_language'::regclass, oid FROM pg_language
            UNION ALL SELECT 'pg_am'::regclass, oid FROM pg_am
            UNION ALL SELECT 'pg_transform'::regclass, oid FROM pg_transform
            UNION ALL SELECT 'pg_ts_config'::regclass, oid FROM pg_ts_config
            UNION ALL SELECT 'pg_ts_dict'::regclass, oid FROM pg_ts_dict
            UNION ALL SELECT 'pg_ts_parser'::regclass, oid FROM pg_ts_parser
            UNION ALL SELECT 'pg_ts_template'::regclass, oid FROM pg_ts_template
            UNION ALL SELECT 'pg_foreign_data_wrapper'::regclass, oid FROM pg_foreign_data_wrapper
            UNION ALL SELECT 'pg_foreign_server'::regclass, oid FROM pg_foreign_server) AS all_of_them (classid, oid)
      WHERE oid >= 16384
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = all_of_them.classid AND d.objid = all_of_them.oid AND d.deptype = 'e')
     ) AS named;

SELECT format('comment on %s: %s', pg_describe_object(classoid, objoid, objsubid), quote_literal(description))
FROM pg_description c
WHERE (objoid >= 16384 OR classoid = 'pg_namespace'::regclass AND objoid::regnamespace::text = 'public')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = classoid AND d.objid = objoid AND d.deptype = 'e');
