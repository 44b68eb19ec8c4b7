package dev.sotto.model.tenants;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place where somebody is signed in.
 *
 * @param createdAt when it began
 * @param lastUsedAt when it last got new tokens
 * @param expiresAt when it ends unless it is used before
 * @param userAgent the program that used it last, as it calls itself
 * @param address from where it was used last
 * @param current whether the access token that asks is of it
 */
public record SessionView(
        UUID id,
        Instant createdAt,
        Instant lastUsedAt,
        Instant expiresAt,
        @Nullable String userAgent,
        @Nullable String address,
        boolean current) {}
