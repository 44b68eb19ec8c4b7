package dev.sotto.model.events;

import dev.sotto.model.access.Permission;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The current state of an API key. It contains enough to verify the key, but not the key itself.
 *
 * @param userId the key's owner; the key never may do more than this user
 * @param secretHash SHA-256 of the key's secret, in lower-case hexadecimal; empty after the key was revoked
 * @param expiresAt absent for a key that is valid until it is revoked
 * @param revoked true if the key was revoked; this cannot be undone
 */
public record ApiKeyChanged(
        UUID apiKeyId,
        long version,
        UUID tenantId,
        @Nullable UUID resellerId,
        UUID userId,
        String secretHash,
        Set<Permission> permissions,
        @Nullable Instant expiresAt,
        boolean revoked)
        implements Event {

    @Override
    public Topic topic() {
        return Topic.API_KEY_CHANGED;
    }

    @Override
    public UUID aggregateId() {
        return apiKeyId;
    }
}
