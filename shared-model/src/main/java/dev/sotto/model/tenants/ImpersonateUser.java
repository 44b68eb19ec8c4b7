package dev.sotto.model.tenants;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;

/**
 * Asks to act as a user of an organisation below one's own, to help.
 *
 * @param tenantId of a customer; for the platform also a house, whose id is the reseller's
 * @param reason shown in the tenant's audit log
 */
public record ImpersonateUser(
        @NotNull UUID tenantId,
        @NotNull UUID userId,

        @NotBlank
        @Size(min = 10, max = 500)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String reason) {}
