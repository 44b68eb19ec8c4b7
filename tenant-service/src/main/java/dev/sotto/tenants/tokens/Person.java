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
 * Somebody who has just proven who they are, before there is a token to say so.
 *
 * @param version the user's version when this was read
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

    /** The person in the own tenant: nothing more is needed to write down that they came. */
    public Caller caller(Client client) {
        return new Caller(
                new Scope.Tenant(tenantId, resellerId),
                userId,
                Set.of(role),
                null,
                null,
                new Caller.Origin(client.requestId(), null, client.address()));
    }

    /** The same person as of a moment later. */
    public Person as(Role roleNow, long versionNow) {
        return new Person(userId, tenantId, resellerId, roleNow, versionNow);
    }
}
