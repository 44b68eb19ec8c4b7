package dev.sotto.imports;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The transcripts in job-service's store ({@code sotto.storage.dir}), with job-service's file names. */
final class TranscriptStore {

    private static final int REMOVERS = 16;

    private final Path kept;

    private TranscriptStore(Path kept) {
        this.kept = kept;
    }

    static TranscriptStore open(Path directory) {
        Path kept = directory.toAbsolutePath().normalize().resolve("jobs");
        if (!Files.isDirectory(directory)) {
            throw new Refusal(
                    "--store: " + directory + " is not a directory; it must be job-service's sotto.storage.dir");
        }
        try {
            Files.createDirectories(kept);
            Files.delete(Files.createTempFile(kept, "import", ".probe"));
        } catch (IOException e) {
            throw new Refusal("--store: " + kept + " can't be written to");
        }
        return new TranscriptStore(kept);
    }

    /** Writes a transcript before its job's row exists. Nobody reads it without the row. */
    void write(UUID tenantId, Candidate candidate) {
        String name = candidate.resultPath(tenantId);
        if (name == null) {
            return;
        }
        Path file = kept.resolve(name);
        Path job = kept.resolve(candidate.directory(tenantId));
        try {
            makeDirectories(job, file.getParent());
            Files.write(file, candidate.transcript());
        } catch (IOException e) {
            throw new Halt("the store: " + file + " can't be written: " + reason(e), e);
        }
    }

    private void makeDirectories(Path job, Path attempt) throws IOException {
        try {
            Files.createDirectory(job);
            Files.createDirectory(attempt);
        } catch (NoSuchFileException firstOfItsTenant) {
            Files.createDirectories(attempt);
        } catch (FileAlreadyExistsException leftover) {
            Files.createDirectories(attempt);
            // The file of a killed run may be old. A new time keeps job-service from deleting it as an old file without
            // a job.
            Files.setLastModifiedTime(job, FileTime.from(Instant.now()));
        }
    }

    /** Returns whether a transcript exists and is complete. */
    boolean isIntact(UUID tenantId, Candidate candidate) {
        String name = candidate.resultPath(tenantId);
        if (name == null) {
            return true;
        }
        Path file = kept.resolve(name);
        try {
            return Arrays.equals(Files.readAllBytes(file), candidate.transcript());
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new Halt("the store: " + file + " can't be read: " + reason(e), e);
        }
    }

    /**
     * Flushes everything to disk before it returns. One flush for all, because a separate flush for each of a million
     * small files takes hours.
     */
    void sync() {
        try {
            Process sync = new ProcessBuilder("sync")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            int code = sync.waitFor();
            if (code != 0) {
                throw new IOException("sync ends with " + code);
            }
        } catch (IOException e) {
            throw new Halt("the store can't be brought onto the disk: " + reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether a job's transcript is unchanged or gone. */
    boolean isUnchanged(UUID tenantId, UUID jobId, byte @Nullable [] hash) {
        if (hash == null) {
            return true;
        }
        try {
            return Arrays.equals(Hashes.of(Files.readAllBytes(transcript(tenantId, jobId))), hash);
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            throw new Halt("the store can't be read: " + reason(e), e);
        }
    }

    /** Removes many transcripts in parallel, because most of the time is spent waiting for the file system. */
    void removeAll(UUID tenantId, List<UUID> jobIds) {
        ExecutorService threads = Executors.newFixedThreadPool(REMOVERS);
        try {
            List<Future<?>> removals = new ArrayList<>();
            for (UUID jobId : jobIds) {
                removals.add(threads.submit(() -> remove(tenantId, jobId)));
            }
            for (Future<?> removal : removals) {
                removal.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Halt halt ? halt : new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Removes a transcript and the directories that are then empty. */
    private void remove(UUID tenantId, UUID jobId) {
        Path file = transcript(tenantId, jobId);
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.getParent());
            Files.deleteIfExists(file.getParent().getParent());
        } catch (DirectoryNotEmptyException e) {
            // The directory contains something else, which the import must not remove.
        } catch (IOException e) {
            throw new Halt("the store: " + file + " can't be removed: " + reason(e), e);
        }
    }

    private Path transcript(UUID tenantId, UUID jobId) {
        return kept.resolve(tenantId + "/" + jobId + "/" + Candidate.ATTEMPT + "/transcript.json");
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }
}
