package dev.sotto.tenants.tokens;

import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.isolation.Scope;
import dev.sotto.tenants.throttling.Client;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user who has just been authenticated, before a token exists.
 *
 * @param version the user's version when it was read
 */
public record Person(UUID userId, UUID tenantId, @Nullable UUID resellerId, Role role, long version) {

    public static Person of(Row row) {
        return new Person(
                row.getUUID("user_id"),
                row.getUUID("tenant_id"),
                row.getUUID("reseller_id"),
                Role.valueOf(row.getString("role")),
                row.getLong("version"));
    }

    /** Returns the user as a caller in their own tenant, to record the sign-in. */
    public Caller caller(Client client) {
        return new Caller(
                new Scope.Tenant(tenantId, resellerId),
                userId,
                Set.of(role),
                null,
                null,
                new Caller.Origin(client.requestId(), null, client.address()));
    }

    /** Returns the same user with a newer role and version. */
    public Person as(Role roleNow, long versionNow) {
        return new Person(userId, tenantId, resellerId, roleNow, versionNow);
    }
}
