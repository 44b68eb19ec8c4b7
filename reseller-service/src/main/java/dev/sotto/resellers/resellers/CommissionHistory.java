package dev.sotto.resellers.resellers;

import dev.sotto.model.events.ResellerChanged.CommissionRate;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * All rates of a reseller, oldest first. Each applies from its own instant until the next one's.
 *
 * @param rates with strictly increasing instants
 */
record CommissionHistory(List<CommissionRate> rates) {

    static final CommissionHistory NONE = new CommissionHistory(List.of());

    CommissionHistory {
        rates = List.copyOf(rates);
    }

    /**
     * Returns the history after the rate was set. An equal rate changes nothing. A new rate applies from now, but
     * always after the instant of the previous rate, even if two changes fall into one microsecond or the clock was set
     * back.
     */
    CommissionHistory changedTo(BigDecimal rate, Instant now) {
        if (rates.isEmpty()) {
            return new CommissionHistory(List.of(new CommissionRate(rate, now)));
        }
        CommissionRate last = rates.get(rates.size() - 1);
        if (last.rate().compareTo(rate) == 0) {
            return this;
        }
        Instant earliest = last.effectiveFrom().plus(1, ChronoUnit.MICROS);
        List<CommissionRate> longer = new ArrayList<>(rates);
        longer.add(new CommissionRate(rate, now.isBefore(earliest) ? earliest : now));
        return new CommissionHistory(longer);
    }

    /** Returns the rates that were added since an earlier state of this history. */
    List<CommissionRate> since(CommissionHistory earlier) {
        return rates.subList(earlier.rates().size(), rates.size());
    }
}
