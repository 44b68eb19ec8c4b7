package dev.sotto.model.tenants;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sotto.model.access.SuspensionReason;
import dev.sotto.model.billing.SubscriptionStatus;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant, as the API returns it to its reseller and its own users.
 *
 * @param status Active only if neither the tenant nor its reseller is suspended or closed
 * @param suspensions the tenant's own reasons, independent of each other
 * @param resellerSuspensions the reasons of its reseller, which apply to the tenant too
 * @param plannedMove the planned transfer to another reseller; absent if there is none
 * @param version increases by one with each change; used as the ETag
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

        @JsonPropertyDescription(
                "What its reseller allows it in the place of what its plan allows; counted in the members above")
        @Nullable
        AllowanceOverrides overrides,

        @Nullable PlannedMove plannedMove,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * A transfer to another reseller that has not taken place yet.
     *
     * @param resellerId the new reseller
     * @param subscriptionPlanId the tenant's plan after the transfer
     * @param from when the transfer takes place
     * @param problem why a due transfer failed; Sotto keeps trying
     */
    public record PlannedMove(
            UUID resellerId,
            UUID subscriptionPlanId,
            Instant from,
            @Nullable String problem) {}
}
