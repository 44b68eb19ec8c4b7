package dev.sotto.runtime.isolation;

import dev.sotto.model.WellKnownIds;
import dev.sotto.model.access.Permission;
import dev.sotto.model.tenants.Role;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf something is done: the first parameter of every use case. Made from a verified token alone, or by the
 * machine for its own tasks; ids in paths, headers and bodies only name targets.
 *
 * @param userId null for the machine's own tasks
 * @param key the API key it came with; null for people and for the machine
 * @param impersonatorId who really acts, where somebody is impersonated
 */
public record Caller(
        Scope scope,
        @Nullable UUID userId,
        Set<Role> roles,
        @Nullable Key key,
        @Nullable UUID impersonatorId,
        Origin origin) {

    /** An API key and what it is permitted; never more than its user may. */
    public record Key(UUID id, Set<Permission> permissions) {}

    /**
     * Where a request comes from.
     *
     * @param requestId for logs and the audit log
     * @param traceparent W3C trace context, passed on to events
     * @param address the client's network address
     */
    public record Origin(
            String requestId,
            @Nullable String traceparent,
            @Nullable String address) {}

    /** The machine itself, for one of its tasks. */
    public static Caller system(String task) {
        return new Caller(new Scope.System(task), null, Set.of(), null, null, new Origin(task, null, null));
    }

    /** This person, acting inside one tenant that was proven, in a transaction before, to be theirs to manage. */
    public Caller narrowedTo(UUID tenantId, @Nullable UUID resellerId) {
        return new Caller(new Scope.Tenant(tenantId, resellerId), userId, roles, key, impersonatorId, origin);
    }

    /** The same caller with another request. */
    public Caller from(Origin request) {
        return new Caller(scope, userId, roles, key, impersonatorId, request);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** The signed-in person; fails for the machine's own tasks, which have none. */
    public UUID requireUserId() {
        if (userId == null) {
            throw new IllegalStateException("no person is behind " + scope);
        }
        return userId;
    }

    /** The tenant that this caller works in; fails outside a tenant's scope. */
    public UUID requireTenantId() {
        UUID tenantId = scope.tenantId();
        if (tenantId == null) {
            throw new IllegalStateException("no tenant in " + scope);
        }
        return tenantId;
    }

    /** The tenant in which this caller is a user: a reseller's people are users of its house, whose id is the reseller's. */
    public UUID homeTenantId() {
        if (scope.tenantId() != null) {
            return scope.tenantId();
        }
        return scope.resellerId() == null ? WellKnownIds.PLATFORM_TENANT : scope.resellerId();
    }

    /** The reseller that this caller belongs to; fails where there is none. */
    public UUID requireResellerId() {
        UUID resellerId = scope.resellerId();
        if (resellerId == null) {
            throw new IllegalStateException("no reseller in " + scope);
        }
        return resellerId;
    }

    /** For logs and the audit log; of a task its name. */
    public String requestId() {
        return origin.requestId();
    }

    /** W3C trace context of the request; null where there is none. */
    public @Nullable String traceparent() {
        return origin.traceparent();
    }

    /** For events and the audit log: who really acts, be it a person, a key or a task. */
    public String actorName() {
        if (impersonatorId != null) {
            return impersonatorId.toString();
        }
        if (key != null) {
            return "api-key:" + key.id();
        }
        return userId == null ? requestId() : userId.toString();
    }
}
