package dev.sotto.model.events;

import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.billing.PlanStatus;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a plan.
 *
 * @param resellerId absent for system plans
 * @param priceMonthly in {@code currency}
 * @param storageQuotaMb MB of 1,000,000 bytes
 * @param processingQuotaMinutes minutes of audio per billing period
 * @param planVersion the version that new subscribers get, which these prices and limits belong to; 0 in older events
 * @param priceYearly in {@code currency}; absent when the plan is sold by the month alone
 */
public record PlanChanged(
        UUID subscriptionPlanId,
        long version,
        @Nullable UUID resellerId,
        String name,
        BigDecimal priceMonthly,
        String currency,
        int storageQuotaMb,
        int processingQuotaMinutes,
        int maxUsers,
        PlanLimits limits,
        PlanFeatures features,
        PlanStatus status,
        int planVersion,
        @Nullable BigDecimal priceYearly)
        implements Event {

    /** Fills in what older events do not have. */
    public PlanChanged {
        limits = limits == null ? PlanLimits.USUAL : limits;
        features = features == null ? PlanFeatures.ALL : features;
        status = status == null ? PlanStatus.Published : status;
    }

    @Override
    public Topic topic() {
        return Topic.PLAN_CHANGED;
    }

    @Override
    public UUID aggregateId() {
        return subscriptionPlanId;
    }

    @Override
    public @Nullable UUID tenantId() {
        return null;
    }
}
