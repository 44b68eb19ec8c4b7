package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.tenants.SubscriptionStatus;
import java.time.Instant;
import java.util.UUID;

/**
 * A tenant's subscription to a plan.
 *
 * @param anchor the instant from which billing periods are counted
 * @param nextChargeAt when the price of the next period is charged
 * @param version increases by one with each change; used as the ETag
 */
public record SubscriptionView(
        UUID id,
        UUID tenantId,
        UUID resellerId,
        UUID subscriptionPlanId,

        @JsonPropertyDescription(Meanings.PLAN_VERSION) int planVersion,

        SubscriptionSource source,
        SubscriptionStatus status,
        Instant anchor,
        Instant nextChargeAt,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
