package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/**
 * The reseller's part of one line of the charge ledger, and who owes whom for it. Lines are never edited: a correction
 * is a new line.
 */
public record CommissionLineView(
        UUID id,
        UUID resellerId,
        UUID tenantId,
        UUID chargeId,
        ChargeKind kind,

        @JsonPropertyDescription("The amount of the charge that the rate applies to, in currency")
        BigDecimal base,

        @JsonPropertyDescription("Percent, as it was in force when the charged period began")
        BigDecimal rate,

        @JsonPropertyDescription(
                "The reseller's part: base × rate ÷ 100, in currency, rounded half-even to its minor unit")
        BigDecimal amount,

        Collector collectedBy,

        @JsonPropertyDescription(
                "What the platform owes the reseller for this line, in currency: amount if the platform"
                        + " collects, amount − base if the reseller collects. Negative: the reseller owes the platform.")
        BigDecimal balance,

        String currency,
        Instant earnedAt) {}
