package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** A price charged to a tenant for one billing period. Never edited. */
public record ChargeView(
        UUID id,
        UUID tenantId,
        UUID resellerId,
        UUID subscriptionId,
        UUID subscriptionPlanId,
        Instant periodStart,
        Instant periodEnd,

        @JsonPropertyDescription("In currency") BigDecimal amount,

        String currency,
        Instant chargedAt) {}
