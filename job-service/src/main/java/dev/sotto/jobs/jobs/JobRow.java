package dev.sotto.jobs.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.jobs.dispatch.EndedJob;
import dev.sotto.jobs.queue.Place;
import dev.sotto.model.jobs.ChannelMode;
import dev.sotto.model.jobs.FetchView;
import dev.sotto.model.jobs.JobPriority;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.jobs.JobStatus;
import dev.sotto.model.jobs.JobView;
import dev.sotto.runtime.json.EventJson;
import io.vertx.mutiny.sqlclient.Row;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads views from rows. */
final class JobRow {

    /** What {@link #view} reads from {@code jobs}. */
    static final String COLUMNS = """
            id, tenant_id, user_id, workflow_id, workflow_version, status, file_name, title, audio_ms, file_bytes, language,
            track, channels, keep_recording, priority, settings::text as settings, warnings, progress, fetch_received, fetch_total, attempt, reason, error,
            processing_time, version, created_at, updated_at, completed_at, (
                select w.name from workflows w where w.tenant_id = jobs.tenant_id and w.id = jobs.workflow_id
            ) as workflow_name
            """;

    private JobRow() {}

    static JobView view(Row row) {
        return new JobView(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getUUID("user_id"),
                row.getUUID("workflow_id"),
                row.getLong("workflow_version"),
                row.getString("workflow_name"),
                JobStatus.valueOf(row.getString("status")),
                row.getString("file_name"),
                row.getString("title"),
                row.getLong("audio_ms"),
                row.getLong("file_bytes"),
                row.getLong("file_bytes") > 0,
                row.getString("language"),
                row.getInteger("track"),
                ChannelMode.of(row.getString("channels")),
                row.getBoolean("keep_recording"),
                JobPriority.of(row.getString("priority")),
                settings(row),
                EndedJob.warnings(row),
                row.getBigDecimal("progress").doubleValue(),
                null,
                null,
                fetch(row),
                row.getInteger("attempt"),
                row.getString("reason"),
                row.getString("error"),
                row.getInteger("processing_time"),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("updated_at").toInstant(),
                instant(row.getOffsetDateTime("completed_at")));
    }

    static JobSettings settings(Row row) {
        try {
            return EventJson.MAPPER.readValue(row.getString("settings"), JobSettings.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the value of the column {@code settings}. */
    static String json(JobSettings settings) {
        try {
            return EventJson.MAPPER.writeValueAsString(settings);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FetchView fetch(Row row) {
        Long received = row.getLong("fetch_received");
        return received == null ? null : new FetchView(received, row.getLong("fetch_total"));
    }

    /** Returns the same view with its place in the queue. */
    static JobView queued(JobView job, @Nullable Place place) {
        return new JobView(
                job.id(),
                job.tenantId(),
                job.userId(),
                job.workflowId(),
                job.workflowVersion(),
                job.workflowName(),
                job.status(),
                job.fileName(),
                job.title(),
                job.audioMs(),
                job.fileBytes(),
                job.hasRecording(),
                job.language(),
                job.track(),
                job.channels(),
                job.keepRecording(),
                job.priority(),
                job.settings(),
                job.warnings(),
                job.progress(),
                place == null ? null : place.position(),
                place == null ? null : place.estimatedStartAt(),
                job.fetch(),
                job.attempt(),
                job.reason(),
                job.error(),
                job.processingTime(),
                job.version(),
                job.createdAt(),
                job.updatedAt(),
                job.completedAt());
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
