package dev.sotto.jobs.uploads;

import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Appends one request's bytes to the file of an upload. Blocks, so it needs a worker thread. */
final class UploadWriter implements Closeable {

    /** What a process that dies may lose. */
    private static final long UNSAVED_BYTES = 32 << 20;

    private static final long UNSAVED_NANOS = Duration.ofSeconds(5).toNanos();

    private final FileChannel channel;
    private final long begin;
    private final long length;
    private final @Nullable UploadChecksum checksum;
    private long position;
    private long saved;
    private long savedAt = System.nanoTime();
    private boolean brokenOff;
    private boolean tooLong;

    private UploadWriter(FileChannel channel, long begin, long length, @Nullable UploadChecksum checksum) {
        this.channel = channel;
        this.begin = begin;
        this.length = length;
        this.checksum = checksum;
        this.position = begin;
        this.saved = begin;
    }

    /**
     * Opens the file and cuts off what was written but not recorded.
     *
     * @param begin the upload's offset
     * @param length the upload's length
     */
    static UploadWriter open(Path file, long begin, long length, @Nullable UploadChecksum checksum) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.size() < begin) {
                throw lost();
            }
            channel.truncate(begin).position(begin);
            return new UploadWriter(channel, begin, length, checksum);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    static Problem lost() {
        return Problem.of(ProblemType.GONE, "The server has lost the bytes of this upload. Begin a new upload.");
    }

    synchronized void write(byte[] piece) throws IOException {
        if (piece.length > length - position) {
            tooLong = true;
            throw Problem.of(
                    ProblemType.TOO_LARGE,
                    "The upload has " + length + " bytes. The request sent more, so nothing of it was kept.");
        }
        ByteBuffer rest = ByteBuffer.wrap(piece);
        for (long at = position; rest.hasRemaining(); ) {
            at += channel.write(rest, at);
        }
        position += piece.length;
        if (checksum != null) {
            checksum.add(piece);
        }
    }

    /** The rest of the request will not come. */
    synchronized void brokenOff() {
        brokenOff = true;
    }

    /** Returns whether much was written, or long ago something, that is not saved yet. */
    synchronized boolean isDue() {
        return position - saved >= UNSAVED_BYTES || System.nanoTime() - savedAt >= UNSAVED_NANOS;
    }

    /** Makes durable what was written. Returns the offset up to which the upload can be trusted. */
    synchronized long save() throws IOException {
        channel.force(false);
        saved = checksum == null ? position : begin;
        savedAt = System.nanoTime();
        return saved;
    }

    /** Makes durable what counts of a request that failed. Returns the offset up to which the upload can be trusted. */
    synchronized long kept() throws IOException {
        return tooLong ? begin : save();
    }

    /** Ends the request: saves it, or refuses it as a whole if its checksum does not match. */
    synchronized long end() throws IOException {
        long end = save();
        if (checksum == null) {
            return end;
        }
        if (brokenOff) {
            return begin;
        }
        if (!checksum.matches()) {
            throw Problem.of(
                    ProblemType.CHECKSUM_MISMATCH,
                    "The bytes that arrived do not have this checksum and were thrown away. Send them again.");
        }
        saved = position;
        return position;
    }

    /** Returns what was last saved and counts. */
    synchronized long saved() {
        return tooLong ? begin : saved;
    }

    @Override
    public synchronized void close() throws IOException {
        channel.close();
    }
}
