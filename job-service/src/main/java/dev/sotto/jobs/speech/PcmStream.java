package dev.sotto.jobs.speech;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CancellationException;

/**
 * Feeds the sound to the recogniser, which reads a tenth of a second at a time. This is the only place to report
 * progress and to stop, because the recogniser offers neither.
 */
final class PcmStream extends FilterInputStream {

    private static final int BYTES_A_MILLISECOND = 32;

    private final SpeechProgress progress;
    private long bytes;
    private boolean ended;

    PcmStream(InputStream in, SpeechProgress progress) {
        super(in);
        this.progress = progress;
    }

    /** Passes through the recogniser, which does not declare checked exceptions. */
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (Thread.interrupted()) {
            throw new Interrupted();
        }
        if (progress.cancelled()) {
            throw new CancellationException("transcription cancelled");
        }
        int read = super.read(buffer, offset, length);
        if (read < 0) {
            ended = true;
        } else {
            bytes += read;
            progress.processed(bytes / BYTES_A_MILLISECOND);
        }
        return read;
    }

    @Override
    public int read() {
        throw new UnsupportedOperationException("the recogniser reads blocks");
    }

    long bytes() {
        return bytes;
    }

    boolean ended() {
        return ended;
    }
}
