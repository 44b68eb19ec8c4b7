package dev.sotto.model.events;

import dev.sotto.model.billing.BillingInterval;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * tenant-service's latest decision on a tenant's plan: at its creation, by a change of the tenant, or by a transfer.
 * billing-service follows each decision once. A tenant that only repeats what billing-service decided keeps the number.
 *
 * @param number counts the decisions of a tenant from 1
 * @param planVersion the plan's version whose limits the tenant got; 0 if unknown, then the current one
 * @param interval null: as before, or a month
 * @param trialDays days without charge at the beginning of the first subscription; 0 for none
 * @param planAfterTrialId the plan that follows the trial; null: the subscription expires with the trial
 * @param assignedAt when it was decided
 */
public record PlanAssignment(
        long number,
        int planVersion,
        @Nullable BillingInterval interval,
        int trialDays,
        @Nullable UUID planAfterTrialId,
        Instant assignedAt) {}
