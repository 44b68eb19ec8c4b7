package dev.sotto.model.events;

import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.billing.PlanLimits;
import dev.sotto.model.tenants.TenantKind;
import dev.sotto.model.tenants.TenantStatus;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The current state of a tenant, with its entitlements. Both are in one event, so that job admission reads them
 * together.
 *
 * @param resellerId absent only for the platform tenant
 * @param status the tenant's own status; its reseller's status is not included
 * @param suspensions the tenant's own suspension reasons, independent of each other and of the reseller's
 * @param subscriptionPlanId absent for House and Platform tenants
 * @param anchor the instant from which months of processing quota are counted
 * @param processingMs milliseconds of audio per month
 * @param storageBytes maximum stored bytes at any time
 * @param maxUsers number of seats
 * @param weight the tenant's share when several tenants wait
 * @param concurrency maximum number of running jobs
 * @param requestsPerMinute requests that all keys of the tenant together may send to one service, and all its people
 *     together
 * @param keyRequestsPerMinute requests that one API key or one person may send to one service
 * @param features what the plan includes
 * @param assignment absent for House and Platform tenants, and in older events
 */
public record TenantChanged(
        UUID tenantId,
        long version,
        @Nullable UUID resellerId,
        TenantKind kind,
        TenantStatus status,
        Set<SuspensionReason> suspensions,
        @Nullable UUID subscriptionPlanId,
        Instant anchor,
        long processingMs,
        long storageBytes,
        int maxUsers,
        int weight,
        int concurrency,
        int requestsPerMinute,
        int keyRequestsPerMinute,
        PlanFeatures features,
        @Nullable PlanAssignment assignment)
        implements Event {

    /** Fills in members that older events do not have. */
    public TenantChanged {
        suspensions = suspensions == null ? Set.of() : suspensions;
        features = features == null ? PlanFeatures.ALL : features;
        requestsPerMinute = requestsPerMinute == 0 ? PlanLimits.USUAL.requestsPerMinute() : requestsPerMinute;
        keyRequestsPerMinute =
                keyRequestsPerMinute == 0 ? PlanLimits.USUAL.keyRequestsPerMinute() : keyRequestsPerMinute;
    }

    /** Returns the same with another version, to compare what versions differ in. */
    public TenantChanged at(long otherVersion) {
        return new TenantChanged(
                tenantId,
                otherVersion,
                resellerId,
                kind,
                status,
                suspensions,
                subscriptionPlanId,
                anchor,
                processingMs,
                storageBytes,
                maxUsers,
                weight,
                concurrency,
                requestsPerMinute,
                keyRequestsPerMinute,
                features,
                assignment);
    }

    @Override
    public Topic topic() {
        return Topic.TENANT_CHANGED;
    }

    @Override
    public UUID aggregateId() {
        return tenantId;
    }
}
