package dev.sotto.model.events;

import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.JobWarning;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job ended: it was completed, failed or was cancelled. A failed job that is retried ends once more.
 *
 * @param audioMs milliseconds of audio to bill; 0 unless Completed
 * @param storedBytes bytes that are stored for the job from now on: its transcript, and its recording if it is kept. A
 *     Failed job keeps its recording for a while, so that it can be retried
 * @param warnings what to know about the recording
 * @param reason a stable code that says why the job was not completed
 */
public record JobCompleted(
        UUID jobId,
        long version,
        UUID tenantId,
        UUID resellerId,
        UUID userId,
        UUID workflowId,
        long workflowVersion,
        JobStatus status,
        @Nullable String reason,
        long audioMs,
        long storedBytes,
        List<JobWarning> warnings,
        Instant completedAt)
        implements Event {

    /** An event of an earlier release has no warnings. */
    public JobCompleted {
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }

    @Override
    public Topic topic() {
        return Topic.JOB_COMPLETED;
    }

    @Override
    public UUID aggregateId() {
        return jobId;
    }
}
