package dev.sotto.model.resellers;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.EmailAddress;
import dev.sotto.model.OneLine;
import dev.sotto.model.TimeZoneName;
import dev.sotto.model.billing.Collector;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The members of a reseller that the platform sets when creating or changing it. */
public record ResellerDetails(
        @NotBlank @Size(max = 255) @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String name,

        @JsonPropertyDescription(Meanings.CONTACT) @NotBlank @EmailAddress @Size(max = 255)
        String email,

        @JsonPropertyDescription(Meanings.CONTACT)
        @Nullable
        @Size(max = 50)
        @Pattern(regexp = OneLine.REGEXP, message = OneLine.MESSAGE)
        String phone,

        @JsonPropertyDescription(Meanings.COMMISSION_RATE + "; a change holds for charges from then on")
        @NotNull
        @DecimalMin("0")
        @DecimalMax("100")
        @Digits(integer = 3, fraction = 2)
        BigDecimal commissionRate,

        @JsonPropertyDescription(Meanings.COLLECTED_BY + "; a change holds for charges from then on") @Nullable
        Collector collectedBy,

        @JsonPropertyDescription(Meanings.TIME_ZONE) @Nullable @TimeZoneName
        String timeZone) {

    /** Replaces an absent collector with the reseller, and an absent time zone with UTC. */
    public ResellerDetails {
        timeZone = timeZone == null ? "UTC" : timeZone;
        collectedBy = collectedBy == null ? Collector.Reseller : collectedBy;
    }
}
