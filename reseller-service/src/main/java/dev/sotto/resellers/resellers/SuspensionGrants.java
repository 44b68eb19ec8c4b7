package dev.sotto.resellers.resellers;

import dev.sotto.model.access.SuspensionReason;

/** For which reasons the platform may suspend a reseller: the reason {@code Reseller} is a reseller's own against tenants. */
final class SuspensionGrants {

    private SuspensionGrants() {}

    static boolean mayPlatform(SuspensionReason reason) {
        return reason != SuspensionReason.Reseller;
    }
}
