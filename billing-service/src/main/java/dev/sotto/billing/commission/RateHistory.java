package dev.sotto.billing.commission;

import dev.sotto.model.events.ResellerChanged;
import dev.sotto.model.events.ResellerChanged.CommissionRate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * All commission rates of a reseller, past and present.
 *
 * @param rates at least one, in the order of their start
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
     * Returns the rate at an instant, in percent. Before the start of the first rate, it returns the first: the clocks
     * of two machines may make a tenant slightly older than its reseller.
     */
    public BigDecimal at(Instant instant) {
        return rates.stream()
                .filter(rate -> !rate.effectiveFrom().isAfter(instant))
                .reduce((earlier, later) -> later)
                .orElse(rates.get(0))
                .rate();
    }
}
