package dev.sotto.model.tenants;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A session: one sign-in of a user.
 *
 * @param createdAt when the session began
 * @param lastUsedAt when the session last got new tokens
 * @param expiresAt when the session ends if it is not used before
 * @param userAgent the User-Agent of the client that used the session last
 * @param address the address of the client that used the session last
 * @param current whether the access token of this request belongs to the session
 */
public record SessionView(
        UUID id,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        @Nullable String userAgent,
        @Nullable String address,
        boolean current) {}
