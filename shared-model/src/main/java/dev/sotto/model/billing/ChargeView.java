package dev.sotto.model.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * A price charged to a tenant for one billing period. Never edited.
 *
 * @param amount in {@code currency}
 */
public record ChargeView(
        UUID id,
        UUID tenantId,
        UUID resellerId,
        UUID subscriptionId,
        UUID subscriptionPlanId,
        Instant periodStart,
        Instant periodEnd,
        BigDecimal amount,
        String currency,
        Instant chargedAt) {}
