package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/**
 * A request to act as a user of an organisation below the caller's, to give support.
 *
 * @param tenantId a customer tenant; the platform may also name a house tenant by its reseller's id
 * @param reason shown in the tenant's audit log
 */
public record ImpersonateUser(
        @NotNull UUID tenantId,
        @NotNull UUID userId,

        @NotBlank
        @Size(min = 10, max = 500)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String reason) {}
