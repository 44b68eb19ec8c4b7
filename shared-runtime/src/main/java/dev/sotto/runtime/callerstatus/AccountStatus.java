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
 * What an organisation may do at this moment.
 *
 * @param suspensions its own reasons and those of the reseller above it; it works when there are none
 * @param closed whether it, or the reseller above it, is closed
 * @param requestsPerMinute what all its people and keys together may ask of one service; null where nothing was heard of a plan
 * @param keyRequestsPerMinute what one of its keys may ask of one service; null where nothing was heard of a plan
 */
public record AccountStatus(
        Set<SuspensionReason> suspensions,
        boolean closed,
        @Nullable Integer requestsPerMinute,
        @Nullable Integer keyRequestsPerMinute) {

    /** Computed from what is known of the organisation and of the reseller above it. */
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

    /** Whether it may work, and not only look at what it has. */
    public boolean isActive() {
        return suspensions.isEmpty() && !closed;
    }
}
