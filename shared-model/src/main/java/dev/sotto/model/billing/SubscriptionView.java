package dev.sotto.model.billing;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's subscription to a version of a plan.
 *
 * @param timeZone in which periods are counted (IANA)
 * @param anchor the instant from which periods are counted
 * @param periodStart of the period that is paid for, or of the trial
 * @param version increases by one with each change; used as the ETag
 */
public record SubscriptionView(
        UUID id,
        UUID tenantId,
        UUID resellerId,
        UUID subscriptionPlanId,

        @JsonPropertyDescription(Meanings.PLAN_VERSION) int planVersion,

        SubscriptionSource source,

        @JsonPropertyDescription("Who collects what it costs; absent: as the reseller's default says") @Nullable
        Collector collectedBy,

        @JsonPropertyDescription(
                "Trial: nothing is charged yet. Cancelled: it goes on until ends_at. Expired: it has ended and gives no quota.")
        SubscriptionStatus status,

        @JsonPropertyDescription("How much time a charge pays for")
        BillingInterval interval,

        String timeZone,
        Instant anchor,
        Instant periodStart,
        Instant periodEnd,

        @JsonPropertyDescription("When the next period is charged; absent if none follows") @Nullable
        Instant nextChargeAt,

        @JsonPropertyDescription("Absent if it never had a trial") @Nullable
        Instant trialEndsAt,

        @JsonPropertyDescription("When it ends or ended; absent while it goes on") @Nullable
        Instant endsAt,

        @JsonPropertyDescription("A change that will take place, or the plan that follows the trial") @Nullable
        Pending pending,

        long version,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * What the subscription will change to.
     *
     * @param at when
     */
    public record Pending(
            UUID subscriptionPlanId,

            @JsonPropertyDescription(Meanings.PLAN_VERSION) int planVersion,

            BillingInterval interval,
            Instant at) {}
}
