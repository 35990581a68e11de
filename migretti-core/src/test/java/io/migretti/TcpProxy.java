package io.migretti;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;

/** Between a client and the server: counts flights, and cuts a connection at a chosen commit. */
final class TcpProxy implements AutoCloseable {

    /** When a connection is cut. */
    enum Cut {
        NEVER,
        BEFORE_THE_COMMIT_ARRIVES,
        BEFORE_ITS_ANSWER_ARRIVES
    }

    private static final Pattern ADDRESS = Pattern.compile("//([^:/]+):(\\d+)/");

    /** The server waits for data. Source: PostgreSQL manual, "Message Formats". */
    private static final byte COPY_IN = 'G';

    private final ServerSocket listener;
    private final String url;
    private final Cut cut;
    private final int atCommit;
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger flights = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    TcpProxy(String url, Cut cut, int atCommit) throws IOException {
        this.url = url;
        this.cut = cut;
        this.atCommit = atCommit;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** The server, seen through this. */
    PGSimpleDataSource dataSource() {
        PGSimpleDataSource through = new PGSimpleDataSource();
        through.setUrl(ADDRESS.matcher(url)
                .replaceFirst("//" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort() + "/"));
        // Else the driver sends a COMMIT that it has prepared by the name of the statement, which tells this nothing.
        through.setPrepareThreshold(0);
        return through;
    }

    /** How often a client began to send after the server had answered, the opening of connections included. */
    int flights() {
        return flights.get();
    }

    int connections() {
        return sockets.size() / 2;
    }

    private void accept() {
        Matcher address = ADDRESS.matcher(url);
        if (!address.find()) {
            throw new IllegalStateException(url);
        }
        try {
            while (true) {
                Socket client = listener.accept();
                Socket behind = new Socket(address.group(1), Integer.parseInt(address.group(2)));
                client.setTcpNoDelay(true);
                behind.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(behind);
                Relay relay = new Relay(client, behind);
                start(relay::toServer);
                start(relay::toClient);
            }
        } catch (IOException e) {
            close();
        }
    }

    private final class Relay {
        private final Socket client;
        private final Socket behind;
        private volatile boolean answered = true;
        private volatile boolean cutAtAnswer;
        private boolean open;

        Relay(Socket client, Socket behind) {
            this.client = client;
            this.behind = behind;
        }

        void toServer() {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream in = client.getInputStream();
                OutputStream out = behind.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    boolean farewell = n == 5 && buffer[0] == 'X';
                    if (answered && !farewell) {
                        answered = false;
                        flights.incrementAndGet();
                    }
                    boolean commit = new String(buffer, 0, n, StandardCharsets.ISO_8859_1).contains("COMMIT");
                    if (cut != Cut.NEVER && commit && commits.incrementAndGet() == atCommit) {
                        if (cut == Cut.BEFORE_THE_COMMIT_ARRIVES) {
                            break;
                        }
                        cutAtAnswer = true;
                    }
                    out.write(buffer, 0, n);
                }
            } catch (IOException e) {
                // The other side is gone.
            }
            end();
        }

        void toClient() {
            byte[] buffer = new byte[1 << 16];
            try {
                InputStream in = behind.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int n = in.read(buffer); n >= 0 && !cutAtAnswer; n = in.read(buffer)) {
                    // A notice goes out at once, while the client may still be sending: only this ends an answer.
                    boolean ready = n >= 6 && buffer[n - 6] == 'Z' && buffer[n - 2] == 5;
                    answered |= ready || !open || buffer[0] == COPY_IN;
                    open |= ready;
                    out.write(buffer, 0, n);
                }
            } catch (IOException e) {
                // The other side is gone.
            }
            end();
        }

        private void end() {
            shut(client);
            shut(behind);
        }
    }

    private static void shut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is as closed as it can be.
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            // Nobody connects any more.
        }
        sockets.forEach(TcpProxy::shut);
    }
}
