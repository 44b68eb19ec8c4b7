package dev.sotto.runtime.standing;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.TenantChanged;
import dev.sotto.model.resellers.ResellerStatus;
import dev.sotto.model.tenants.TenantStatus;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an organisation may do at this moment.
 *
 * @param suspensions its own reasons and those of the reseller above it; it works when there are none
 * @param closed whether it, or the reseller above it, is closed
 * @param requestsPerMinute what all its people and keys together may ask of one service
 * @param keyRequestsPerMinute what one of its keys may ask of one service
 */
public record Standing(
        Set<SuspensionReason> suspensions, boolean closed, int requestsPerMinute, int keyRequestsPerMinute) {

    /** Of the platform's own people, who have no plan. */
    private static final int PLATFORM_REQUESTS_PER_MINUTE = 1200;

    /** Computed from what is known of the organisation and of the reseller above it. */
    static Standing of(@Nullable TenantChanged tenant, @Nullable ResellerChanged reseller) {
        Set<SuspensionReason> suspensions = EnumSet.noneOf(SuspensionReason.class);
        if (tenant != null) {
            suspensions.addAll(tenant.suspensions());
        }
        if (reseller != null) {
            suspensions.addAll(reseller.suspensions());
        }
        boolean closed = (tenant != null && tenant.status() == TenantStatus.Closed)
                || (reseller != null && reseller.status() == ResellerStatus.Closed);
        return new Standing(Set.copyOf(suspensions), closed, ofAll(tenant), ofKey(tenant));
    }

    /** Whether it may work, and not only look at what it has. */
    public boolean isActive() {
        return suspensions.isEmpty() && !closed;
    }

    private static int ofAll(@Nullable TenantChanged tenant) {
        return tenant == null ? PLATFORM_REQUESTS_PER_MINUTE : tenant.requestsPerMinute();
    }

    private static int ofKey(@Nullable TenantChanged tenant) {
        return tenant == null ? PlanLimits.USUAL.keyRequestsPerMinute() : tenant.keyRequestsPerMinute();
    }
}
