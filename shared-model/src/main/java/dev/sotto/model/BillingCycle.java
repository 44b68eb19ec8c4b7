package dev.sotto.model;

import dev.sotto.model.billing.BillingInterval;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/**
 * The periods of a subscription. Period n starts n months or years after the anchor, by the calendar and the clocks of the
 * zone. So an anchor on the 31st gives 28 or 29 February and then 31 March, and one on 29 February gives 28 February in
 * other years. A local time that the clocks skip is as much later as they skip; one that they show twice is the first.
 *
 * @param anchor the start of period 0
 */
public record BillingCycle(Instant anchor, ZoneId zone, BillingInterval interval) {

    /** Returns period {@code index}, from 0. */
    public BillingPeriod period(int index) {
        return new BillingPeriod(index, start(index), start(index + 1));
    }

    /** Returns the period that contains {@code instant}, or the first period if the instant is before the anchor. */
    public BillingPeriod containing(Instant instant) {
        if (instant.isBefore(anchor)) {
            return period(0);
        }
        long months = ChronoUnit.MONTHS.between(local(anchor), local(instant));
        // The estimate may be one period wrong after a day that the month lacks, or a change of the clocks.
        int index = Math.max(0, Math.toIntExact(months / interval.months()) - 1);
        while (!instant.isBefore(start(index + 1))) {
            index++;
        }
        return period(index);
    }

    private Instant start(int index) {
        return local(anchor).plusMonths((long) index * interval.months()).toInstant();
    }

    private ZonedDateTime local(Instant instant) {
        return instant.atZone(zone);
    }
}
