package dev.sotto.runtime.isolation;

import dev.sotto.model.tenants.Role;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * On whose behalf something is done: the first parameter of every use case. Made from a verified token alone, or by the
 * machine for its own tasks; ids in paths, headers and bodies only name targets.
 *
 * @param userId null for the machine's own tasks
 * @param permissions scopes of an API key; empty for people
 * @param actor who really acts, when someone is impersonated
 * @param requestId for logs and the audit log
 * @param traceparent W3C trace context of the request, passed on to events
 */
public record Caller(
        Scope scope,
        @Nullable UUID userId,
        Set<Role> roles,
        Set<String> permissions,
        @Nullable String actor,
        String requestId,
        @Nullable String traceparent) {

    /** The machine itself, for one of its tasks. */
    public static Caller system(String task) {
        return new Caller(new Scope.System(task), null, Set.of(), Set.of(), null, task, null);
    }

    /** This person, acting inside one tenant that was proven, in a transaction before, to be theirs to manage. */
    public Caller narrowedTo(UUID tenantId, @Nullable UUID resellerId) {
        return new Caller(
                new Scope.Tenant(tenantId, resellerId), userId, roles, permissions, actor, requestId, traceparent);
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

    /** The reseller that this caller belongs to; fails where there is none. */
    public UUID requireResellerId() {
        UUID resellerId = scope.resellerId();
        if (resellerId == null) {
            throw new IllegalStateException("no reseller in " + scope);
        }
        return resellerId;
    }

    /** For events: the acting user, or the task. */
    public String actorName() {
        if (actor != null) {
            return actor;
        }
        return userId == null ? requestId : userId.toString();
    }
}
