package dev.sotto.tenants.impersonation;

import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.TenantKind;
import java.util.Map;
import java.util.Set;

/** Which kinds of tenant are below a role. */
final class ImpersonationPolicy {

    private static final Map<Role, Set<TenantKind>> KINDS = Map.of(
            Role.PlatformAdmin, Set.of(TenantKind.House, TenantKind.Customer),
            Role.ResellerAdmin, Set.of(TenantKind.Customer));

    private ImpersonationPolicy() {}

    static boolean isBelow(Role role, TenantKind kind) {
        return KINDS.getOrDefault(role, Set.of()).contains(kind);
    }
}
