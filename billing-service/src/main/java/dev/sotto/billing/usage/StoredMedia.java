package dev.sotto.billing.usage;

import dev.sotto.model.events.JobCompleted;
import dev.sotto.model.events.MediaChanged;
import dev.sotto.runtime.inbox.InvalidEvent;
import dev.sotto.runtime.isolation.SqlTransaction;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * What is stored of a job, as one event says. The event with the highest version counts, so that events of both topics
 * may come in any order and more than once.
 */
record StoredMedia(UUID jobId, long version, UUID tenantId, UUID resellerId, UUID userId, long bytes, Instant at) {

    private static final String STORE = """
            insert into stored_media (job_id, tenant_id, reseller_id, user_id, version, bytes, changed_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (job_id) do update
            set version = excluded.version, bytes = excluded.bytes, changed_at = excluded.changed_at
            where stored_media.version < excluded.version
            """;

    static StoredMedia of(JobCompleted job) {
        return new StoredMedia(
                job.jobId(),
                job.version(),
                job.tenantId(),
                job.resellerId(),
                job.userId(),
                job.storedBytes(),
                job.completedAt());
    }

    static StoredMedia of(MediaChanged media) {
        if (media.jobId() == null
                || media.tenantId() == null
                || media.resellerId() == null
                || media.userId() == null
                || media.changedAt() == null) {
            throw new InvalidEvent("media without job, tenant, reseller, user or time");
        }
        if (media.storedBytes() < 0 || media.version() < 1) {
            throw new InvalidEvent("media of less than nothing, or without a version");
        }
        return new StoredMedia(
                media.jobId(),
                media.version(),
                media.tenantId(),
                media.resellerId(),
                media.userId(),
                media.storedBytes(),
                media.changedAt());
    }

    /** Writes it unless a newer event was handled before. */
    Uni<Void> store(SqlTransaction transaction) {
        return transaction
                .execute(STORE, jobId, tenantId, resellerId, userId, version, bytes, at.atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
    }
}
