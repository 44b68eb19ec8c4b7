package dev.sotto.e2e.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** An address that forged credentials name and that no service may call. It counts its visitors. */
final class Trap implements AutoCloseable {

    private final ServerSocket socket;
    private final AtomicInteger visits = new AtomicInteger();

    Trap() {
        try {
            socket = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread host = new Thread(this::receive, "trap");
        host.setDaemon(true);
        host.start();
    }

    private void receive() {
        try {
            while (true) {
                try (Socket visitor = socket.accept()) {
                    visits.incrementAndGet();
                }
            }
        } catch (SocketException closed) {
            // close() ends the loop at the end of the test.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** Calls the address itself. When this call is counted, all earlier ones are counted too. */
    void visit() {
        try (Socket visitor = new Socket(InetAddress.getLoopbackAddress(), socket.getLocalPort())) {
            visitor.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int visits() {
        return visits.get();
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
