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
 * A request to create an API key.
 *
 * @param permissions what the key may do; the role of its user limits them
 * @param expiresAt at most ten years ahead; when absent, the key is valid until it is revoked
 * @param userId the user who will own the key; when absent, the caller
 * @param tenantId the tenant of that user; when absent, the caller's tenant
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
