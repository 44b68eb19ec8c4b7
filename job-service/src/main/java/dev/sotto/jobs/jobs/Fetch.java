package dev.sotto.jobs.jobs;

import dev.sotto.jobs.storage.JobFiles;
import dev.sotto.model.jobs.ChannelMode;
import dev.sotto.model.jobs.JobPriority;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.util.UUID;

/**
 * A recording that this process fetches.
 *
 * @param attempt counts from 1
 * @param fence increases with each claim; every write names it
 * @param left how long all attempts together may still take
 */
record Fetch(UUID jobId, Sender sender, String url, JobOptions options, int attempt, long fence, Duration left) {

    static Fetch of(Row row) {
        return new Fetch(
                row.getUUID("job_id"),
                Sender.of(row),
                row.getString("url"),
                new JobOptions(
                        row.getUUID("workflow_id"),
                        row.getString("title"),
                        row.getInteger("track"),
                        ChannelMode.of(row.getString("channels")),
                        row.getBoolean("keep_recording"),
                        JobPriority.of(row.getString("priority")),
                        JobRow.settings(row)),
                row.getInteger("attempt"),
                row.getLong("fence"),
                Duration.ofMillis(row.getLong("left_ms")));
    }

    UUID tenantId() {
        return sender.tenantId();
    }

    /** Returns the name that the recording gets in the store. */
    String storeName() {
        return JobFiles.fetched(tenantId(), jobId, fence);
    }

    /** Names in the audit log what is done for the sender. */
    String work() {
        return "fetch-" + jobId;
    }
}
