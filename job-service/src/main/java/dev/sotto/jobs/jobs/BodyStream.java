package dev.sotto.jobs.jobs;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request as a stream, for one reading thread. A few pieces wait here at most: the sender must not put the
 * next one before {@link #put} completes.
 */
final class BodyStream extends InputStream {

    private static final int MOST_WAITING = 4;
    private static final Runnable NOBODY = () -> {};

    private final long patienceNanos;
    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private byte[] current = {};
    private int at;
    private boolean ended;
    private @Nullable IOException failure;
    private Runnable sender = NOBODY;

    /** @param patience how long the reader waits for a piece before it gives up */
    BodyStream(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /** Completes as soon as there is room for another piece, on any thread. What nobody reads any more is dropped. */
    Uni<Void> put(byte[] piece) {
        return Uni.createFrom().emitter(emitter -> put(piece, () -> emitter.complete(null)));
    }

    private void put(byte[] piece, Runnable onRoom) {
        synchronized (this) {
            if (failure == null) {
                waiting.add(piece);
                notifyAll();
            }
            if (waiting.size() >= MOST_WAITING) {
                sender = onRoom;
                return;
            }
        }
        onRoom.run();
    }

    /** Tells the reader that the body is complete. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Makes the reader fail, now and at every later call. */
    void fail(IOException cause) {
        Runnable released;
        synchronized (this) {
            failure = failure == null ? cause : failure;
            waiting.clear();
            released = takeSender();
            notifyAll();
        }
        released.run();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        while (at == current.length) {
            byte[] next = next();
            if (next == null) {
                return -1;
            }
            current = next;
            at = 0;
        }
        int count = Math.min(length, current.length - at);
        System.arraycopy(current, at, to, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() {
        fail(new IOException("nobody reads the body any more"));
    }

    private byte @Nullable [] next() throws IOException {
        byte[] next;
        Runnable released;
        synchronized (this) {
            awaitPiece();
            next = waiting.poll();
            released = takeSender();
        }
        released.run();
        return next;
    }

    private void awaitPiece() throws IOException {
        long deadline = System.nanoTime() + patienceNanos;
        while (waiting.isEmpty() && !ended && failure == null) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new IOException("no byte of the body arrived for " + Duration.ofNanos(patienceNanos));
            }
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
        if (failure != null) {
            throw new IOException(failure);
        }
    }

    private Runnable takeSender() {
        Runnable released = sender;
        sender = NOBODY;
        return released;
    }
}
