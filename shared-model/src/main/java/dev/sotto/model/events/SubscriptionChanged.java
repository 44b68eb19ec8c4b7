package dev.sotto.model.events;

import dev.sotto.model.billing.BillingInterval;
import dev.sotto.model.billing.SubscriptionSource;
import dev.sotto.model.billing.SubscriptionStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a tenant's subscription.
 *
 * @param anchor the instant from which billing periods are counted
 * @param planVersion the version of the plan that is charged and that {@code allowance} belongs to; 0 in older events
 * @param interval null in older events, which are monthly
 * @param allowance what the version allows; null in older events
 * @param quotaAnchor the instant from which months of processing quota are counted; null in older events
 * @param assignment the number of the latest decision of tenant-service that it follows; 0 in older events
 * @param planned null if nothing is planned, and in older events
 */
public record SubscriptionChanged(
        UUID subscriptionId,
        long version,
        UUID tenantId,
        UUID resellerId,
        UUID subscriptionPlanId,
        SubscriptionSource source,
        SubscriptionStatus status,
        Instant anchor,
        int planVersion,
        @Nullable BillingInterval interval,
        @Nullable PlanAllowance allowance,
        @Nullable Instant quotaAnchor,
        long assignment,
        @Nullable PlannedChange planned)
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
