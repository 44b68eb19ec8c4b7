package dev.sotto.model;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * One month of a subscription, counted in UTC from its anchor. Period n starts n months after the anchor, so an anchor
 * on the 31st gives 28 February and then 31 March.
 *
 * @param index 0 for the period that starts at the anchor
 * @param start inclusive
 * @param end exclusive; the start of the next period
 */
public record BillingPeriod(int index, Instant start, Instant end) {

    /** Returns period {@code index} of a subscription with this anchor. */
    public static BillingPeriod nth(Instant anchor, int index) {
        return new BillingPeriod(index, startOf(anchor, index), startOf(anchor, index + 1));
    }

    /** Returns the period that contains {@code instant}, or the first period if the instant is before the anchor. */
    public static BillingPeriod containing(Instant anchor, Instant instant) {
        if (instant.isBefore(anchor)) {
            return nth(anchor, 0);
        }
        int estimate = Math.toIntExact(ChronoUnit.MONTHS.between(utc(anchor), utc(instant)));
        // The estimate is one month too low after a clamped day (the 31st). It is never too high.
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
