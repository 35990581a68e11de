package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Between a client and the server: holds what the client sends at a chosen text, until its fate is decided. */
final class HeldFlight implements AutoCloseable {

    /** What becomes of what was held. */
    enum Fate {
        ARRIVES,
        IS_LOST
    }

    private static final Pattern ADDRESS = Pattern.compile("//([^:/]+):(\\d+)/");

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String url;
    private final String before;
    private final String text;
    private final CountDownLatch holding = new CountDownLatch(1);
    private final CompletableFuture<Fate> fate = new CompletableFuture<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile boolean beforeSeen;

    /**
     * Holds the first flight that contains a text.
     *
     * @param before what an earlier flight has to have contained; empty: nothing
     */
    HeldFlight(String url, String before, String text) throws IOException {
        this.url = url;
        this.before = before;
        this.text = text;
        this.beforeSeen = before.isEmpty();
        start(this::accept);
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "held-flight");
        thread.setDaemon(true);
        thread.start();
    }

    /** The server, seen through this. */
    String url() {
        String here = ADDRESS.matcher(url)
                .replaceFirst("//" + listener.getInetAddress().getHostAddress() + ":" + listener.getLocalPort() + "/");
        // Else the driver sends a COMMIT that it has prepared by the name of the statement, which tells this nothing.
        return here + (here.contains("?") ? "&" : "?") + "prepareThreshold=0";
    }

    /** Waits until it is held. */
    void await() throws InterruptedException {
        assertThat(holding.await(60, TimeUnit.SECONDS))
                .as("something is sent with `" + text + "`")
                .isTrue();
    }

    void decide(Fate decision) {
        fate.complete(decision);
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
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                start(() -> toServer(client, server));
                start(() -> toClient(server, client));
            }
        } catch (IOException e) {
            close();
        }
    }

    private void toServer(Socket client, Socket server) {
        byte[] buffer = new byte[1 << 16];
        try {
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            // The driver sends its buffer when it is full, so that a text may come in two pieces.
            String earlier = "";
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                String sent = earlier + new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                if (beforeSeen && sent.contains(text) && holding.getCount() > 0) {
                    holding.countDown();
                    if (fate.get() == Fate.IS_LOST) {
                        shut(server);
                        return;
                    }
                }
                earlier = sent.substring(Math.max(0, sent.length() - Math.max(text.length(), before.length()) + 1));
                if (!beforeSeen && sent.contains(before)) {
                    beforeSeen = true;
                    earlier = "";
                }
                out.write(buffer, 0, n);
            }
        } catch (IOException | ExecutionException e) {
            // The other side is gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        endOfRequests(server);
    }

    /** No more than that: a socket that is closed with unread answers takes back what the server has not read yet. */
    private static void endOfRequests(Socket server) {
        try {
            server.shutdownOutput();
        } catch (IOException e) {
            // It is closed already.
        }
    }

    /** Reads on when the client is gone, so that the server can finish what has arrived. */
    private static void toClient(Socket server, Socket client) {
        byte[] buffer = new byte[1 << 16];
        boolean gone = false;
        try {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                if (!gone) {
                    gone = !write(out, buffer, n);
                }
            }
        } catch (IOException e) {
            // The other side is gone.
        }
        shut(server);
        shut(client);
    }

    private static boolean write(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
            return true;
        } catch (IOException e) {
            return false;
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
        fate.complete(Fate.IS_LOST);
        shut(listener);
        sockets.forEach(HeldFlight::shut);
    }

    private static void shut(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // Nobody connects any more.
        }
    }
}
