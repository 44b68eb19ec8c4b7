package dev.sotto.jobs.jobs;

import dev.sotto.jobs.quota.Reservation;
import dev.sotto.model.events.JobCompleted;
import dev.sotto.model.events.MediaChanged;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.MediaRemoval;
import dev.sotto.runtime.isolation.Change;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a job was when its row was deleted. */
record DeletedJob(
        UUID id,
        long version,
        UUID tenantId,
        UUID resellerId,
        UUID userId,
        UUID workflowId,
        long workflowVersion,
        JobStatus status,
        Reservation reserved,
        long audioMs,
        long storedBytes,
        Instant deletedAt) {

    /** What {@link #of} reads from {@code jobs}. */
    static final String COLUMNS = """
            id, version, tenant_id, reseller_id, user_id, workflow_id, workflow_version, status, reserved_ms, reserved_bytes,
            audio_ms, stored_bytes, now() as deleted_at
            """;

    static DeletedJob of(Row row) {
        return new DeletedJob(
                row.getUUID("id"),
                row.getLong("version"),
                row.getUUID("tenant_id"),
                row.getUUID("reseller_id"),
                row.getUUID("user_id"),
                row.getUUID("workflow_id"),
                row.getLong("workflow_version"),
                JobStatus.valueOf(row.getString("status")),
                new Reservation(row.getLong("reserved_ms"), row.getLong("reserved_bytes")),
                row.getLong("audio_ms"),
                row.getLong("stored_bytes"),
                row.getOffsetDateTime("deleted_at").toInstant());
    }

    boolean hadEnded() {
        return status.isFinal();
    }

    /** Returns the end of a job that had not ended: its deletion cancelled it. */
    JobCompleted cancelled() {
        return new JobCompleted(
                id,
                version + 1,
                tenantId,
                resellerId,
                userId,
                workflowId,
                workflowVersion,
                JobStatus.Cancelled,
                "deleted",
                0,
                0,
                List.of(),
                deletedAt);
    }

    MediaChanged removed() {
        long last = hadEnded() ? version + 1 : version + 2;
        return new MediaChanged(id, last, tenantId, resellerId, userId, 0, MediaRemoval.Deleted, deletedAt);
    }

    /** Omits file name and title, because the platform can read the audit log. */
    Change change() {
        return Change.deleted(
                "job",
                id,
                tenantId,
                null,
                Map.of(
                        "status",
                        status,
                        "user_id",
                        userId,
                        "workflow_id",
                        workflowId,
                        "audio_ms",
                        audioMs,
                        "stored_bytes",
                        storedBytes));
    }
}
