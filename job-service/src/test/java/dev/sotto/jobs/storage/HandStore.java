package dev.sotto.jobs.storage;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** The real store, which reports a full disk when a test says so, so that no real disk must be filled. */
@Alternative
@Priority(1)
@ApplicationScoped
public class HandStore implements BlobStore {

    private final BlobStore real;
    private volatile boolean full;
    private volatile boolean stuck;

    HandStore(StorageSettings settings, S3Settings s3, Spool spool) {
        this.real = StoreProducer.of(settings, s3, spool);
    }

    /** Sets whether the disk is full from now on. */
    public void full(boolean isFull) {
        full = isFull;
    }

    @Override
    public void keep(Path spooled, String name) throws IOException {
        requireRoom(name);
        real.keep(spooled, name);
    }

    @Override
    public void write(String name, byte[] content) throws IOException {
        requireRoom(name);
        real.write(name, content);
    }

    private void requireRoom(String name) throws IOException {
        if (full) {
            throw new FileSystemException(name, null, "No space left on device");
        }
    }

    @Override
    public byte[] read(String name) throws IOException {
        return real.read(name);
    }

    @Override
    public InputStream open(String name, long from, long count) throws IOException {
        return real.open(name, from, count);
    }

    @Override
    public LocalFile fetch(String name) throws IOException {
        return real.fetch(name);
    }

    /** Sets whether nothing can be removed from now on. */
    public void stuck(boolean isStuck) {
        stuck = isStuck;
    }

    @Override
    public void remove(String name) throws IOException {
        if (stuck) {
            throw new FileSystemException(name, null, "Operation not permitted");
        }
        real.remove(name);
    }

    @Override
    public List<Stored> jobsOlderThan(Instant instant, FailureCollector undone) {
        return real.jobsOlderThan(instant, undone);
    }

    @Override
    public List<Integer> attempts(Stored job) throws IOException {
        return real.attempts(job);
    }

    @Override
    public void close() {
        real.close();
    }
}
