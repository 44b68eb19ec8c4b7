package dev.sotto.model.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it is shown.
 *
 * @param userId as whom it acts
 * @param lastUsedAt about half a minute behind; it moves without the version
 * @param key the key itself, for {@code Authorization: Bearer}: in the answer that made it, and never again
 */
public record ApiKeyView(
        UUID id,
        UUID tenantId,
        UUID userId,
        String name,
        List<Permission> permissions,
        ApiKeyStatus status,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt,
        long version,
        Instant createdAt,
        @Nullable String key) {

    /** With the key itself, for whom it was made for. */
    public ApiKeyView showing(String text) {
        return new ApiKeyView(
                id,
                tenantId,
                userId,
                name,
                permissions,
                status,
                expiresAt,
                lastUsedAt,
                revokedAt,
                version,
                createdAt,
                text);
    }

    /** Without the key: this may end in a log. */
    @Override
    public String toString() {
        return "ApiKeyView[" + id + "]";
    }
}
