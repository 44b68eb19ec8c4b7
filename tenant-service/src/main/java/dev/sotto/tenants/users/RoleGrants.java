package dev.sotto.tenants.users;

import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.TenantKind;
import java.util.Set;

/** Who may grant which role, by the caller's role, the tenant's kind and the new role. */
final class RoleGrants {

    private record Grant(Role caller, TenantKind tenant, Role wanted) {}

    private static final Set<Grant> ALLOWED = Set.of(
            new Grant(Role.PlatformAdmin, TenantKind.Platform, Role.PlatformAdmin),
            new Grant(Role.PlatformAdmin, TenantKind.House, Role.ResellerAdmin),
            new Grant(Role.ResellerAdmin, TenantKind.House, Role.ResellerAdmin),
            new Grant(Role.ResellerAdmin, TenantKind.Customer, Role.Admin),
            new Grant(Role.ResellerAdmin, TenantKind.Customer, Role.User),
            new Grant(Role.Admin, TenantKind.Customer, Role.Admin),
            new Grant(Role.Admin, TenantKind.Customer, Role.User));

    private RoleGrants() {}

    /**
     * Returns whether a caller's role may invite a user with this role to a tenant that the caller manages. The same
     * rule decides who may suspend, reactivate or remove such a user.
     */
    static boolean mayInvite(Role caller, TenantKind tenant, Role wanted) {
        return ALLOWED.contains(new Grant(caller, tenant, wanted));
    }

    /** Returns whether a caller's role may change a user from one role to another. */
    static boolean mayChange(Role caller, TenantKind tenant, Role current, Role wanted) {
        return mayInvite(caller, tenant, current) && mayInvite(caller, tenant, wanted);
    }
}
