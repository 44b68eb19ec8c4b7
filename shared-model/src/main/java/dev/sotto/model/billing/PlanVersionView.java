package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One version of a plan: what is charged, and what is had for it. It never changes. */
public record PlanVersionView(
        UUID id,
        UUID subscriptionPlanId,

        @JsonPropertyDescription(Meanings.PLAN_VERSION) int planVersion,

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
        Instant createdAt) {}
