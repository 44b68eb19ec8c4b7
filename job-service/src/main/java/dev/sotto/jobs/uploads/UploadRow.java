package dev.sotto.jobs.uploads;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.sotto.jobs.jobs.Sender;
import dev.sotto.model.jobs.UploadState;
import dev.sotto.model.jobs.UploadView;
import dev.sotto.runtime.json.EventJson;
import io.vertx.mutiny.sqlclient.Row;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An upload as stored.
 *
 * @param metadata the header Upload-Metadata
 * @param fence grows with each holder; every write names it
 * @param sender whoever wrote last
 */
record UploadRow(UploadView view, Sender sender, String metadata, long fence, boolean expired, boolean busy) {

    static final String COLUMNS = """
            id, tenant_id, reseller_id, user_id, length, received, file_name, metadata, state, fence, role, api_key_id,
            impersonator_id, job_id, problem::text as problem, expires_at, created_at, updated_at,
            expires_at <= now() as expired, coalesce(busy_until > now(), false) as busy
            """;

    static UploadRow of(Row row) {
        return new UploadRow(
                new UploadView(
                        row.getUUID("id"),
                        row.getUUID("tenant_id"),
                        row.getUUID("user_id"),
                        UploadState.valueOf(row.getString("state")),
                        row.getString("file_name"),
                        row.getLong("length"),
                        row.getLong("received"),
                        row.getUUID("job_id"),
                        members(row.getString("problem")),
                        row.getOffsetDateTime("expires_at").toInstant(),
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getOffsetDateTime("updated_at").toInstant()),
                Sender.of(row),
                row.getString("metadata"),
                row.getLong("fence"),
                row.getBoolean("expired"),
                row.getBoolean("busy"));
    }

    UUID id() {
        return view.id();
    }

    private static @Nullable Map<String, Object> members(@Nullable String json) {
        try {
            return json == null ? null : EventJson.MAPPER.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
