package dev.sotto.model;

import dev.sotto.model.billing.BillingInterval;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * One period of a {@link BillingCycle}.
 *
 * @param index 0 for the period that starts at the anchor
 * @param start inclusive
 * @param end exclusive; the start of the next period
 */
public record BillingPeriod(int index, Instant start, Instant end) {

    /** Returns month {@code index} from the anchor, counted in UTC. */
    public static BillingPeriod nth(Instant anchor, int index) {
        return months(anchor).period(index);
    }

    /**
     * Returns the month that contains {@code instant}, counted in UTC, or the first one if the instant is before the
     * anchor.
     */
    public static BillingPeriod containing(Instant anchor, Instant instant) {
        return months(anchor).containing(instant);
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }

    private static BillingCycle months(Instant anchor) {
        return new BillingCycle(anchor, ZoneOffset.UTC, BillingInterval.Month);
    }
}
