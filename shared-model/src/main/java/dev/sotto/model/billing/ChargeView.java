package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** The price that a tenant is charged for one billing period. Charges are never edited. */
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
