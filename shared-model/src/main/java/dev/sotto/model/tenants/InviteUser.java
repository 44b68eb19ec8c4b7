package dev.sotto.model.tenants;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks a person to join a tenant; a mail with a one-time link follows.
 *
 * @param tenantId the tenant to join, the caller's own when absent; a reseller's id names its house tenant
 * @param email compared and stored in lower case, unique over the platform
 */
public record InviteUser(
        @Nullable UUID tenantId,
        @NotBlank @Email @Size(max = 255) String email,
        @NotNull Role role,

        @Nullable
        @Size(max = 100)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String firstName,

        @Nullable
        @Size(max = 100)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String lastName) {}
