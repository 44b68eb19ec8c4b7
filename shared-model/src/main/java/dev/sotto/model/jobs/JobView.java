package dev.sotto.model.jobs;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A transcription job.
 *
 * @param workflowVersion the version of the workflow that the job runs
 * @param workflowName the name that the workflow has now; only displayed
 * @param fileName the caller's name for the recording; only displayed
 * @param title the caller's title of the job; only displayed
 * @param audioMs the sound that is reserved and billed, in milliseconds: without gaps, and for each channel if they
 *     are split
 * @param reason a stable code that says why the job failed or was cancelled
 * @param error the same reason as text for people
 * @param version increases by one with each change of state; used as the ETag
 */
public record JobView(
        UUID id,
        UUID tenantId,
        UUID userId,
        UUID workflowId,
        long workflowVersion,

        @JsonPropertyDescription("The name that the workflow has now")
        String workflowName,

        JobStatus status,
        String fileName,

        @JsonPropertyDescription("A title for people; absent when none was given") @Nullable
        String title,

        @JsonPropertyDescription(
                "Milliseconds of sound that are reserved and billed: without gaps, and for each channel if they are split")
        long audioMs,

        @JsonPropertyDescription("The recording's size; 0 when the recording is not kept")
        long fileBytes,

        @JsonPropertyDescription("Whether the recording is kept, so that it can be heard, downloaded and tried again")
        boolean hasRecording,

        @JsonPropertyDescription(
                "The language that the speech engine heard or was told, as ISO 639-1; absent unless Completed")
        @Nullable
        String language,

        @JsonPropertyDescription("The number of the audio track that was asked for, from 1; absent when none was")
        @Nullable
        Integer track,

        @JsonPropertyDescription("Whether the channels are mixed, or each is transcribed as one speaker")
        ChannelMode channels,

        @JsonPropertyDescription("Whether the recording is kept after the job has completed")
        boolean keepRecording,

        @JsonPropertyDescription("Which of the organisation's own jobs start first")
        JobPriority priority,

        @JsonPropertyDescription("What was asked for with the job, instead of what its workflow says")
        JobSettings settings,

        @JsonPropertyDescription("What to know about the recording; it was accepted all the same")
        List<JobWarning> warnings,

        @JsonPropertyDescription("The part that is done, from 0 to 1")
        double progress,

        @JsonPropertyDescription(
                "How many of the organisation's jobs are to be started before this one, counted up to 5,000; absent unless"
                        + " Queued")
        @Nullable
        Long queuePosition,

        @JsonPropertyDescription(
                "When the job will start as far as can be foreseen, to the minute; absent unless Queued, and while nobody can"
                        + " say")
        @Nullable
        Instant estimatedStartAt,

        @JsonPropertyDescription("How far the recording is; absent unless it is being fetched from a URL") @Nullable
        FetchView fetch,

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
