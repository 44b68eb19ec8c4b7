package dev.sotto.runtime.callerstatus;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.model.tenants.TenantStatus;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation may do now.
 *
 * @param suspensions its own suspension reasons and those of its reseller; it works if there are none
 * @param closed whether the organisation or its reseller is closed
 * @param requestsPerMinute requests that all its keys together may send to one service, and all its people together;
 *     null if no plan is known
 * @param keyRequestsPerMinute requests that one of its keys or people may send to one service; null if no plan is
 *     known
 */
public record AccountStatus(
        Set<SuspensionReason> suspensions,
        boolean closed,
        @Nullable Integer requestsPerMinute,
        @Nullable Integer keyRequestsPerMinute) {

    /** Combines the known status of an organisation and of its reseller. */
    static AccountStatus of(@Nullable TenantChanged tenant, @Nullable ResellerChanged reseller) {
        Set<SuspensionReason> suspensions = EnumSet.noneOf(SuspensionReason.class);
        if (tenant != null) {
            suspensions.addAll(tenant.suspensions());
        }
        if (reseller != null) {
            suspensions.addAll(reseller.suspensions());
        }
        boolean closed = (tenant != null && tenant.status() == TenantStatus.Closed)
                || (reseller != null && reseller.status() == ResellerStatus.Closed);
        return new AccountStatus(
                Set.copyOf(suspensions),
                closed,
                tenant == null ? null : tenant.requestsPerMinute(),
                tenant == null ? null : tenant.keyRequestsPerMinute());
    }

    /** Returns whether the organisation may work. An inactive one may only read its data. */
    public boolean isActive() {
        return suspensions.isEmpty() && !closed;
    }
}
