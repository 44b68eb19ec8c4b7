package dev.sotto.model.tenants;

import dev.sotto.model.access.SuspensionReason;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant as its reseller and its own people see it.
 *
 * @param status whether it may work: Active only if neither it nor its reseller is suspended or closed
 * @param suspensions its own reasons, independent of each other; lifting one lifts no other
 * @param resellerSuspensions its reseller's reasons, which hold for it too
 * @param storageQuotaMb the plan's limit in MB of 1,000,000 bytes
 * @param processingQuotaMinutes the plan's limit in minutes a billing period
 * @param maxUsers seats, invited users included
 * @param plannedMove to another reseller, while it waits for its time
 * @param version goes up by one with each change; the ETag
 */
public record TenantView(
        UUID id,
        @Nullable UUID resellerId,
        String name,
        @Nullable String domain,
        TenantKind kind,
        TenantStatus status,
        Set<SuspensionReason> suspensions,
        Set<SuspensionReason> resellerSuspensions,
        @Nullable UUID subscriptionPlanId,
        @Nullable String subscriptionId,
        @Nullable SubscriptionStatus subscriptionStatus,
        @Nullable UUID brandingConfigurationId,
        @Nullable Integer storageQuotaMb,
        @Nullable Integer processingQuotaMinutes,
        @Nullable Integer maxUsers,
        @Nullable PlannedMove plannedMove,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * A move that was decided and has not happened.
     *
     * @param resellerId whose the tenant will be
     * @param subscriptionPlanId the plan that it will be on
     * @param from when
     * @param problem why it has not happened although it is due; it is tried again and again
     */
    public record PlannedMove(
            UUID resellerId,
            UUID subscriptionPlanId,
            Instant from,
            @Nullable String problem) {}
}
