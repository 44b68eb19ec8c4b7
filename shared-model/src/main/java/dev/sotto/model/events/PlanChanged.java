package dev.sotto.model.events;

import dev.sotto.model.billing.PlanLimits;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a plan.
 *
 * @param resellerId absent for system plans
 * @param priceMonthly in {@code currency}
 * @param storageQuotaMb MB of 1,000,000 bytes
 * @param processingQuotaMinutes minutes of audio per billing period
 * @param features feature switches by name; no service reads them yet
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
        Map<String, Boolean> features)
        implements Event {

    /** Fills in limits, because older events have none. */
    public PlanChanged {
        limits = limits == null ? PlanLimits.USUAL : limits;
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
