package dev.sotto.model.tenants;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
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
 * @param plannedMove to another reseller, while it waits for its time
 * @param version goes up by one with each change; the ETag
 */
public record TenantView(
        UUID id,
        @Nullable UUID resellerId,
        String name,

        @JsonPropertyDescription(
                "The tenant's own host name, in lower case; no other tenant has it. It is stored and has no effect yet.")
        @Nullable
        String domain,

        TenantKind kind,
        TenantStatus status,
        Set<SuspensionReason> suspensions,
        Set<SuspensionReason> resellerSuspensions,
        @Nullable UUID subscriptionPlanId,
        @Nullable String subscriptionId,
        @Nullable SubscriptionStatus subscriptionStatus,

        @JsonPropertyDescription(
                "One of the reseller's branding configurations, for front ends to show. Letters and pages of Sotto do not use it yet.")
        @Nullable
        UUID brandingConfigurationId,

        @JsonPropertyDescription("How much may be kept at a time, in MB of 1,000,000 bytes") @Nullable
        Integer storageQuotaMb,

        @JsonPropertyDescription("How many minutes of audio may be transcribed in a billing period") @Nullable
        Integer processingQuotaMinutes,

        @JsonPropertyDescription("How many users it may have, invited and suspended ones included") @Nullable
        Integer maxUsers,

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
