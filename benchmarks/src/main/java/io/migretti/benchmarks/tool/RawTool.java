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
public final class RawTool implements Tool {

    private final String url;
    private final String folder;

    private RawTool(String url, String folder) {
        this.url = url + (url.contains("?") ? "&" : "?") + "preferQueryMode=simple";
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        Tool.run(new RawTool(args[0], args[1]), args[2]);
    }

    @Override
    public void apply() throws IOException, SQLException, NoSuchAlgorithmException {
        run("", true, false);
    }

    @Override
    public void applyAlone() throws IOException, SQLException, NoSuchAlgorithmException {
        run("SELECT pg_advisory_lock(1)", true, false);
    }

    @Override
    public void large() throws IOException, SQLException, NoSuchAlgorithmException {
        try (Connection connection = DriverManager.getConnection(url)) {
            RawStream.apply(connection, Path.of(folder, "migrations", "000001_large.sql"));
        }
    }

    @Override
    public void record() throws IOException, SQLException, NoSuchAlgorithmException {
        run("", false, false);
    }

    @Override
    public void status() throws IOException, SQLException, NoSuchAlgorithmException {
        run("", false, true);
    }

    private void run(String first, boolean execute, boolean tell)
            throws IOException, SQLException, NoSuchAlgorithmException {
        List<Path> files;
        try (Stream<Path> all = Files.list(Path.of(folder, "migrations"))) {
            files = all.sorted().toList();
        }
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            if (!first.isEmpty()) {
                statement.execute(first);
            }
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
                if (tell) {
                    System.out.println(id + (known == null ? " pending" : " applied"));
                } else if (known == null) {
                    String row = "INSERT INTO raw_history (id, name, checksum) VALUES ('" + id + "', '" + name + "', '"
                            + checksum + "')";
                    statement.execute(
                            execute
                                    ? "BEGIN;" + new String(text, StandardCharsets.UTF_8) + ";" + row + ";COMMIT"
                                    : row);
                } else if (!known.equals(checksum)) {
                    throw new IllegalStateException(name + " was changed");
                }
            }
        }
    }
}
