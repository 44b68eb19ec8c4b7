package dev.sotto.jobs.storage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A port to where recordings and results are kept. Blocks: for worker threads. */
public interface BlobStore {

    /** Takes a file out of the spool and keeps it, for good when this returns. */
    void keep(Path spooled, String name) throws IOException;

    /** Writes a small blob, for good when this returns. */
    void write(String name, byte[] content) throws IOException;

    byte[] read(String name) throws IOException;

    /** A blob as a file that programs can open; not to be written. */
    Path file(String name);

    /** A file in the spool that does not exist yet, for what is needed only while working. */
    Path scratch();

    /** Removes a blob, or all below a directory; nothing there is no failure. */
    void remove(String name) throws IOException;

    /** Bytes that are free for more. */
    long freeBytes();

    /** Every job that has something here, last touched before an instant; what can't be looked at is left out. */
    List<Stored> jobsOlderThan(Instant instant, FailureCollector undone);

    /** The attempts of a job that have written something here. */
    List<Integer> attempts(Stored job) throws IOException;

    /** Removes what was left in the spool before an instant, as far as it can be removed. */
    void emptySpool(Instant instant, FailureCollector undone);

    /** What is kept of one job. */
    record Stored(UUID tenantId, UUID jobId) {}
}
