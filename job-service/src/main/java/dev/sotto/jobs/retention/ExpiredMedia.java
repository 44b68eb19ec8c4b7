package dev.sotto.jobs.retention;

import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.model.events.MediaChanged;
import dev.sotto.model.jobs.MediaRemoval;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A recording or a transcript that has just expired.
 *
 * @param storedBytes what is still stored of its job
 * @param freed what it took of the tenant's storage
 * @param name in the store
 */
record ExpiredMedia(
        UUID jobId,
        long version,
        UUID tenantId,
        UUID resellerId,
        UUID userId,
        long storedBytes,
        long freed,
        String name,
        Instant at) {

    static ExpiredMedia of(Row row) {
        return new ExpiredMedia(
                row.getUUID("id"),
                row.getLong("version"),
                row.getUUID("tenant_id"),
                row.getUUID("reseller_id"),
                row.getUUID("user_id"),
                row.getLong("stored_bytes"),
                row.getLong("freed"),
                row.getString("name"),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    /** Returns what is to be removed from the store. */
    List<String> names() {
        return name.equals(JobFiles.input(tenantId, jobId))
                ? List.of(name, JobFiles.peaks(tenantId, jobId))
                : List.of(name);
    }

    MediaChanged event() {
        return new MediaChanged(jobId, version, tenantId, resellerId, userId, storedBytes, MediaRemoval.Expired, at);
    }
}
