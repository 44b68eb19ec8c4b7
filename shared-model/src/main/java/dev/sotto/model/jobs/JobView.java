package dev.sotto.model.jobs;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transcription job.
 *
 * @param workflowVersion the version of the workflow that it runs
 * @param fileName as the caller named the recording; only shown
 * @param audioMs the recording's measured length in milliseconds
 * @param fileBytes the recording's size
 * @param progress from 0 to 1
 * @param queuePosition jobs that are to be started before this one; only while Queued
 * @param reason why it failed or was cancelled, a stable word
 * @param error the same for people
 * @param processingTime in seconds, of the attempt that ended it
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
        long fileBytes,
        double progress,
        @Nullable Long queuePosition,
        int attempt,
        @Nullable String reason,
        @Nullable String error,
        @Nullable Integer processingTime,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Instant completedAt) {}
