package io.migretti;

import io.migretti.script.SqlStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Clears away what an interrupted concurrent build leaves: an INVALID index that nobody uses and every write maintains,
 * and for which {@code IF NOT EXISTS} would report success.
 *
 * <p>Source: PostgreSQL manual, "Building Indexes Concurrently" and "Rebuilding Indexes Concurrently".
 */
final class InvalidIndexes {

    private static final String NAME =
            "((?:\"(?:[^\"]|\"\")+\"|[^\\s\"(.;]+)(?:\\s*\\.\\s*(?:\"(?:[^\"]|\"\")+\"|[^\\s\"(.;]+))?)";
    private static final Pattern CREATE = Pattern.compile(
            "CREATE\\s+(?:UNIQUE\\s+)?INDEX\\s+CONCURRENTLY\\s+(?:(?:IF\\s+NOT\\s+EXISTS\\s+)?" + NAME
                    + "\\s+)?ON\\s+(?:ONLY\\s+)?" + NAME + ".*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern REINDEX = Pattern.compile(
            "REINDEX\\s*(?:\\([^)]*\\)\\s*)?(INDEX|TABLE|SCHEMA)\\s+(?:CONCURRENTLY\\s+)?" + NAME + ".*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern CONCURRENTLY =
            Pattern.compile("REINDEX\\b[^\"]*?\\bCONCURRENTLY\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern COMMENT_OR_NAME =
            Pattern.compile("(\"(?:[^\"]|\"\")*\")|/\\*.*?\\*/|--[^\\n]*", Pattern.DOTALL);

    private InvalidIndexes() {}

    /** Before a statement is run again: drops the INVALID index that its first attempt may have left. */
    static void dropLeftover(Connection connection, SqlStatement statement) throws SQLException {
        String text = COMMENT_OR_NAME
                .matcher(statement.text())
                .replaceAll(part -> part.group(1) == null ? " " : Matcher.quoteReplacement(part.group(1)));
        Matcher create = CREATE.matcher(text);
        Matcher reindex = REINDEX.matcher(text);
        if (create.matches()) {
            String table = "i.indrelid = pg_catalog.to_regclass(" + HistoryTable.literal(create.group(2)) + ")";
            String name = create.group(1) == null
                    ? "c.relname ~ '_idx[0-9]*$'"
                    : "c.relname = (pg_catalog.parse_ident(" + HistoryTable.literal(create.group(1)) + "))[1]";
            drop(connection, table + " AND " + name);
        } else if (reindex.matches() && CONCURRENTLY.matcher(text).matches()) {
            String name = HistoryTable.literal(reindex.group(2));
            String where = reindex.group(1).equalsIgnoreCase("SCHEMA")
                    ? "n.nspname = (pg_catalog.parse_ident(" + name + "))[1]"
                    : """
                    i.indrelid IN (SELECT pg_catalog.to_regclass(%1$s)
                                   UNION SELECT indrelid FROM pg_catalog.pg_index
                                          WHERE indexrelid = pg_catalog.to_regclass(%1$s))""".formatted(name);
            drop(connection, "c.relname ~ '_cc(new|old)[0-9]*$' AND " + where);
        }
    }

    private static void drop(Connection connection, String condition) throws SQLException {
        String sql = """
                SELECT pg_catalog.format('DROP INDEX CONCURRENTLY %%I.%%I', n.nspname, c.relname)
                  FROM pg_catalog.pg_index i
                  JOIN pg_catalog.pg_class c ON c.oid = i.indexrelid
                  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                 WHERE NOT i.indisvalid AND c.relkind = 'i'
                   AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_progress_create_index p
                                    WHERE p.index_relid = i.indexrelid)
                   AND\s""".formatted() + condition;
        try (Statement jdbc = connection.createStatement()) {
            List<String> drops = new ArrayList<>();
            try (ResultSet rows = jdbc.executeQuery(sql)) {
                while (rows.next()) {
                    drops.add(rows.getString(1));
                }
            }
            for (String drop : drops) {
                jdbc.execute(drop);
            }
        }
    }
}
