package dev.sotto.jobs.engines;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of decoded sound.
 *
 * @param startMs from the beginning of the sound
 * @param endMs after {@code startMs}
 */
record Piece(long startMs, long endMs) {

    static final int BYTES_A_MILLISECOND = 32;
    /** A cut is looked for in the last part of a piece, where the sound is the quietest. */
    private static final long LOOK_MS = 20_000;

    private static final int WINDOW_MS = 100;

    /** Returns all of a sound as one piece. */
    static Piece whole(long durationMs) {
        return new Piece(0, durationMs);
    }

    /**
     * Cuts a sound where it is quiet.
     *
     * @param mostMs the longest piece
     */
    static List<Piece> of(Path pcm, long mostMs) throws IOException {
        List<Piece> pieces = new ArrayList<>();
        try (FileChannel sound = FileChannel.open(pcm)) {
            long durationMs = sound.size() / BYTES_A_MILLISECOND;
            long start = 0;
            while (durationMs - start > mostMs) {
                long end = quietest(sound, Math.max(start + mostMs / 2, start + mostMs - LOOK_MS), start + mostMs);
                pieces.add(new Piece(start, end));
                start = end;
            }
            if (durationMs > start) {
                pieces.add(new Piece(start, durationMs));
            }
        }
        return pieces;
    }

    private static long quietest(FileChannel sound, long fromMs, long toMs) throws IOException {
        ByteBuffer samples = read(sound, fromMs, toMs);
        long best = toMs;
        long least = Long.MAX_VALUE;
        int windowBytes = WINDOW_MS * BYTES_A_MILLISECOND;
        for (int at = 0; at + windowBytes <= samples.limit(); at += windowBytes) {
            long energy = 0;
            for (int i = at; i < at + windowBytes; i += Short.BYTES) {
                long sample = samples.getShort(i);
                energy += sample * sample;
            }
            if (energy <= least) {
                least = energy;
                best = fromMs + at / BYTES_A_MILLISECOND + WINDOW_MS / 2;
            }
        }
        return best;
    }

    private static ByteBuffer read(FileChannel sound, long fromMs, long toMs) throws IOException {
        ByteBuffer samples = ByteBuffer.allocate((int) ((toMs - fromMs) * BYTES_A_MILLISECOND))
                .order(ByteOrder.LITTLE_ENDIAN);
        long position = fromMs * BYTES_A_MILLISECOND;
        while (samples.hasRemaining() && sound.read(samples, position + samples.position()) >= 0) {
            // reads on
        }
        return samples.flip();
    }

    long firstByte() {
        return startMs * BYTES_A_MILLISECOND;
    }

    long bytes() {
        return (endMs - startMs) * BYTES_A_MILLISECOND;
    }
}
