package io.migretti.benchmarks.tool;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** The least that can be done with a file larger than the memory: lines go on as they come, in bundles. */
final class RawStream {

    private static final int BUNDLE = 1 << 16;

    private final Connection connection;
    private final Statement statement;
    private final BufferedReader lines;
    private final StringBuilder bundle = new StringBuilder();

    private RawStream(Connection connection, Statement statement, BufferedReader lines) {
        this.connection = connection;
        this.statement = statement;
        this.lines = lines;
    }

    /** Applies a file whose statements end where a line ends. */
    static void apply(Connection connection, Path file) throws IOException, SQLException, NoSuchAlgorithmException {
        connection.setAutoCommit(false);
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (Statement statement = connection.createStatement();
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        new DigestInputStream(Files.newInputStream(file), digest), StandardCharsets.UTF_8))) {
            new RawStream(connection, statement, lines).run();
            statement.execute(
                    "CREATE TABLE raw_history (id text, checksum text); INSERT INTO raw_history VALUES ('1', '"
                            + HexFormat.of().formatHex(digest.digest()) + "')");
            connection.commit();
        }
    }

    private void run() throws IOException, SQLException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            bundle.append(line).append('\n');
            if (line.endsWith("FROM STDIN;")) {
                String copy = bundle.toString();
                bundle.setLength(0);
                copy(copy);
            } else if (line.endsWith(";") && (bundle.length() >= BUNDLE || line.startsWith("CREATE"))) {
                flush();
            }
        }
        flush();
    }

    private void flush() throws SQLException {
        if (bundle.length() > 0) {
            statement.execute(bundle.toString());
            bundle.setLength(0);
        }
    }

    private void copy(String sql) throws IOException, SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        ByteArrayOutputStream rows = new ByteArrayOutputStream(2 * BUNDLE);
        for (String line = lines.readLine(); !"\\.".equals(line); line = lines.readLine()) {
            rows.write(line.getBytes(StandardCharsets.UTF_8));
            rows.write('\n');
            if (rows.size() >= BUNDLE) {
                copy.writeToCopy(rows.toByteArray(), 0, rows.size());
                rows.reset();
            }
        }
        copy.writeToCopy(rows.toByteArray(), 0, rows.size());
        copy.endCopy();
    }
}
