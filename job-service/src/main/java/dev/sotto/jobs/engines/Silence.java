package dev.sotto.jobs.engines;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Finds out whether there is nothing to hear. */
final class Silence {

    /** 60 decibels below full scale. */
    private static final int PEAK = 32;

    private static final int BUFFER = 1 << 16;
    /** Engines are not exact about the place of a segment. */
    private static final long AROUND_MS = 200;

    private Silence() {}

    /** Returns whether a part of the sound is silent, with a little before and after it. */
    static boolean is(FileChannel sound, long startMs, long endMs) throws IOException {
        long at = Math.max(0, startMs - AROUND_MS) * Piece.BYTES_A_MILLISECOND;
        long end = Math.min(sound.size(), (endMs + AROUND_MS) * Piece.BYTES_A_MILLISECOND);
        ByteBuffer samples = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        while (at < end) {
            samples.clear().limit((int) Math.min(BUFFER, end - at));
            int read = sound.read(samples, at);
            if (read < Short.BYTES) {
                return true;
            }
            for (int i = 0; i + 1 < read; i += Short.BYTES) {
                if (Math.abs(samples.getShort(i)) > PEAK) {
                    return false;
                }
            }
            at += read - read % Short.BYTES;
        }
        return true;
    }
}
