package dev.sotto.imports;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The transcripts in job-service's store ({@code sotto.storage.dir}), under the names that job-service gives them. */
final class TranscriptStore {

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
            boolean leftover = Files.exists(job);
            Files.createDirectories(file.getParent());
            if (leftover) {
                // Of a run that was killed: job-service must not take it for an old file without a job.
                Files.setLastModifiedTime(job, FileTime.from(Instant.now()));
            }
            Files.write(file, candidate.transcript());
        } catch (IOException e) {
            throw new Halt("the store: " + file + " can't be written: " + reason(e), e);
        }
    }

    /** Whether a transcript lies there as it should; then it is on the disk for good. */
    boolean isIntact(UUID tenantId, Candidate candidate) {
        String name = candidate.resultPath(tenantId);
        if (name == null) {
            return true;
        }
        Path file = kept.resolve(name);
        try {
            if (!Arrays.equals(Files.readAllBytes(file), candidate.transcript())) {
                return false;
            }
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                channel.force(true);
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new Halt("the store: " + file + " can't be read: " + reason(e), e);
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

    /** Removes a transcript and the directories that it alone was in. */
    void remove(UUID tenantId, UUID jobId) {
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
