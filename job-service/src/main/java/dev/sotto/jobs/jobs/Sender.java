package dev.sotto.jobs.jobs;

import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import io.vertx.mutiny.sqlclient.Row;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whoever sent a recording. The job is made in their name when their request may be over.
 *
 * @param role theirs when they sent it
 * @param apiKeyId their key; null for people
 */
public record Sender(
        UUID tenantId,
        UUID resellerId,
        UUID userId,
        Role role,
        @Nullable UUID apiKeyId,
        @Nullable UUID impersonatorId) {

    public static Sender of(Caller caller) {
        return new Sender(
                caller.requireTenantId(),
                caller.requireResellerId(),
                caller.requireUserId(),
                caller.has(Role.Admin) ? Role.Admin : Role.User,
                caller.key() == null ? null : caller.key().id(),
                caller.impersonatorId());
    }

    /** Reads the columns of the same names. */
    public static Sender of(Row row) {
        return new Sender(
                row.getUUID("tenant_id"),
                row.getUUID("reseller_id"),
                row.getUUID("user_id"),
                Role.valueOf(row.getString("role")),
                row.getUUID("api_key_id"),
                row.getUUID("impersonator_id"));
    }
}
