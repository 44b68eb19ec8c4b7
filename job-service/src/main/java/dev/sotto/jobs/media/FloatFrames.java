package dev.sotto.jobs.media;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Turns FFmpeg's output into frames, each with a sample of every channel. */
final class FloatFrames extends OutputStream {

    private static final int FRAMES = 4096;
    /** Louder samples are nonsense, and their squares would not fit. */
    private static final float LIMIT = 1e9f;

    private final int channels;
    private final Receiver receiver;
    private final ByteBuffer buffer;
    private final float[] samples;

    /** Receives sound in its order. */
    interface Receiver {
        /** @param samples of {@code frames} frames, channel by channel within each */
        void receive(float[] samples, int frames) throws IOException;
    }

    FloatFrames(int channels, Receiver receiver) {
        this.channels = channels;
        this.receiver = receiver;
        this.buffer = ByteBuffer.allocate(4 * channels * FRAMES).order(ByteOrder.LITTLE_ENDIAN);
        this.samples = new float[channels * FRAMES];
    }

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int written = 0;
        while (written < length) {
            int part = Math.min(length - written, buffer.remaining());
            buffer.put(bytes, offset + written, part);
            written += part;
            if (!buffer.hasRemaining()) {
                flush();
            }
        }
    }

    /** Passes on the whole frames that have arrived. */
    @Override
    public void flush() throws IOException {
        buffer.flip();
        int frames = buffer.remaining() / (4 * channels);
        for (int i = 0; i < frames * channels; i++) {
            float sample = buffer.getFloat();
            samples[i] = Float.isNaN(sample) ? 0 : Math.max(-LIMIT, Math.min(LIMIT, sample));
        }
        buffer.compact();
        if (frames > 0) {
            receiver.receive(samples, frames);
        }
    }
}
