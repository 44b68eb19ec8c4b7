package dev.sotto.tenants.suspensions;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.tenants.Role;
import dev.sotto.runtime.isolation.Caller;
import dev.sotto.runtime.problem.Problem;
import dev.sotto.runtime.problem.ProblemType;

/** Who may suspend for which reason. The same callers may lift it. */
final class SuspensionGrants {

    private SuspensionGrants() {}

    static boolean may(Role role, SuspensionReason reason) {
        return switch (role) {
            case PlatformAdmin -> reason != SuspensionReason.Reseller;
            case ResellerAdmin -> reason == SuspensionReason.Reseller;
            case Admin, User -> false;
        };
    }

    static void require(Caller caller, SuspensionReason reason) {
        if (caller.roles().stream().noneMatch(role -> may(role, reason))) {
            throw Problem.of(
                    ProblemType.FORBIDDEN, "Your role can neither set nor lift the suspension reason " + reason + ".");
        }
    }
}
