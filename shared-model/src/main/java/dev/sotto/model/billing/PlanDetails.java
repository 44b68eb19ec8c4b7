package dev.sotto.model.billing;

import dev.sotto.model.OneLine;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a seller says of a plan, when creating and when changing it.
 *
 * @param priceMonthly in {@code currency}, with the decimals that ISO 4217 gives it: none for JPY, three for KWD
 * @param priceYearly in {@code currency}; absent when the plan is sold by the month alone
 * @param currency ISO 4217
 * @param storageQuotaMb MB of 1,000,000 bytes
 * @param processingQuotaMinutes minutes of audio a billing period
 * @param features switches by name
 */
public record PlanDetails(
        @NotBlank @Size(max = 100) @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String name,

        @Nullable @Size(max = 5000) String description,

        @NotNull @DecimalMin("0") @Digits(integer = 8, fraction = 4)
        BigDecimal priceMonthly,

        @Nullable @DecimalMin("0") @Digits(integer = 8, fraction = 4)
        BigDecimal priceYearly,

        @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be an ISO 4217 code such as EUR")
        String currency,

        @NotNull @PositiveOrZero Integer storageQuotaMb,
        @NotNull @PositiveOrZero Integer processingQuotaMinutes,
        @NotNull @Positive Integer maxUsers,
        @Nullable @Valid PlanLimits limits,
        @Size(max = 100) Map<@Size(max = 100) String, @NotNull Boolean> features) {

    /** Absent limits are the usual ones, absent features are none. */
    public PlanDetails {
        limits = limits == null ? PlanLimits.USUAL : limits;
        features = features == null ? Map.of() : features;
    }
}
