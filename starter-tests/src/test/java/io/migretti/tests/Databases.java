package io.migretti.tests;

import io.migretti.embedded.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** What is to be seen in a database from outside. */
public final class Databases {

    private Databases() {}

    public static List<String> applied(TestDatabase database) {
        return query(database, "SELECT to_regclass('public._migrations')").contains("null")
                ? List.of()
                : query(database, "SELECT id FROM _migrations WHERE status = 'applied' ORDER BY id");
    }

    /** The first column, as text. */
    public static List<String> query(TestDatabase database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void execute(TestDatabase database, String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
