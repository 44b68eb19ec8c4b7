package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;

/** The commission that a reseller earns from one charge. Lines are never edited: a correction is a new line. */
public record CommissionLineView(
        UUID id,
        UUID resellerId,
        UUID tenantId,
        UUID chargeId,

        @JsonPropertyDescription("The amount of the charge that the rate applies to, in currency")
        BigDecimal base,

        @JsonPropertyDescription("Percent, as it was in force when the charged period began")
        BigDecimal rate,

        @JsonPropertyDescription("base × rate ÷ 100, in currency, rounded half-even to its minor unit")
        BigDecimal amount,

        String currency,
        Instant earnedAt) {}
