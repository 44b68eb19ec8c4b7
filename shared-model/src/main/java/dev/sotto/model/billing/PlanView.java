package dev.sotto.model.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan that tenants can be on.
 *
 * @param resellerId absent for the system's plans, which every reseller may sell
 * @param version goes up by one with each change; the ETag
 */
public record PlanView(
        UUID id,
        @Nullable UUID resellerId,
        String name,
        @Nullable String description,
        BigDecimal priceMonthly,
        @Nullable BigDecimal priceYearly,
        String currency,
        int storageQuotaMb,
        int processingQuotaMinutes,
        int maxUsers,
        PlanLimits limits,
        Map<String, Boolean> features,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
