package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.OneLine;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A line of the charge ledger that a person writes: a refund or an adjustment. */
public record ChargeDetails(
        @JsonPropertyDescription("Refund or Adjustment; Sotto writes the other kinds itself") @NotNull
        ChargeKind kind,

        @NotNull UUID tenantId,

        @JsonPropertyDescription("The charge that is refunded; only for a refund") @Nullable
        UUID chargeId,

        @JsonPropertyDescription(
                "In currency, without tax. For a refund, what the tenant gets back: above 0, and at most what is left of"
                        + " the charge. For an adjustment, what the tenant owes more (above 0) or less (below 0).")
        @NotNull
        @Digits(integer = 8, fraction = 4)
        BigDecimal amount,

        @JsonPropertyDescription("ISO 4217; for a refund, the currency of the charge")
        @NotNull
        @Pattern(regexp = "[A-Z]{3}", message = "must be three capital letters (ISO 4217), such as EUR")
        String currency,

        @JsonPropertyDescription("Why; the tenant can read it")
        @NotBlank
        @Size(max = 500)
        @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String reason) {}
