package dev.sotto.billing.commission;

import dev.sotto.model.billing.Collector;
import dev.sotto.model.events.ResellerChanged;
import java.time.ZoneId;

/**
 * What a reseller and the platform agreed on.
 *
 * @param zone in which periods of new subscriptions are counted
 * @param collectedBy who collects, unless a subscription says otherwise
 */
public record ResellerTerms(RateHistory rates, Collector collectedBy, ZoneId zone) {

    static ResellerTerms of(ResellerChanged reseller) {
        return new ResellerTerms(RateHistory.of(reseller), reseller.collectedBy(), ZoneId.of(reseller.timeZone()));
    }
}
