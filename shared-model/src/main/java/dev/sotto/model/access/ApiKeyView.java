package dev.sotto.model.access;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key, as the API returns it.
 *
 * @param userId the user whom the key acts as
 * @param lastUsedAt up to about half a minute old; a change does not increase the version
 * @param key the key for {@code Authorization: Bearer}; only the response that creates the key contains it
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

    /** Returns this view with the key's text, for the response that creates the key. */
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

    /** Omits the key, because this text may be logged. */
    @Override
    public String toString() {
        return "ApiKeyView[" + id + "]";
    }
}
