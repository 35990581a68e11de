package io.migretti;

import io.migretti.report.DryRun;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sees what a statement did to the relations that existed before: locks and new storage. Within one transaction.
 *
 * <p>Source: PostgreSQL manual, {@code pg_locks} and {@code pg_class.relfilenode}.
 */
final class Trace {

    /** From weak to strong. Source: PostgreSQL manual, "Table-Level Locks". */
    private static final List<String> MODES = List.of(
            "AccessShareLock",
            "RowShareLock",
            "RowExclusiveLock",
            "ShareUpdateExclusiveLock",
            "ShareLock",
            "ShareRowExclusiveLock",
            "ExclusiveLock",
            "AccessExclusiveLock");

    private record Relation(String name, long storage) {}

    private final Connection connection;
    private final Map<Long, Relation> before;
    private final Map<Long, Long> storage = new HashMap<>();
    private final Map<Long, String> locks = new HashMap<>();

    /** Takes note of what there is. */
    Trace(Connection connection) throws SQLException {
        this.connection = connection;
        this.before = relations();
        before.forEach((oid, relation) -> storage.put(oid, relation.storage));
        locks.putAll(heldLocks());
    }

    private Map<Long, Relation> relations() throws SQLException {
        Map<Long, Relation> relations = new HashMap<>();
        String sql = """
                SELECT c.oid::pg_catalog.int8, pg_catalog.format('%I.%I', n.nspname, c.relname), c.relfilenode::pg_catalog.int8
                  FROM pg_catalog.pg_class c
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 WHERE c.relkind IN ('r', 'p', 'm', 'i', 'I', 'S', 'v', 'f')
                   AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
                """;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                relations.put(rows.getLong(1), new Relation(rows.getString(2), rows.getLong(3)));
            }
        }
        return relations;
    }

    private Map<Long, String> heldLocks() throws SQLException {
        Map<Long, String> held = new HashMap<>();
        String sql = """
                SELECT relation::pg_catalog.int8, mode FROM pg_catalog.pg_locks
                 WHERE locktype = 'relation' AND granted AND pid = pg_catalog.pg_backend_pid()
                """;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                held.merge(rows.getLong(1), rows.getString(2), (a, b) -> MODES.indexOf(a) >= MODES.indexOf(b) ? a : b);
            }
        }
        return held;
    }

    /** What was newly locked, or locked more strongly, since the last call. */
    List<DryRun.Lock> newLocks() throws SQLException {
        List<DryRun.Lock> taken = new ArrayList<>();
        heldLocks().forEach((oid, mode) -> {
            Relation relation = before.get(oid);
            String sofar = locks.put(oid, mode);
            if (relation != null && !mode.equals(sofar)) {
                taken.add(new DryRun.Lock(relation.name, mode));
            }
        });
        taken.sort(java.util.Comparator.comparing(DryRun.Lock::relation));
        return taken;
    }

    /** What got new storage since the last call. */
    List<String> rewritten() throws SQLException {
        List<String> rewritten = new ArrayList<>();
        relations().forEach((oid, now) -> {
            Relation relation = before.get(oid);
            if (relation != null && !Long.valueOf(now.storage).equals(storage.put(oid, now.storage))) {
                rewritten.add(relation.name);
            }
        });
        rewritten.sort(null);
        return rewritten;
    }
}
