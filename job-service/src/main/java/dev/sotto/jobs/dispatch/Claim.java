package dev.sotto.jobs.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.jobs.media.SoundChoice;
import dev.sotto.jobs.quota.Reservation;
import dev.sotto.jobs.workflows.Transcribing;
import dev.sotto.model.jobs.ChannelMode;
import dev.sotto.model.jobs.JobSettings;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.runtime.json.EventJson;
import io.vertx.mutiny.sqlclient.Row;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;

/**
 * A job that a worker holds.
 *
 * @param fence increases with each claim; every write names it
 * @param input the recording's name in the store
 * @param sound which of its sound is transcribed
 * @param reserved the most that the job may use
 * @param anchor the start of the tenant's billing periods
 * @param config the workflow's graph as stored text; the worker parses it, so that an unreadable one fails only its job
 * @param settings what came with the job instead, as stored text
 */
record Claim(
        UUID jobId,
        UUID tenantId,
        int attempt,
        long fence,
        String input,
        SoundChoice sound,
        Reservation reserved,
        Instant anchor,
        String config,
        String settings) {

    static Claim of(Row row) {
        return new Claim(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getInteger("attempt"),
                row.getLong("fence"),
                row.getString("file_path"),
                new SoundChoice(
                        row.getInteger("track"), ChannelMode.of(row.getString("channels")) == ChannelMode.SPLIT),
                new Reservation(row.getLong("reserved_ms"), row.getLong("reserved_bytes")),
                row.getOffsetDateTime("anchor").toInstant(),
                row.getString("config"),
                row.getString("settings"));
    }

    /**
     * Returns the node of the workflow that transcribes, with the job's own settings.
     *
     * @throws UncheckedIOException if the graph cannot be read
     */
    WorkflowGraph.Node transcription() {
        WorkflowGraph.Node step = read(config, WorkflowGraph.class).nodes().stream()
                .filter(node -> node.type().equals("transcription"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the workflow has no node of type transcription"));
        return Transcribing.with(step, read(settings, JobSettings.class));
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return EventJson.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
