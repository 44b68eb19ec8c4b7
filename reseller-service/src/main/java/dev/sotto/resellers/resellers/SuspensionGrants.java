package dev.sotto.resellers.resellers;

import dev.sotto.model.access.SuspensionReason;

/**
 * The reasons for which the platform may suspend a reseller. {@code Reseller} is not one of them: resellers use it for
 * their tenants.
 */
final class SuspensionGrants {

    private SuspensionGrants() {}

    static boolean mayPlatform(SuspensionReason reason) {
        return reason != SuspensionReason.Reseller;
    }
}
