package dev.sotto.model;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * One month of a subscription, counted from its anchor in UTC. The n-th period starts n months after the anchor itself,
 * so an anchor on the 31st gives 28 February and then 31 March again.
 *
 * @param index 0 for the period that starts at the anchor
 * @param start inclusive
 * @param end exclusive; the start of the next period
 */
public record BillingPeriod(int index, Instant start, Instant end) {

    /** The n-th period from an anchor. */
    public static BillingPeriod nth(Instant anchor, int index) {
        return new BillingPeriod(index, startOf(anchor, index), startOf(anchor, index + 1));
    }

    /** The period that contains {@code instant}; the first one for an instant before the anchor. */
    public static BillingPeriod containing(Instant anchor, Instant instant) {
        if (instant.isBefore(anchor)) {
            return nth(anchor, 0);
        }
        int estimate = Math.toIntExact(ChronoUnit.MONTHS.between(utc(anchor), utc(instant)));
        // Months counted from a clamped day (the 31st) can be one too few, never too many.
        return instant.isBefore(startOf(anchor, estimate + 1)) ? nth(anchor, estimate) : nth(anchor, estimate + 1);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }

    private static Instant startOf(Instant anchor, int index) {
        return utc(anchor).plusMonths(index).toInstant(ZoneOffset.UTC);
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
