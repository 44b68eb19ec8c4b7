package dev.sotto.e2e;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Forwards connections, and cuts some of them after a random number of bytes from the client. */
final class CuttingProxy implements Closeable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int target;
    private final Random random;
    private final int longest;
    private final int cuts;
    private final AtomicInteger cut = new AtomicInteger();

    /**
     * @param longest a connection that is cut has at most this many bytes from the client
     * @param cuts how many connections are cut; the later ones are not
     */
    CuttingProxy(int target, long seed, int longest, int cuts) throws IOException {
        this.target = target;
        this.random = new Random(seed);
        this.longest = longest;
        this.cuts = cuts;
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Returns how many connections were cut. */
    int cut() {
        return cut.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket service = new Socket(InetAddress.getLoopbackAddress(), target);
                threads.execute(() -> copy(service, client, Long.MAX_VALUE));
                threads.execute(() -> copy(client, service, limit()));
            }
        } catch (IOException closed) {
            threads.shutdownNow();
        }
    }

    private synchronized long limit() {
        return cut.get() < cuts ? random.nextInt(longest) : Long.MAX_VALUE;
    }

    private void copy(Socket from, Socket to, long limit) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[8192];
            long left = limit;
            for (int read; (read = in.read(piece)) >= 0; ) {
                int some = (int) Math.min(read, left);
                out.write(piece, 0, some);
                out.flush();
                left -= some;
                if (left == 0) {
                    cut.incrementAndGet();
                    return;
                }
            }
        } catch (IOException broken) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
