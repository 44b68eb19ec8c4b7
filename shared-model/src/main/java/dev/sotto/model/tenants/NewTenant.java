package dev.sotto.model.tenants;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.billing.BillingInterval;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant to create: its details, and how its first subscription begins.
 *
 * @param subscriptionPlanId a system plan or a plan of the reseller
 */
public record NewTenant(
        @NotBlank
        @Size(max = 255)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String name,

        @JsonPropertyDescription(
                "The tenant's own host name, in lower case; no other tenant has it. It is stored and has no effect yet.")
        @Nullable
        @Size(max = 255)
        @Pattern(
                regexp = "(?=.{1,255}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+",
                message = "must be a host name in lower case, such as app.example.com")
        String domain,

        @NotNull UUID subscriptionPlanId,

        @JsonPropertyDescription(
                "One of the reseller's branding configurations, for front ends to show. Letters and pages of Sotto do not use it yet.")
        @Nullable
        UUID brandingConfigurationId,

        @JsonPropertyDescription("How often it is charged: Month (the default) or Year") @Nullable
        BillingInterval interval,

        @JsonPropertyDescription("Absent: it is charged from the beginning") @Nullable @Valid
        NewTrial trial) {

    /** Returns the members that can be changed later. */
    public TenantDetails details() {
        return new TenantDetails(name, domain, subscriptionPlanId, brandingConfigurationId, null);
    }
}
