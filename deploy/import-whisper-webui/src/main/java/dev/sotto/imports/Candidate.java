package dev.sotto.imports;

import dev.sotto.model.jobs.JobStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The job that a task becomes.
 *
 * @param transcript the file's content; only for Completed jobs
 * @param processingSeconds as Whisper-WebUI measured it
 */
record Candidate(
        UUID id,
        String taskUuid,
        JobStatus status,
        @Nullable String reason,
        @Nullable String error,
        int attempts,
        String fileName,
        long audioMs,
        BigDecimal progress,
        @Nullable Integer processingSeconds,
        Instant createdAt,
        Instant endedAt,
        byte @Nullable [] transcript) {

    static final int ATTEMPT = 1;

    String directory(UUID tenantId) {
        return tenantId + "/" + id;
    }

    /** Returns where job-service would keep the recording; there is none. */
    String filePath(UUID tenantId) {
        return directory(tenantId) + "/input";
    }

    /** Returns where job-service keeps the result of the first attempt. */
    @Nullable
    String resultPath(UUID tenantId) {
        return transcript == null ? null : directory(tenantId) + "/" + ATTEMPT + "/transcript.json";
    }

    byte @Nullable [] transcriptHash() {
        return transcript == null ? null : Hashes.of(transcript);
    }
}
