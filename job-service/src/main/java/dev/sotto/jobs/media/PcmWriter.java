package dev.sotto.jobs.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a track as 16 kHz mono, signed 16 bit, each piece at its place. Gaps are silence. */
final class PcmWriter implements FloatFrames.Receiver {

    private static final int BYTES_A_SAMPLE = 2;

    private final FileChannel file;
    private final PlayerTimes times;
    private final Iterator<Piece> pieces;
    private final float[] weights;
    private final boolean adds;
    private @Nullable Piece piece;
    private long read;

    /** @param adds whether another track may already be in the file */
    PcmWriter(FileChannel file, PlayerTimes times, List<Piece> pieces, float[] weights, boolean adds) {
        this.file = file;
        this.times = times;
        this.pieces = pieces.iterator();
        this.weights = weights;
        this.adds = adds;
        this.piece = this.pieces.hasNext() ? this.pieces.next() : null;
    }

    @Override
    public void receive(float[] samples, int frames) throws IOException {
        int done = 0;
        while (done < frames && piece != null) {
            long offset = read - piece.from();
            int count = (int) Math.min(frames - done, piece.samples() - offset);
            write(times.heard(piece.at()) + offset, samples, done, count);
            done += count;
            read += count;
            if (offset + count == piece.samples()) {
                piece = pieces.hasNext() ? pieces.next() : null;
            }
        }
    }

    private void write(long at, float[] samples, int from, int count) throws IOException {
        ByteBuffer sound = ByteBuffer.allocate(count * BYTES_A_SAMPLE).order(ByteOrder.LITTLE_ENDIAN);
        long position = at * BYTES_A_SAMPLE;
        if (adds) {
            readFully(sound, position);
        }
        for (int i = 0; i < count; i++) {
            long mixed = Math.round(mono(samples, from + i) * 32768.0) + (adds ? sound.getShort(2 * i) : 0);
            sound.putShort(2 * i, (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, mixed)));
        }
        sound.clear();
        while (sound.hasRemaining()) {
            position += file.write(sound, position);
        }
    }

    private void readFully(ByteBuffer sound, long position) throws IOException {
        while (sound.hasRemaining()) {
            if (file.read(sound, position + sound.position()) < 0) {
                return;
            }
        }
    }

    private double mono(float[] samples, int frame) {
        double sum = 0;
        for (int channel = 0; channel < weights.length; channel++) {
            sum += (double) weights[channel] * samples[frame * weights.length + channel];
        }
        return sum;
    }
}
