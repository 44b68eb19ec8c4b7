package dev.sotto.jobs.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A port to the store of recordings and results. Blocks, so it needs a worker thread. */
public interface BlobStore {

    /** Moves a file from the spool into the store. It is durable when this returns. */
    void keep(Path spooled, String name) throws IOException;

    /** Writes a small blob. It is durable when this returns. */
    void write(String name, byte[] content) throws IOException;

    byte[] read(String name) throws IOException;

    /** Returns a blob as a file for programs to read. It must not be written. */
    Path file(String name);

    /** Returns a new path in the spool for temporary data. */
    Path scratch();

    /** Removes a blob, or everything below a directory. A missing one is not an error. */
    void remove(String name) throws IOException;

    /** Returns the free space in bytes. */
    long freeBytes();

    /** Returns every job whose files were last changed before an instant. Unreadable directories are skipped. */
    List<Stored> jobsOlderThan(Instant instant, FailureCollector undone);

    /** Returns the attempts of a job that have files here. */
    List<Integer> attempts(Stored job) throws IOException;

    /** Removes what has been in the spool since before an instant, as far as possible. */
    void emptySpool(Instant instant, FailureCollector undone);

    /** The files of one job. */
    record Stored(UUID tenantId, UUID jobId) {}
}
