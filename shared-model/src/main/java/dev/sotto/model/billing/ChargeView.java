package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of the charge ledger. Lines are never edited: a correction is a new line. */
public record ChargeView(
        UUID id,
        UUID tenantId,
        UUID resellerId,
        UUID subscriptionId,
        UUID subscriptionPlanId,

        @JsonPropertyDescription("The version of the plan that the line is for")
        int planVersion,

        ChargeKind kind,
        ChargeSource source,
        ChargeDescription description,

        @JsonPropertyDescription("The charge that a credit or refund belongs to") @Nullable
        UUID corrects,

        @JsonPropertyDescription("Why a person wrote the line") @Nullable
        String reason,

        Instant periodStart,
        Instant periodEnd,

        @JsonPropertyDescription("In currency, without tax; negative for credits, refunds and some adjustments")
        BigDecimal amount,

        String currency,

        @JsonPropertyDescription("What comes on top of amount, in currency; absent if no tax was determined") @Nullable
        BigDecimal taxAmount,

        @JsonPropertyDescription("Percent of amount") @Nullable
        BigDecimal taxRate,

        @JsonPropertyDescription("The country whose tax it is (ISO 3166-1 alpha-2)") @Nullable
        String taxCountry,

        Collector collectedBy,
        Instant chargedAt) {}
