package dev.sotto.model.events;

import dev.sotto.model.access.Permission;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An API key as it now is: enough to recognise it, never the key itself.
 *
 * @param userId whose key it is; it is allowed no more than this user
 * @param secretHash SHA-256 of the key's secret, in lower-case hexadecimal; empty once it is revoked
 * @param expiresAt absent for a key that stays until it is revoked
 * @param revoked for good
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
