package dev.sotto.model.access;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an API key.
 *
 * @param permissions what it is for, within what its user's role can do
 * @param expiresAt from now to ten years ahead; it stays until it is revoked when absent
 * @param userId whose key it is to be, the caller's own when absent
 * @param tenantId the caller's own tenant, which it also is when absent
 */
public record NewApiKey(
        @NotBlank
        @Size(max = 100)
        @Pattern(regexp = "^[^\\x00-\\x1f\\x7f-\\x9f]*$", message = "must not contain control characters")
        String name,

        @NotEmpty @Size(max = 20) List<@NotNull Permission> permissions,
        @Nullable Instant expiresAt,
        @Nullable UUID userId,
        @Nullable UUID tenantId) {}
