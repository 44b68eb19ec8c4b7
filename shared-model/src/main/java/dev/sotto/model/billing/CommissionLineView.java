package dev.sotto.model.billing;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * What a reseller earns from one charge. Never edited: a correction is a further line.
 *
 * @param base the charge's amount that the rate applies to, in {@code currency}
 * @param rate percent, as it was in force when the charged period began
 * @param amount {@code base × rate ÷ 100}, rounded half-even to the currency's minor unit
 */
public record CommissionLineView(
        UUID id,
        UUID resellerId,
        UUID tenantId,
        UUID chargeId,
        BigDecimal base,
        BigDecimal rate,
        BigDecimal amount,
        String currency,
        Instant earnedAt) {}
