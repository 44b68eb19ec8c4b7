package dev.sotto.tenants.apikeys;

import static dev.sotto.tenants.apikeys.KeyPermissions.canUse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.access.Permission;
import dev.sotto.model.tenants.Role;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyPermissionsTest {

    @Test
    void adminKeysMayDoMoreThanUserKeys() {
        assertThat(usableBy(Role.Admin)).containsAll(usableBy(Role.User)).contains(Permission.AUDIT_READ);
        assertThat(usableBy(Role.User)).doesNotContain(Permission.AUDIT_READ, Permission.BILLING_READ);
    }

    @Test
    void platformAndResellerKeysCannotReadContent() {
        for (Role role : List.of(Role.ResellerAdmin, Role.PlatformAdmin)) {
            assertThat(usableBy(role))
                    .doesNotContain(
                            Permission.JOBS_READ,
                            Permission.JOBS_WRITE,
                            Permission.WORKFLOWS_READ,
                            Permission.WORKFLOWS_WRITE);
        }
    }

    @Test
    void customerKeysCannotChangeOrganisations() {
        for (Role role : List.of(Role.Admin, Role.User)) {
            assertThat(usableBy(role)).doesNotContain(Permission.TENANTS_WRITE, Permission.BRANDING_WRITE);
        }
    }

    @Test
    void everyPermissionBelongsToARole() {
        assertThat(Permission.values())
                .allMatch(permission -> Arrays.stream(Role.values()).anyMatch(role -> canUse(role, permission)));
    }

    private static List<Permission> usableBy(Role role) {
        return Arrays.stream(Permission.values())
                .filter(permission -> canUse(role, permission))
                .toList();
    }
}
