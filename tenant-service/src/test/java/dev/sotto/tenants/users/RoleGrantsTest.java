package dev.sotto.tenants.users;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.tenants.Role;
import dev.sotto.model.tenants.TenantKind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoleGrantsTest {

    @Test
    void allowsExactlySevenCombinations() {
        List<String> allowed = new ArrayList<>();
        for (Role caller : Role.values()) {
            for (TenantKind tenant : TenantKind.values()) {
                for (Role wanted : Role.values()) {
                    if (RoleGrants.mayInvite(caller, tenant, wanted)) {
                        allowed.add(caller + " " + tenant + " " + wanted);
                    }
                }
            }
        }

        assertThat(allowed)
                .containsExactlyInAnyOrder(
                        "PlatformAdmin Platform PlatformAdmin",
                        "PlatformAdmin House ResellerAdmin",
                        "ResellerAdmin House ResellerAdmin",
                        "ResellerAdmin Customer Admin",
                        "ResellerAdmin Customer User",
                        "Admin Customer Admin",
                        "Admin Customer User");
    }

    @Test
    void neverGrantsRoleOfAnotherKindOfTenant() {
        for (Role caller : Role.values()) {
            for (TenantKind tenant : TenantKind.values()) {
                for (Role wanted : Role.values()) {
                    if (wanted.tenantKind() != tenant) {
                        assertThat(RoleGrants.mayInvite(caller, tenant, wanted)).isFalse();
                    }
                }
            }
        }
    }

    @Test
    void changesRolesOnlyInCustomerTenants() {
        List<String> allowed = new ArrayList<>();
        for (Role caller : Role.values()) {
            for (TenantKind tenant : TenantKind.values()) {
                for (Role current : Role.values()) {
                    for (Role wanted : Role.values()) {
                        if (current != wanted && RoleGrants.mayChange(caller, tenant, current, wanted)) {
                            allowed.add(caller + " " + tenant + " " + current + " " + wanted);
                        }
                    }
                }
            }
        }

        assertThat(allowed)
                .containsExactlyInAnyOrder(
                        "ResellerAdmin Customer Admin User",
                        "ResellerAdmin Customer User Admin",
                        "Admin Customer Admin User",
                        "Admin Customer User Admin");
    }
}
