package dev.sotto.model.events;

import dev.sotto.model.billing.PlanFeatures;
import dev.sotto.model.billing.PlanLimits;

/**
 * What a version of a plan allows.
 *
 * @param storageQuotaMb MB of 1,000,000 bytes
 * @param processingQuotaMinutes minutes of audio a month
 * @param maxUsers seats
 */
public record PlanAllowance(
        int storageQuotaMb, int processingQuotaMinutes, int maxUsers, PlanLimits limits, PlanFeatures features) {

    /** Fills in absent limits and features. */
    public PlanAllowance {
        limits = limits == null ? PlanLimits.USUAL : limits;
        features = features == null ? PlanFeatures.ALL : features;
    }
}
