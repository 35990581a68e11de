package io.migretti.benchmarks.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The least that can be done: read the files and the history, compare, and send what is missing. */
public final class RawTool {

    private RawTool() {}

    public static void main(String[] args) throws IOException, SQLException, NoSuchAlgorithmException {
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(args[1], "migrations"))) {
            files = all.sorted().toList();
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        String url = args[0] + (args[0].contains("?") ? "&" : "?") + "preferQueryMode=simple";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            Map<String, String> applied = new HashMap<>();
            try (ResultSet rows = statement.executeQuery("SELECT id, checksum FROM raw_history")) {
                while (rows.next()) {
                    applied.put(rows.getString(1), rows.getString(2));
                }
            } catch (SQLException e) {
                statement.execute("CREATE TABLE raw_history (id text PRIMARY KEY, name text, checksum text,"
                        + " applied_at timestamptz DEFAULT now())");
            }
            for (Path file : files) {
                byte[] text = Files.readAllBytes(file);
                String name = file.getFileName().toString();
                String id = name.substring(0, name.indexOf('_'));
                String checksum = HexFormat.of().formatHex(digest.digest(text));
                String known = applied.get(id);
                if (known == null) {
                    statement.execute("BEGIN;" + new String(text, StandardCharsets.UTF_8)
                            + ";INSERT INTO raw_history (id, name, checksum) VALUES ('" + id + "', '" + name + "', '"
                            + checksum + "');COMMIT");
                } else if (!known.equals(checksum)) {
                    throw new IllegalStateException(name + " was changed");
                }
            }
        }
    }
}
