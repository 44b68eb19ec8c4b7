package dev.sotto.tenants.apikeys;

import static dev.sotto.model.access.Permission.AUDIT_READ;
import static dev.sotto.model.access.Permission.BILLING_READ;
import static dev.sotto.model.access.Permission.BRANDING_READ;
import static dev.sotto.model.access.Permission.BRANDING_WRITE;
import static dev.sotto.model.access.Permission.JOBS_READ;
import static dev.sotto.model.access.Permission.JOBS_WRITE;
import static dev.sotto.model.access.Permission.PLANS_READ;
import static dev.sotto.model.access.Permission.TENANTS_READ;
import static dev.sotto.model.access.Permission.TENANTS_WRITE;
import static dev.sotto.model.access.Permission.USAGE_READ;
import static dev.sotto.model.access.Permission.USERS_READ;
import static dev.sotto.model.access.Permission.WEBHOOKS_READ;
import static dev.sotto.model.access.Permission.WEBHOOKS_WRITE;
import static dev.sotto.model.access.Permission.WORKFLOWS_READ;
import static dev.sotto.model.access.Permission.WORKFLOWS_WRITE;

import dev.sotto.model.access.Permission;
import dev.sotto.model.tenants.Role;
import java.util.Map;
import java.util.Set;

/** The permissions that keys of a role may have: what the role itself may do. */
final class KeyPermissions {

    private static final Map<Role, Set<Permission>> USABLE = Map.of(
            Role.User,
            Set.of(JOBS_READ, JOBS_WRITE, WORKFLOWS_READ, WORKFLOWS_WRITE, USAGE_READ, PLANS_READ, TENANTS_READ),
            Role.Admin,
            Set.of(
                    JOBS_READ,
                    JOBS_WRITE,
                    WORKFLOWS_READ,
                    WORKFLOWS_WRITE,
                    USAGE_READ,
                    PLANS_READ,
                    TENANTS_READ,
                    BILLING_READ,
                    USERS_READ,
                    AUDIT_READ,
                    WEBHOOKS_READ,
                    WEBHOOKS_WRITE),
            Role.ResellerAdmin,
            Set.of(
                    TENANTS_READ,
                    TENANTS_WRITE,
                    USERS_READ,
                    BRANDING_READ,
                    BRANDING_WRITE,
                    USAGE_READ,
                    BILLING_READ,
                    PLANS_READ,
                    AUDIT_READ,
                    WEBHOOKS_READ,
                    WEBHOOKS_WRITE),
            Role.PlatformAdmin,
            Set.of(
                    TENANTS_READ,
                    TENANTS_WRITE,
                    USERS_READ,
                    BRANDING_READ,
                    USAGE_READ,
                    BILLING_READ,
                    PLANS_READ,
                    AUDIT_READ));

    private KeyPermissions() {}

    static boolean canUse(Role role, Permission permission) {
        return USABLE.get(role).contains(permission);
    }
}
