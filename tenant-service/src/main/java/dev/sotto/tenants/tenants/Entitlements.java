package dev.sotto.tenants.tenants;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.sotto.model.Units;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import dev.sotto.runtime.json.EventJson;
import io.vertx.mutiny.sqlclient.Row;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What tenants are entitled to, as others hear it. A house and the platform have no plan: nothing to use up. */
public final class Entitlements {

    private static final TypeReference<Map<String, Boolean>> FEATURES = new TypeReference<>() {};

    private Entitlements() {}

    /** Of any tenant's row, whole. */
    public static TenantChanged of(Row row) {
        TenantKind kind = TenantKind.valueOf(row.getString("kind"));
        return new TenantChanged(
                row.getUUID("id"),
                row.getLong("version"),
                row.getUUID("reseller_id"),
                kind,
                TenantStatus.valueOf(row.getString("status")),
                suspensions(row.getArrayOfStrings("suspensions")),
                row.getUUID("subscription_plan_id"),
                row.getOffsetDateTime("anchor").toInstant(),
                Units.minutesToMillis(row.getInteger("processing_quota_minutes")),
                Units.megabytesToBytes(row.getInteger("storage_quota_mb")),
                row.getInteger("max_users"),
                row.getInteger("weight"),
                row.getInteger("concurrent_jobs"),
                row.getInteger("requests_per_minute"),
                row.getInteger("key_requests_per_minute"),
                features(row.getString("features")));
    }

    /** Returns reasons in the order of {@link SuspensionReason}. */
    public static Set<SuspensionReason> suspensions(String[] reasons) {
        Set<SuspensionReason> suspensions = EnumSet.noneOf(SuspensionReason.class);
        Arrays.stream(reasons).map(SuspensionReason::valueOf).forEach(suspensions::add);
        return Collections.unmodifiableSet(suspensions);
    }

    /** Reads what a plan includes, as it is stored with the tenant. */
    public static Map<String, Boolean> features(String json) {
        try {
            return EventJson.MAPPER.readValue(json, FEATURES);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
