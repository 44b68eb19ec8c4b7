package dev.sotto.model.tenants;

import dev.sotto.model.EmailAddress;
import dev.sotto.model.Emails;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Invites a person to a tenant. Sotto sends an e-mail with a link that is valid once.
 *
 * @param tenantId the tenant to join, the caller's own when absent; a reseller's id names its house tenant
 * @param email compared and stored as {@link Emails#normal} has it, unique over the platform
 */
public record InviteUser(
        @Nullable UUID tenantId,
        @NotBlank @EmailAddress @Size(max = 255) String email,
        @NotNull Role role,

        @Nullable
        @Size(max = 100)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String firstName,

        @Nullable
        @Size(max = 100)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String lastName) {}
