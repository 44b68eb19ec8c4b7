package dev.sotto.model.tenants;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user of a tenant, as the API returns it.
 *
 * @param language the language that the user chose; null for none
 * @param timeZone the name of a time zone in the IANA database; null for none
 * @param version increases by one with each change; used as the ETag
 */
public record UserView(
        UUID id,
        UUID tenantId,
        String email,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable Language language,
        @Nullable String timeZone,
        Role role,
        UserStatus status,
        @Nullable Instant lastLogin,
        long version,
        Instant createdAt,
        Instant updatedAt) {}
