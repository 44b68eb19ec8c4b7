package dev.sotto.tenants.suspensions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.tenants.Role;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SuspensionGrantsTest {

    private static final Map<Role, Set<SuspensionReason>> TABLE = Map.of(
            Role.PlatformAdmin, Set.of(SuspensionReason.Admin, SuspensionReason.Abuse, SuspensionReason.Billing),
            Role.ResellerAdmin, Set.of(SuspensionReason.Reseller),
            Role.Admin, Set.of(),
            Role.User, Set.of());

    @ParameterizedTest
    @EnumSource(Role.class)
    void rolesSetAndLiftOnlyTheirOwnReasons(Role role) {
        for (SuspensionReason reason : SuspensionReason.values()) {
            assertThat(SuspensionGrants.may(role, reason))
                    .as(role + " " + reason)
                    .isEqualTo(TABLE.get(role).contains(reason));
        }
    }
}
