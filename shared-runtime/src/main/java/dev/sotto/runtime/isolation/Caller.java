package dev.sotto.runtime.isolation;

import dev.sotto.model.WellKnownIds;
import dev.sotto.model.access.Permission;
import dev.sotto.model.tenants.Role;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf something runs: the first parameter of every use case. It is made only from a verified token or key,
 * or by the service for its own tasks. Ids in paths, headers and bodies only name targets.
 *
 * @param userId null for the service's own tasks
 * @param key the API key of the request; null for people and for the service's own tasks
 * @param impersonatorId the person who acts as the user, if there is an impersonation
 */
public record Caller(
        Scope scope,
        @Nullable UUID userId,
        Set<Role> roles,
        @Nullable Key key,
        @Nullable UUID impersonatorId,
        Origin origin) {

    /** An API key and its permissions, which never exceed those of its user. */
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

    /** Returns the caller for one of the service's own tasks. */
    public static Caller system(String task) {
        return new Caller(new Scope.System(task), null, Set.of(), null, null, new Origin(task, null, null));
    }

    /**
     * Returns this person as a caller inside one tenant. An earlier transaction must have proved that the person
     * manages this tenant.
     */
    public Caller narrowedTo(UUID tenantId, @Nullable UUID resellerId) {
        return new Caller(new Scope.Tenant(tenantId, resellerId), userId, roles, key, impersonatorId, origin);
    }

    /** Returns the same caller with another request's origin. */
    public Caller from(Origin request) {
        return new Caller(scope, userId, roles, key, impersonatorId, request);
    }

    public boolean has(Role role) {
        return roles.contains(role);
    }

    /** Returns the signed-in person; fails for the service's own tasks. */
    public UUID requireUserId() {
        if (userId == null) {
            throw new IllegalStateException("no person is behind " + scope);
        }
        return userId;
    }

    /** Returns the person who really acts: the impersonator, if there is one. */
    public UUID actingUserId() {
        return impersonatorId == null ? requireUserId() : impersonatorId;
    }

    /** Returns the tenant in which this caller works; fails outside a tenant's scope. */
    public UUID requireTenantId() {
        UUID tenantId = scope.tenantId();
        if (tenantId == null) {
            throw new IllegalStateException("no tenant in " + scope);
        }
        return tenantId;
    }

    /**
     * Returns the tenant in which this caller is a user. A reseller's people are users of its house tenant, which has
     * the reseller's id.
     */
    public UUID homeTenantId() {
        if (scope.tenantId() != null) {
            return scope.tenantId();
        }
        return scope.resellerId() == null ? WellKnownIds.PLATFORM_TENANT : scope.resellerId();
    }

    /** Returns the reseller to which this caller belongs; fails if there is none. */
    public UUID requireResellerId() {
        UUID resellerId = scope.resellerId();
        if (resellerId == null) {
            throw new IllegalStateException("no reseller in " + scope);
        }
        return resellerId;
    }

    /** Returns the request's id for logs and the audit log, or the name of the task. */
    public String requestId() {
        return origin.requestId();
    }

    /** Returns the W3C trace context of the request; null if there is none. */
    public @Nullable String traceparent() {
        return origin.traceparent();
    }

    /** Returns who really acts, for events and the audit log: a person, a key or a task. */
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
