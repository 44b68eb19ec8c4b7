package dev.sotto.tenants.apikeys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.sotto.model.access.ApiKeyStatus;
import dev.sotto.model.access.ApiKeyView;
import dev.sotto.model.access.Permission;
import dev.sotto.model.events.ApiKeyChanged;
import dev.sotto.runtime.json.EventJson;
import io.vertx.mutiny.sqlclient.Row;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an API key's row as a view, and with its hash as an event. */
final class ApiKeyRows {

    private static final TypeReference<List<Permission>> PERMISSIONS = new TypeReference<>() {};

    private ApiKeyRows() {}

    static ApiKeyView view(Row row) {
        return new ApiKeyView(
                row.getUUID("id"),
                row.getUUID("tenant_id"),
                row.getUUID("user_id"),
                row.getString("name"),
                permissions(row.getString("permissions")),
                ApiKeyStatus.valueOf(row.getString("status")),
                instant(row, "expires_at"),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"),
                row.getLong("version"),
                row.getOffsetDateTime("created_at").toInstant(),
                null);
    }

    /** The event of a revoked key has no hash, so that no service recognises the key any more. */
    static ApiKeyChanged event(Row row) {
        boolean revoked = row.getOffsetDateTime("revoked_at") != null;
        return new ApiKeyChanged(
                row.getUUID("id"),
                row.getLong("version"),
                row.getUUID("tenant_id"),
                row.getUUID("reseller_id"),
                row.getUUID("user_id"),
                revoked ? "" : row.getString("key_hash"),
                Set.copyOf(permissions(row.getString("permissions"))),
                instant(row, "expires_at"),
                revoked);
    }

    static String json(List<Permission> permissions) {
        try {
            return EventJson.MAPPER.writeValueAsString(permissions);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Permission> permissions(String json) {
        try {
            return EventJson.MAPPER.readValue(json, PERMISSIONS);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Instant instant(Row row, String column) {
        OffsetDateTime value = row.getOffsetDateTime(column);
        return value == null ? null : value.toInstant();
    }
}
