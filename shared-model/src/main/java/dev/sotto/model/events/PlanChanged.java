package dev.sotto.model.events;

import dev.sotto.model.billing.PlanLimits;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan as it now is.
 *
 * @param resellerId absent for the system's plans
 * @param priceMonthly in {@code currency}
 * @param storageQuotaMb MB of 1,000,000 bytes
 * @param processingQuotaMinutes minutes of audio a billing period
 * @param features switches by name; nobody reads them yet
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

    /** Events of before limits were there say nothing of them. */
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
