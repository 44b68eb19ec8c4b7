package dev.sotto.e2e.panel;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A far away server: requests go on at once, and answers come later. */
final class DelayingProxy implements Closeable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int target;
    private volatile long delayMs;

    DelayingProxy(int target) throws IOException {
        this.target = target;
        threads.execute(this::accept);
    }

    URI address() {
        return URI.create("http://localhost:" + server.getLocalPort());
    }

    /** From now on, every piece of an answer comes this much later. */
    void delay(long millis) {
        delayMs = millis;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket service = new Socket(InetAddress.getLoopbackAddress(), target);
                threads.execute(() -> copy(service, client, true));
                threads.execute(() -> copy(client, service, false));
            }
        } catch (IOException closed) {
            threads.shutdownNow();
        }
    }

    private void copy(Socket from, Socket to, boolean late) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[65_536];
            for (int read; (read = in.read(piece)) >= 0; ) {
                if (late) {
                    TimeUnit.MILLISECONDS.sleep(delayMs);
                }
                out.write(piece, 0, read);
                out.flush();
            }
        } catch (IOException broken) {
            return;
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }
}
