package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A plan that tenants can subscribe to.
 *
 * @param resellerId absent for system plans, which every reseller may sell
 * @param version increases by one with each change; used as the ETag
 */
public record PlanView(
        UUID id,
        @Nullable UUID resellerId,
        String name,
        @Nullable String description,

        @JsonPropertyDescription(Meanings.PRICE_MONTHLY) BigDecimal priceMonthly,

        @JsonPropertyDescription(Meanings.PRICE_YEARLY) @Nullable
        BigDecimal priceYearly,

        String currency,

        @JsonPropertyDescription(Meanings.STORAGE_QUOTA_MB) int storageQuotaMb,

        @JsonPropertyDescription(Meanings.PROCESSING_QUOTA_MINUTES)
        int processingQuotaMinutes,

        @JsonPropertyDescription(Meanings.MAX_USERS) int maxUsers,

        PlanLimits limits,

        PlanFeatures features,

        @JsonPropertyDescription(Meanings.STATUS) PlanStatus status,

        @JsonPropertyDescription(Meanings.CURRENT_VERSION) int currentVersion,

        long version,
        Instant createdAt,
        Instant updatedAt) {}
