package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
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
import org.jspecify.annotations.Nullable;

/**
 * The members of a plan that its seller sets when creating or changing it.
 *
 * @param currency ISO 4217
 */
public record PlanDetails(
        @NotBlank @Size(max = 100) @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String name,

        @Nullable @Size(max = 5000) String description,

        @JsonPropertyDescription(Meanings.PRICE_MONTHLY) @NotNull @DecimalMin("0") @Digits(integer = 8, fraction = 4)
        BigDecimal priceMonthly,

        @JsonPropertyDescription(Meanings.PRICE_YEARLY) @Nullable @DecimalMin("0") @Digits(integer = 8, fraction = 4)
        BigDecimal priceYearly,

        @NotNull @Pattern(regexp = "[A-Z]{3}", message = "must be three capital letters (ISO 4217), such as EUR")
        String currency,

        @JsonPropertyDescription(Meanings.STORAGE_QUOTA_MB) @NotNull @PositiveOrZero
        Integer storageQuotaMb,

        @JsonPropertyDescription(Meanings.PROCESSING_QUOTA_MINUTES) @NotNull @PositiveOrZero
        Integer processingQuotaMinutes,

        @JsonPropertyDescription(Meanings.MAX_USERS) @NotNull @Positive
        Integer maxUsers,

        @Nullable @Valid PlanLimits limits,

        @Nullable @Valid PlanFeatures features,

        @JsonPropertyDescription(Meanings.STATUS) @Nullable PlanStatus status) {

    /** Replaces absent limits with {@link PlanLimits#USUAL}, absent features with all, and an absent status. */
    public PlanDetails {
        limits = limits == null ? PlanLimits.USUAL : limits;
        features = features == null ? PlanFeatures.ALL : features;
        status = status == null ? PlanStatus.Published : status;
    }
}
