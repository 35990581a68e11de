package io.migretti.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Between a client and the server: counts flights (the server begins to answer what the client has sent, that is, a round
 * trip), connections and bytes, and adds a delay each way.
 */
final class Proxy implements AutoCloseable {

    private final ServerSocket listener;
    private final int serverPort;
    private final Duration delay;
    private final AtomicLong flights = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /** @param delay each way; zero: none */
    Proxy(int serverPort, Duration delay) throws IOException {
        this.serverPort = serverPort;
        this.delay = delay;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /**
     * What went through so far.
     *
     * @param flights those that open connections included
     * @param bytes both ways
     */
    record Traffic(long flights, long connections, long bytes) {}

    Traffic traffic() {
        return new Traffic(flights.get(), connections.get(), bytes.get());
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.add(client);
                sockets.add(server);
                connections.incrementAndGet();
                AtomicBoolean asked = new AtomicBoolean();
                start(() -> relay(client, server, () -> asked.set(true)));
                start(() -> relay(server, client, () -> {
                    if (asked.getAndSet(false)) {
                        flights.incrementAndGet();
                    }
                }));
            }
        } catch (IOException e) {
            // The listener was closed.
        }
    }

    private void relay(Socket from, Socket to, Runnable before) {
        byte[] chunk = new byte[64 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                before.run();
                bytes.addAndGet(count);
                if (!delay.isZero()) {
                    LockSupport.parkNanos(delay.toNanos());
                }
                out.write(chunk, 0, count);
            }
        } catch (IOException e) {
            // One side is gone, and takes the other with it.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
