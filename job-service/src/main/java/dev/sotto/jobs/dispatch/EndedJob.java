package dev.sotto.jobs.dispatch;

import dev.sotto.jobs.quota.Reservation;
import dev.sotto.model.events.JobCompleted;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.JobWarning;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that has just ended, as read from its row.
 *
 * @param storedBytes what is stored of it from now on
 * @param fileBytes its recording's part of that; 0 when the recording is not kept
 */
public record EndedJob(
        UUID id,
        long version,
        UUID tenantId,
        UUID resellerId,
        UUID userId,
        UUID workflowId,
        long workflowVersion,
        JobStatus status,
        @Nullable String reason,
        Reservation reserved,
        List<JobWarning> warnings,
        long storedBytes,
        long fileBytes,
        Instant completedAt) {

    /** What {@link #of} reads from {@code jobs j}. */
    public static final String COLUMNS = """
            j.id, j.version, j.tenant_id, j.reseller_id, j.user_id, j.workflow_id, j.workflow_version, j.status, j.reason,
            j.reserved_ms, j.reserved_bytes, j.warnings, j.stored_bytes, j.file_bytes, j.completed_at
            """;

    public static EndedJob of(Row row) {
        return new EndedJob(
                row.getUUID("id"),
                row.getLong("version"),
                row.getUUID("tenant_id"),
                row.getUUID("reseller_id"),
                row.getUUID("user_id"),
                row.getUUID("workflow_id"),
                row.getLong("workflow_version"),
                JobStatus.valueOf(row.getString("status")),
                row.getString("reason"),
                new Reservation(row.getLong("reserved_ms"), row.getLong("reserved_bytes")),
                warnings(row),
                row.getLong("stored_bytes"),
                row.getLong("file_bytes"),
                row.getOffsetDateTime("completed_at").toInstant());
    }

    /** Reads the column {@code warnings}. */
    public static List<JobWarning> warnings(Row row) {
        return Arrays.stream(row.getArrayOfStrings("warnings"))
                .map(JobWarning::of)
                .toList();
    }

    /** Returns the value of the column {@code warnings}. */
    public static String[] words(List<JobWarning> warnings) {
        return warnings.stream().map(JobWarning::word).toArray(String[]::new);
    }

    /** Returns whether its recording is kept. */
    boolean keepsRecording() {
        return fileBytes > 0;
    }

    /**
     * Returns the event to publish.
     *
     * @param usedMs what is billed; 0 unless the job was completed
     */
    public JobCompleted event(long usedMs) {
        return new JobCompleted(
                id,
                version,
                tenantId,
                resellerId,
                userId,
                workflowId,
                workflowVersion,
                status,
                reason,
                usedMs,
                storedBytes,
                warnings,
                completedAt);
    }
}
