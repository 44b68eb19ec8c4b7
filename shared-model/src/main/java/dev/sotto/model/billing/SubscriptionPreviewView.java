package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a change of a subscription would cost if it were made now. */
public record SubscriptionPreviewView(
        UUID subscriptionPlanId,

        @JsonPropertyDescription(Meanings.PLAN_VERSION) int planVersion,

        BillingInterval interval,

        @JsonPropertyDescription("When the change would take place")
        Instant at,

        @JsonPropertyDescription("The lines that the ledger would get then, without tax")
        List<Line> lines,

        @JsonPropertyDescription("The sum of the lines, in each currency. Below 0: the tenant is credited.")
        Map<String, BigDecimal> totals,

        @JsonPropertyDescription("When the next period would be charged")
        Instant nextChargeAt,

        @JsonPropertyDescription("What that period would cost, in next_currency")
        BigDecimal nextAmount,

        String nextCurrency,

        @JsonPropertyDescription(Meanings.STORAGE_QUOTA_MB) int storageQuotaMb,

        @JsonPropertyDescription(Meanings.PROCESSING_QUOTA_MINUTES)
        int processingQuotaMinutes,

        @JsonPropertyDescription(Meanings.MAX_USERS) int maxUsers) {

    /** A line of the ledger. */
    public record Line(
            ChargeKind kind,
            UUID subscriptionPlanId,

            @JsonPropertyDescription(Meanings.PLAN_VERSION) int planVersion,

            Instant periodStart,
            Instant periodEnd,

            @JsonPropertyDescription("In currency, without tax; negative for credits")
            BigDecimal amount,

            String currency) {}
}
