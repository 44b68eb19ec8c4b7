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

/** The transcripts in job-service's store ({@code sotto.storage.dir}), under the names that job-service gives them. */
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

    /** Puts a transcript in its place, before its job's row is there: without one nobody reads it. */
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
            // Of a run that was killed: job-service must not take it for an old file without a job.
            Files.setLastModifiedTime(job, FileTime.from(Instant.now()));
        }
    }

    /** Whether a transcript lies there as it should. */
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
     * Brings all that was written onto the disk, for good when this returns. Once for all of them: to wait for the disk with
     * each of a million small files takes hours.
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

    /** Whether a job's transcript is still what was written, or gone. */
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

    /** Removes transcripts, many at a time: a directory's removal mostly waits for the file system. */
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

    /** Removes a transcript and the directories that it alone was in. */
    private void remove(UUID tenantId, UUID jobId) {
        Path file = transcript(tenantId, jobId);
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.getParent());
            Files.deleteIfExists(file.getParent().getParent());
        } catch (DirectoryNotEmptyException e) {
            // Something else lies there, which is not ours to remove.
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
