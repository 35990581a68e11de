package io.migretti.diff.cases;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The judge of every version: what a file of queries in {@code judge/} prints of a database. */
final class Facts {

    private static final Pattern FROM_MAJOR = Pattern.compile("(?m)^-- from (\\d+)$");

    private Facts() {}

    static NavigableSet<String> catalog(Connection connection) throws SQLException {
        return print(connection, "catalog.sql");
    }

    static NavigableSet<String> privileges(Connection connection) throws SQLException {
        return print(connection, "privileges.sql");
    }

    private static NavigableSet<String> print(Connection connection, String file) throws SQLException {
        int major = connection.getMetaData().getDatabaseMajorVersion();
        StringBuilder known = new StringBuilder("SET search_path = '';\n");
        for (String query : queries(file)) {
            Matcher since = FROM_MAJOR.matcher(query);
            if (!since.find() || Integer.parseInt(since.group(1)) <= major) {
                known.append(query).append(";\n");
            }
        }
        NavigableSet<String> facts = new TreeSet<>();
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(known.toString());
            while (rows || statement.getUpdateCount() != -1) {
                if (rows) {
                    collect(statement, facts);
                }
                rows = statement.getMoreResults();
            }
        }
        return facts;
    }

    private static void collect(Statement statement, NavigableSet<String> facts) throws SQLException {
        try (ResultSet result = statement.getResultSet()) {
            while (result.next()) {
                facts.add(result.getString(1));
            }
        }
    }

    private static List<String> queries(String file) {
        try (InputStream in = Facts.class.getResourceAsStream("/judge/" + file)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return List.of(text.strip().split(";\\R"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
