package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a reseller says of a tenant, when creating and when changing it.
 *
 * @param domain custom domain, a lower-case host name
 * @param subscriptionPlanId a system plan or one of the reseller's own
 * @param brandingConfigurationId one of the reseller's own
 */
public record TenantDetails(
        @NotBlank
        @Size(max = 255)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must have no control characters")
        String name,

        @Nullable
        @Size(max = 255)
        @Pattern(
                regexp = "(?=.{1,255}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+",
                message = "must be a lower-case host name")
        String domain,

        @NotNull UUID subscriptionPlanId,
        @Nullable UUID brandingConfigurationId) {}
