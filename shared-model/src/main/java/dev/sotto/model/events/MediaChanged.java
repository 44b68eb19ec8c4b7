package dev.sotto.model.events;

import dev.sotto.model.jobs.MediaRemoval;
import java.time.Instant;
import java.util.UUID;

/**
 * What is stored of an ended job changed: its recording, its transcript or both were removed.
 *
 * @param storedBytes bytes that are still stored for the job; 0 after the job was deleted
 * @param removal why it was removed
 */
public record MediaChanged(
        UUID jobId,
        long version,
        UUID tenantId,
        UUID resellerId,
        UUID userId,
        long storedBytes,
        MediaRemoval removal,
        Instant changedAt)
        implements Event {

    @Override
    public Topic topic() {
        return Topic.MEDIA_CHANGED;
    }

    @Override
    public UUID aggregateId() {
        return jobId;
    }
}
