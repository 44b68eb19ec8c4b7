package dev.sotto.testing.reach;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An inner server that nobody may reach: it counts connections. */
public final class Canary implements AutoCloseable {

    private final ServerSocket socket;
    private final AtomicInteger hits = new AtomicInteger();

    public Canary(InetAddress address, int port) throws IOException {
        socket = new ServerSocket(port, 0, address);
        Thread thread = new Thread(this::count, "canary");
        thread.setDaemon(true);
        thread.start();
    }

    /** Listens at an inner address; returns null if the port is taken there. */
    public static @Nullable Canary at(String address, int port) {
        try {
            return new Canary(InetAddress.getByName(address), port);
        } catch (IOException taken) {
            return null;
        }
    }

    public int hits() {
        return hits.get();
    }

    private void count() {
        while (!socket.isClosed()) {
            try (Socket caught = socket.accept()) {
                hits.incrementAndGet();
                caught.getOutputStream()
                        .write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                continue;
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
