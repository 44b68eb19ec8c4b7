package dev.sotto.model.events;

import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant and all that it is entitled to: the one place where admission reads both.
 *
 * @param resellerId absent for the platform tenant alone
 * @param subscriptionPlanId absent for House and Platform tenants
 * @param anchor the instant from which billing periods are counted
 * @param processingMs audio a billing period, in milliseconds
 * @param storageBytes bytes kept at any time
 * @param maxUsers seats
 * @param weight its share when tenants wait for each other
 * @param concurrency jobs that may run at once
 */
public record TenantChanged(
        UUID tenantId,
        long version,
        @Nullable UUID resellerId,
        TenantKind kind,
        TenantStatus status,
        @Nullable UUID subscriptionPlanId,
        Instant anchor,
        long processingMs,
        long storageBytes,
        int maxUsers,
        int weight,
        int concurrency,
        Map<String, Boolean> features)
        implements Event {

    @Override
    public Topic topic() {
        return Topic.TENANT_CHANGED;
    }

    @Override
    public UUID aggregateId() {
        return tenantId;
    }
}
