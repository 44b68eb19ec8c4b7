package dev.sotto.model.billing;

import dev.sotto.model.tenants.SubscriptionStatus;
import java.time.Instant;
import java.util.UUID;

/**
 * A tenant's standing agreement to a plan.
 *
 * @param anchor the instant from which billing periods are counted
 * @param nextChargeAt when the next period's price is charged
 * @param version goes up by one with each change; the ETag
 */
public record SubscriptionView(
        UUID id,
        UUID tenantId,
        UUID resellerId,
        UUID subscriptionPlanId,
        SubscriptionSource source,
        SubscriptionStatus status,
        Instant anchor,
        Instant nextChargeAt,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
