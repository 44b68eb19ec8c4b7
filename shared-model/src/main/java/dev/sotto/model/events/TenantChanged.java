package dev.sotto.model.events;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant and all that it is entitled to: the one place where admission reads both.
 *
 * @param resellerId absent for the platform tenant alone
 * @param status its own; what its reseller's status adds is not copied down
 * @param suspensions its own reasons, independent of each other and of its reseller's
 * @param subscriptionPlanId absent for House and Platform tenants
 * @param anchor the instant from which billing periods are counted
 * @param processingMs audio a billing period, in milliseconds
 * @param storageBytes bytes kept at any time
 * @param maxUsers seats
 * @param weight its share when tenants wait for each other; nobody reads it yet
 * @param concurrency jobs that may run at once; nobody reads it yet
 * @param requestsPerMinute what all its people and keys together may ask of one service
 * @param keyRequestsPerMinute what one of its API keys may ask of one service
 * @param features switches by name; nobody reads them yet
 */
public record TenantChanged(
        UUID tenantId,
        long version,
        @Nullable UUID resellerId,
        TenantKind kind,
        TenantStatus status,
        Set<SuspensionReason> suspensions,
        @Nullable UUID subscriptionPlanId,
        Instant anchor,
        long processingMs,
        long storageBytes,
        int maxUsers,
        int weight,
        int concurrency,
        int requestsPerMinute,
        int keyRequestsPerMinute,
        Map<String, Boolean> features)
        implements Event {

    /** Events of before these members were there say nothing of them. */
    public TenantChanged {
        suspensions = suspensions == null ? Set.of() : suspensions;
        requestsPerMinute = requestsPerMinute == 0 ? PlanLimits.USUAL.requestsPerMinute() : requestsPerMinute;
        keyRequestsPerMinute =
                keyRequestsPerMinute == 0 ? PlanLimits.USUAL.keyRequestsPerMinute() : keyRequestsPerMinute;
    }

    @Override
    public Topic topic() {
        return Topic.TENANT_CHANGED;
    }

    @Override
    public UUID aggregateId() {
        return tenantId;
    }
}
