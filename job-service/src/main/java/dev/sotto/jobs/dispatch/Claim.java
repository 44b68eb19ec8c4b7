package dev.sotto.jobs.dispatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sotto.jobs.media.SoundChoice;
import dev.sotto.jobs.quota.Reservation;
import dev.sotto.model.jobs.ChannelMode;
import dev.sotto.model.jobs.WorkflowGraph;
import dev.sotto.runtime.json.EventJson;
import io.vertx.mutiny.sqlclient.Row;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A job that a worker holds.
 *
 * @param fence increases with each claim; every write names it
 * @param input the recording's name in the store
 * @param sound which of its sound is transcribed
 * @param reserved the most that the job may use
 * @param anchor the start of the tenant's billing periods
 * @param config the workflow's graph as stored text; the worker parses it, so that an unreadable one fails only its job
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
        String config) {

    private static final String DEFAULT_ENGINE = "sphinx";

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
                row.getString("config"));
    }

    /** Returns the speech engine that the workflow names. */
    String engine() {
        String named = setting("engine");
        return named == null ? DEFAULT_ENGINE : named;
    }

    /** Returns the language that the workflow names; null lets the engine detect it. */
    @Nullable
    String language() {
        return setting("language");
    }

    private @Nullable String setting(String name) {
        return graph(config).nodes().stream()
                .filter(node -> node.type().equals("transcription"))
                .map(node -> node.config().get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .findFirst()
                .orElse(null);
    }

    private static WorkflowGraph graph(String json) {
        try {
            return EventJson.MAPPER.readValue(json, WorkflowGraph.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
