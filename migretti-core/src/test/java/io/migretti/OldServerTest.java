package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** A server that is older than the oldest supported: a real one, which tells the driver another version than it has. */
@PostgresTest
class OldServerTest {

    private static final Pattern ADDRESS = Pattern.compile("//([^:/]+):(\\d+)/");

    /** What a server says of itself when a connection begins: a parameter's name and its value, each ending in a zero. */
    private static final Pattern VERSION = Pattern.compile("server_version\0(\\d\\d)([^\0]*)\0");

    @TempDir
    Path directory;

    @Test
    void isRefusedByEveryOperation(TestDatabase database) throws IOException {
        MigrationFiles files = new MigrationFiles(directory).up("01_one.sql", "CREATE TABLE t (x int);");
        String rest = Sql.value(database.dataSource(), "SHOW server_version").substring(2);
        try (Pretender pretender = new Pretender(database.url())) {
            PGSimpleDataSource old = new PGSimpleDataSource();
            old.setUrl(pretender.url());
            Migretti migretti = Migretti.on(old).from(files.location()).build();
            List<ThrowingCallable> operations =
                    List.of(migretti::apply, migretti::status, migretti::dryRun, () -> migretti.whileLocked(any -> 1));
            operations.forEach(operation -> assertThatThrownBy(operation)
                    .isInstanceOf(DatabaseException.class)
                    .hasMessage("""
                            The server is PostgreSQL 13%s, and 14 is the oldest supported.
                              Next: give migrations a PostgreSQL, or switch them off here.""".formatted(rest)));
        }
        assertThat(Sql.value(database.dataSource(), "SELECT to_regclass('_migrations') IS NULL"))
                .isEqualTo("t");
    }

    /** Between a client and the server: makes 13 of the server's version. */
    private static final class Pretender implements AutoCloseable {
        private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final String url;
        private final List<Socket> sockets = new CopyOnWriteArrayList<>();

        Pretender(String url) throws IOException {
            this.url = url;
            start(this::accept);
        }

        private static void start(Runnable work) {
            Thread thread = new Thread(work, "pretender");
            thread.setDaemon(true);
            thread.start();
        }

        String url() {
            return ADDRESS.matcher(url)
                    .replaceFirst(
                            "//" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort() + "/");
        }

        private void accept() {
            Matcher address = ADDRESS.matcher(url);
            if (!address.find()) {
                throw new IllegalStateException(url);
            }
            try {
                while (true) {
                    Socket client = listener.accept();
                    Socket server = new Socket(address.group(1), Integer.parseInt(address.group(2)));
                    sockets.add(client);
                    sockets.add(server);
                    start(() -> relay(client, server));
                    start(() -> relay(server, client));
                }
            } catch (IOException e) {
                close();
            }
        }

        private static void relay(Socket from, Socket to) {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    // As long as before, so that the message around it stays right.
                    String text = VERSION.matcher(new String(buffer, 0, n, StandardCharsets.ISO_8859_1))
                            .replaceFirst("server_version\0" + "13$2\0");
                    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
                }
            } catch (IOException e) {
                // The other side is gone.
            }
            shut(from);
            shut(to);
        }

        private static void shut(AutoCloseable socket) {
            try {
                socket.close();
            } catch (Exception e) {
                // It is as closed as it can be.
            }
        }

        @Override
        public void close() {
            shut(listener);
            sockets.forEach(Pretender::shut);
        }
    }
}
