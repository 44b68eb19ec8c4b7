package dev.sotto.billing.commission;

import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.ResellerChanged.CommissionRate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * Every commission rate that a reseller ever had.
 *
 * @param rates at least one, in the order of their beginnings
 */
public record RateHistory(List<CommissionRate> rates) {

    public RateHistory {
        if (rates.isEmpty()) {
            throw new IllegalArgumentException("a reseller without a commission rate");
        }
        rates = rates.stream()
                .sorted(Comparator.comparing(CommissionRate::effectiveFrom))
                .toList();
    }

    static RateHistory of(ResellerChanged reseller) {
        return new RateHistory(reseller.commissionRates());
    }

    /**
     * The rate in force at an instant, in percent. Before the first one began it is the first: two machines' clocks may
     * make a tenant a moment older than its reseller.
     */
    public BigDecimal at(Instant instant) {
        return rates.stream()
                .filter(rate -> !rate.effectiveFrom().isAfter(instant))
                .reduce((earlier, later) -> later)
                .orElse(rates.get(0))
                .rate();
    }
}
