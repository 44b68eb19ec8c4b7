package dev.sotto.model.events;

import dev.sotto.model.billing.SubscriptionSource;
import dev.sotto.model.tenants.SubscriptionStatus;
import java.time.Instant;
import java.util.UUID;

/** The current state of a tenant's subscription. */
public record SubscriptionChanged(
        UUID subscriptionId,
        long version,
        UUID tenantId,
        UUID resellerId,
        UUID subscriptionPlanId,
        SubscriptionSource source,
        SubscriptionStatus status,
        Instant anchor)
        implements Event {

    @Override
    public Topic topic() {
        return Topic.SUBSCRIPTION_CHANGED;
    }

    @Override
    public UUID aggregateId() {
        return subscriptionId;
    }
}
