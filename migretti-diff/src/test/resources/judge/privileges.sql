-- Who owns what and who may do what, a line a fact; in the form of catalog.sql. A privilege that was never granted or revoked
-- is written as the default that it means.

SELECT format('owner of %s: %s', object, relowner::regrole) FROM (
    SELECT pg_describe_object('pg_class'::regclass, c.oid, 0) AS object, relowner
    FROM pg_class c
    WHERE c.oid >= 16384 AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND relnamespace::regnamespace::text !~ '^pg_'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    UNION ALL
    SELECT pg_describe_object('pg_proc'::regclass, oid, 0), proowner
    FROM pg_proc p
    WHERE oid >= 16384
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
    UNION ALL
    SELECT pg_describe_object('pg_type'::regclass, t.oid, 0), typowner
    FROM pg_type t LEFT JOIN pg_class c ON c.oid = typrelid
    WHERE t.oid >= 16384 AND (typtype IN ('e', 'd', 'r') OR relkind = 'c')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
    UNION ALL
    SELECT pg_describe_object('pg_namespace'::regclass, oid, 0), nspowner
    FROM pg_namespace n
    WHERE oid >= 16384 AND nspname !~ '^pg_'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
    UNION ALL SELECT pg_describe_object('pg_statistic_ext'::regclass, oid, 0), stxowner FROM pg_statistic_ext
    UNION ALL SELECT pg_describe_object('pg_collation'::regclass, oid, 0), collowner FROM pg_collation WHERE oid >= 16384
    UNION ALL SELECT pg_describe_object('pg_publication'::regclass, oid, 0), pubowner FROM pg_publication
    UNION ALL SELECT pg_describe_object('pg_event_trigger'::regclass, oid, 0), evtowner FROM pg_event_trigger
) AS owned;

SELECT format('privilege on %s: %s may %s%s', object, CASE grantee WHEN 0 THEN 'public' ELSE grantee::regrole::text END,
    privilege_type, CASE WHEN is_grantable THEN ' and grant it' ELSE '' END)
FROM (
    SELECT pg_describe_object('pg_class'::regclass, c.oid, 0), coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", relowner))
    FROM pg_class c
    WHERE c.oid >= 16384 AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND relnamespace::regnamespace::text !~ '^pg_'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
    UNION ALL
    SELECT pg_describe_object('pg_class'::regclass, attrelid, attnum), attacl
    FROM pg_attribute
    WHERE attrelid >= 16384 AND attacl IS NOT NULL AND NOT attisdropped
    UNION ALL
    SELECT pg_describe_object('pg_proc'::regclass, oid, 0), coalesce(proacl, acldefault('f', proowner))
    FROM pg_proc p
    WHERE oid >= 16384
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
    UNION ALL
    SELECT pg_describe_object('pg_type'::regclass, t.oid, 0), coalesce(typacl, acldefault('T', typowner))
    FROM pg_type t LEFT JOIN pg_class c ON c.oid = typrelid
    WHERE t.oid >= 16384 AND (typtype IN ('e', 'd', 'r') OR relkind = 'c')
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
    UNION ALL
    SELECT pg_describe_object('pg_namespace'::regclass, oid, 0), coalesce(nspacl, acldefault('n', nspowner))
    FROM pg_namespace n
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e')
) AS granted (object, acl)
CROSS JOIN LATERAL aclexplode(acl);

SELECT format('default of %s in %s for %s: %s', defaclrole::regrole, defaclnamespace::regnamespace, defaclobjtype,
    (SELECT string_agg(format('%s may %s%s', CASE grantee WHEN 0 THEN 'public' ELSE grantee::regrole::text END,
            privilege_type, CASE WHEN is_grantable THEN ' and grant it' ELSE '' END), ', '
            ORDER BY grantee::regrole::text, privilege_type) FROM aclexplode(defaclacl)))
FROM pg_default_acl;
