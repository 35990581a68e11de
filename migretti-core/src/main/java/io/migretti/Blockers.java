package io.migretti;

import io.migretti.script.SqlStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names the sessions that others wait for: with their user, application and address, as far as this role may see. */
final class Blockers {

    /** The columns that {@link #describe} reads, of {@code pg_stat_activity a}. */
    static final String DESCRIPTION = """
            SELECT DISTINCT a.pid, a.usename, a.application_name, pg_catalog.host(a.client_addr) AS client_addr, a.state,
                   a.backend_start::timestamptz(0)::text AS connected,
                   pg_catalog.date_trunc('second', pg_catalog.clock_timestamp() - a.xact_start)::text AS transaction,
                   CASE WHEN a.xact_start IS NOT NULL
                        THEN pg_catalog.left(pg_catalog.regexp_replace(a.query, '[[:space:]]+', ' ', 'g'), 200) END AS query
            """;

    private static final Pattern NAME = Pattern.compile("\"((?:[^\"]|\"\")+)\"|([\\p{L}_][\\p{L}\\p{N}_$]*)");

    private Blockers() {}

    /**
     * Who holds locks on the relations that a statement names and that it may have been waiting for; without a statement
     * to go by, or without a match, everybody who holds a lock on a relation of this database.
     */
    static List<String> of(Connection connection, Optional<SqlStatement> statement) throws SQLException {
        String others = DESCRIPTION + """
                 FROM pg_catalog.pg_locks l
                 JOIN pg_catalog.pg_stat_activity a USING (pid)
                 JOIN pg_catalog.pg_class c ON c.oid = l.relation
                WHERE l.granted AND l.pid <> pg_catalog.pg_backend_pid()
                  AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
                  AND c.relkind IN ('r', 'p', 'm', 'S', 'v') AND c.relnamespace <> 'pg_catalog'::regnamespace
                """;
        if (statement.isPresent()) {
            List<String> named =
                    describe(connection, others + " AND c.relname IN (" + names(statement.get()) + ") ORDER BY 1");
            if (!named.isEmpty()) {
                return named;
            }
        }
        return describe(connection, others + " ORDER BY 1");
    }

    private static String names(SqlStatement statement) {
        Matcher matcher = NAME.matcher(statement.text());
        List<String> names = new ArrayList<>(List.of(HistoryTable.literal("")));
        while (matcher.find() && names.size() < 500) {
            String quoted = matcher.group(1);
            names.add(HistoryTable.literal(
                    quoted == null
                            ? matcher.group(2).toLowerCase(java.util.Locale.ROOT)
                            : quoted.replace("\"\"", "\"")));
        }
        return names.stream().distinct().collect(Collectors.joining(", "));
    }

    /** One text a row of a query that begins with {@link #DESCRIPTION}. */
    static List<String> describe(Connection connection, String sql) throws SQLException {
        List<String> sessions = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                StringBuilder session = new StringBuilder("pid ").append(row.getInt("pid"));
                append(session, ", user ", row.getString("usename"));
                append(session, ", application ", row.getString("application_name"));
                append(session, ", from ", row.getString("client_addr"));
                append(session, ", ", row.getString("state"));
                append(session, ", connected since ", row.getString("connected"));
                append(session, ", in a transaction for ", row.getString("transaction"));
                append(session, ", query: ", row.getString("query"));
                sessions.add(session.toString());
            }
        }
        return sessions;
    }

    private static void append(StringBuilder to, String label, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            to.append(label).append(value);
        }
    }
}
