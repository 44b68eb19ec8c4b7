package dev.sotto.jobs.storage;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A port to the store of recordings and results. Blocks, so it needs a worker thread. A blob that is not there is a
 * {@link java.nio.file.NoSuchFileException}; a store that does not answer is {@link StoreUnavailable}.
 */
public interface BlobStore {

    /** Moves a file from the spool into the store. It is durable when this returns, and no longer in the spool. */
    void keep(Path spooled, String name) throws IOException;

    /** Writes a small blob. It is durable when this returns. */
    void write(String name, byte[] content) throws IOException;

    /** Reads a small blob. */
    byte[] read(String name) throws IOException;

    /**
     * Opens a part of a blob, which is read as it comes. Must be closed.
     *
     * @param from the first byte, which the blob must have
     * @param count at least 1, and at most what the blob has from there
     */
    InputStream open(String name, long from, long count) throws IOException;

    /** Gives a blob as a file for programs to read. It must not be written. Must be closed. */
    LocalFile fetch(String name) throws IOException;

    /** Removes a blob, or everything below a directory. A missing one is not an error. */
    void remove(String name) throws IOException;

    /** Returns every job whose blobs were last changed before an instant. Unreadable directories are skipped. */
    List<Stored> jobsOlderThan(Instant instant, FailureCollector undone);

    /** Returns the attempts of a job that have blobs here. */
    List<Integer> attempts(Stored job) throws IOException;

    /** Ends the connections to the store. */
    default void close() {}

    /** The blobs of one job. */
    record Stored(UUID tenantId, UUID jobId) {}

    /** A blob on this machine, until it is closed. */
    interface LocalFile extends Closeable {
        Path path();
    }
}
