package dev.sotto.tenants.users;

import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.TenantKind;
import java.util.Set;

/** Who may give which role: a pure table over the caller's role, the tenant's kind and the role wanted. */
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
     * Whether a caller of one role may invite somebody into a tenant, proven to be the caller's to manage, for another; and
     * suspend, bring back or remove who has it: who may give a role may take it.
     */
    static boolean mayInvite(Role caller, TenantKind tenant, Role wanted) {
        return ALLOWED.contains(new Grant(caller, tenant, wanted));
    }

    /** Whether a caller of one role may give somebody who has another a third one: taking the one, and giving the other. */
    static boolean mayChange(Role caller, TenantKind tenant, Role current, Role wanted) {
        return mayInvite(caller, tenant, current) && mayInvite(caller, tenant, wanted);
    }
}
