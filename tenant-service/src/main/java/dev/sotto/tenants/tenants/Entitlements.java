package dev.sotto.tenants.tenants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.sotto.model.Units;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.runtime.json.EventJson;
import io.vertx.mutiny.sqlclient.Row;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** What tenants are entitled to, as others hear it. A house and the platform have no plan: nothing to use up. */
final class Entitlements {

    /** A tenant's share when tenants wait for each other: all alike, for no plan says otherwise. */
    static final int WEIGHT = 1;

    /** Jobs of one tenant that may run at once: enough to use both cores of a small machine. */
    static final int CONCURRENCY = 2;

    private static final TypeReference<Map<String, Boolean>> FEATURES = new TypeReference<>() {};

    private Entitlements() {}

    /** Of a new house. */
    static TenantChanged ofHouse(UUID id, Instant anchor) {
        return new TenantChanged(
                id, 1, id, TenantKind.House, TenantStatus.Active, null, anchor, 0, 0, 0, WEIGHT, 0, Map.of());
    }

    /** Of any tenant's row, whole. */
    static TenantChanged of(Row row) {
        TenantKind kind = TenantKind.valueOf(row.getString("kind"));
        return new TenantChanged(
                row.getUUID("id"),
                row.getLong("version"),
                row.getUUID("reseller_id"),
                kind,
                TenantStatus.valueOf(row.getString("status")),
                row.getUUID("subscription_plan_id"),
                row.getOffsetDateTime("anchor").toInstant(),
                Units.minutesToMillis(row.getInteger("processing_quota_minutes")),
                Units.megabytesToBytes(row.getInteger("storage_quota_mb")),
                row.getInteger("max_users"),
                WEIGHT,
                kind == TenantKind.Customer ? CONCURRENCY : 0,
                features(row.getString("features")));
    }

    private static Map<String, Boolean> features(String json) {
        try {
            return EventJson.MAPPER.readValue(json, FEATURES);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
