package dev.sotto.jobs.media;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The outline of a recording: the lowest and the highest sample of each tenth of a second, at the times that a player
 * shows. Several voices lie upon each other.
 */
public final class Peaks {

    public static final int PER_SECOND = 10;

    private static final int PIECE = 1000 / PER_SECOND * Media.SAMPLES_A_MILLISECOND;
    /** Divides a piece, so that a step is in one piece or hardly beyond. */
    private static final int STEP = PIECE / 10;

    private final long durationMs;
    private final byte[] pairs;

    private Peaks(long durationMs, byte[] pairs) {
        this.durationMs = durationMs;
        this.pairs = pairs;
    }

    /** Returns those of silence. */
    public static Peaks of(Soundtrack sound) {
        long pieces = (sound.times().length() + PIECE - 1) / PIECE;
        return new Peaks(sound.durationMs(), new byte[Math.toIntExact(2 * pieces)]);
    }

    /** @param stored what {@link #bytes} returned */
    public static Peaks of(byte[] stored) {
        return new Peaks(ByteBuffer.wrap(stored).getLong(), Arrays.copyOfRange(stored, Long.BYTES, stored.length));
    }

    /** Returns the form in which they are stored. */
    public byte[] bytes() {
        return ByteBuffer.allocate(Long.BYTES + pairs.length)
                .putLong(durationMs)
                .put(pairs)
                .array();
    }

    /** Adds a voice, which {@link Media#decode} has written. */
    public void add(Soundtrack sound, Path pcm) throws IOException {
        byte[] step = new byte[2 * STEP];
        try (InputStream in = new BufferedInputStream(Files.newInputStream(pcm), 1 << 16)) {
            long heard = 0;
            for (int count = in.readNBytes(step, 0, step.length);
                    count > 1;
                    count = in.readNBytes(step, 0, step.length)) {
                add(sound.times().shown(heard) / PIECE, step, count);
                heard += STEP;
            }
        }
    }

    private void add(long piece, byte[] step, int count) {
        int place = (int) Math.min(2 * piece, pairs.length - 2L);
        if (place < 0) {
            return;
        }
        byte least = pairs[place];
        byte most = pairs[place + 1];
        // Little endian: the second byte of a sample is its upper half.
        for (int i = 1; i < count; i += 2) {
            least = (byte) Math.min(least, step[i]);
            most = (byte) Math.max(most, step[i]);
        }
        pairs[place] = least;
        pairs[place + 1] = most;
    }

    /** Returns the length that a player shows. */
    public long durationMs() {
        return durationMs;
    }

    /** Returns the lowest and the highest sample of each piece in turn, in 256 steps; silence is 0 and 0. */
    public byte[] pairs() {
        return pairs.clone();
    }
}
