package dev.sotto.resellers.resellers;

import dev.sotto.model.events.ResellerChanged.CommissionRate;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Every rate that a reseller has had, oldest first: each holds from its own instant until the next one's.
 *
 * @param rates with strictly rising instants
 */
record CommissionHistory(List<CommissionRate> rates) {

    static final CommissionHistory NONE = new CommissionHistory(List.of());

    CommissionHistory {
        rates = List.copyOf(rates);
    }

    /**
     * The history after the rate was set. The same rate again changes nothing. A new one holds from now, never from the
     * instant of an earlier rate or before, even when two changes meet in one microsecond or a clock has gone back.
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

    /** What came on top of an earlier state of the same history. */
    List<CommissionRate> since(CommissionHistory earlier) {
        return rates.subList(earlier.rates().size(), rates.size());
    }
}
