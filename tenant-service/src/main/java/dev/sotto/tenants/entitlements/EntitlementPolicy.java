package dev.sotto.tenants.entitlements;

import dev.sotto.model.Units;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.billing.SubscriptionStatus;
import dev.sotto.model.events.PlanAllowance;
import dev.sotto.model.tenants.AllowanceOverrides;
import dev.sotto.model.tenants.TenantStatus;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what a tenant may do. Pure: the same facts give the same answer, whatever the order they came in. */
public final class EntitlementPolicy {

    private EntitlementPolicy() {}

    /**
     * The facts.
     *
     * @param allowance of the version that the subscription has
     * @param overrides what its reseller allows it in the place of what the version allows
     * @param subscription null until billing-service has told; the tenant may work meanwhile
     * @param closed by its reseller or the platform
     * @param suspensions each is lifted only by who may set it; a subscription lifts none
     */
    public record Facts(
            PlanAllowance allowance,
            AllowanceOverrides overrides,
            @Nullable SubscriptionStatus subscription,
            boolean closed,
            Set<SuspensionReason> suspensions) {}

    /** Returns the answer. */
    public static Entitlement decide(Facts facts) {
        PlanAllowance allowed = overridden(facts.allowance(), facts.overrides());
        boolean paid = facts.subscription() == null || isEntitled(facts.subscription());
        return new Entitlement(
                status(facts),
                suspensions(facts.suspensions()),
                paid ? Units.minutesToMillis(allowed.processingQuotaMinutes()) : 0,
                paid ? Units.megabytesToBytes(allowed.storageQuotaMb()) : 0,
                allowed.maxUsers(),
                allowed.limits().weight(),
                allowed.limits().concurrentJobs(),
                allowed.limits().requestsPerMinute(),
                allowed.limits().keyRequestsPerMinute(),
                allowed.features());
    }

    /**
     * Returns whether a subscription of this status gives quota. A cancelled one does until it expires. Without quota,
     * people still sign in, read and export, and jobs that had begun end.
     */
    public static boolean isEntitled(SubscriptionStatus status) {
        return status != SubscriptionStatus.Expired && status != SubscriptionStatus.Paused;
    }

    /** Returns what the tenant may use of its version while its subscription gives quota. */
    public static PlanAllowance overridden(PlanAllowance plan, AllowanceOverrides overrides) {
        PlanLimits limits = plan.limits();
        return new PlanAllowance(
                or(overrides.storageQuotaMb(), plan.storageQuotaMb()),
                or(overrides.processingQuotaMinutes(), plan.processingQuotaMinutes()),
                or(overrides.maxUsers(), plan.maxUsers()),
                new PlanLimits(
                        or(overrides.requestsPerMinute(), limits.requestsPerMinute()),
                        or(overrides.keyRequestsPerMinute(), limits.keyRequestsPerMinute()),
                        or(overrides.concurrentJobs(), limits.concurrentJobs()),
                        or(overrides.weight(), limits.weight())),
                plan.features());
    }

    private static int or(@Nullable Integer override, int planned) {
        return override == null ? planned : override;
    }

    private static TenantStatus status(Facts facts) {
        if (facts.closed()) {
            return TenantStatus.Closed;
        }
        return facts.suspensions().isEmpty() ? TenantStatus.Active : TenantStatus.Suspended;
    }

    private static Set<SuspensionReason> suspensions(Set<SuspensionReason> reasons) {
        Set<SuspensionReason> inOrder = EnumSet.noneOf(SuspensionReason.class);
        inOrder.addAll(reasons);
        return Collections.unmodifiableSet(inOrder);
    }
}
