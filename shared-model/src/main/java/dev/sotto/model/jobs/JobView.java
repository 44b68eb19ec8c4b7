package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transcription job.
 *
 * @param workflowVersion the version of the workflow that it runs
 * @param fileName as the caller named the recording; only shown
 * @param audioMs the recording's measured length
 * @param reason why it failed or was cancelled, a stable word
 * @param error the same for people
 * @param version goes up by one with each change of state; the ETag
 */
public record JobView(
        UUID id,
        UUID tenantId,
        UUID userId,
        UUID workflowId,
        long workflowVersion,
        JobStatus status,
        String fileName,
        long audioMs,

        @JsonPropertyDescription("The recording's size; 0 when the recording is not kept")
        long fileBytes,

        @JsonPropertyDescription("The part that is done, from 0 to 1")
        double progress,

        @JsonPropertyDescription("How many jobs are to be started before this one; absent unless Queued") @Nullable
        Long queuePosition,

        @JsonPropertyDescription("How many times a worker has started it")
        int attempt,

        @Nullable String reason,
        @Nullable String error,

        @JsonPropertyDescription("How many seconds the attempt took that ended the job; absent before") @Nullable
        Integer processingTime,

        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt) {}
