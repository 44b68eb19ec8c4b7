package dev.sotto.billing.commission;

import dev.sotto.model.billing.Collector;
import dev.sotto.model.events.ResellerChanged;

/**
 * What a reseller and the platform agreed on.
 *
 * @param collectedBy who collects, unless a subscription says otherwise
 */
public record ResellerTerms(RateHistory rates, Collector collectedBy) {

    static ResellerTerms of(ResellerChanged reseller) {
        return new ResellerTerms(RateHistory.of(reseller), reseller.collectedBy());
    }
}
