package dev.sotto.tenants.signin;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells each of those who were refused when to come again: as many in a second as can be let in, not all of them in the same
 * one, where all but a few would only be refused once more.
 */
final class Pace {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long step;
    private final long longest;
    private final LongSupplier nanoClock;
    private long last;

    /**
     * @param perSecond how many are to come in a second
     * @param longest nobody is told to stay away longer: those beyond share the seconds that others were told
     * @param nanoClock as {@link System#nanoTime}
     */
    Pace(int perSecond, Duration longest, LongSupplier nanoClock) {
        this.step = SECOND / perSecond;
        this.longest = longest.toNanos();
        this.nanoClock = nanoClock;
        this.last = nanoClock.getAsLong();
    }

    /** For {@code Retry-After}, at least 1. */
    synchronized int seconds() {
        long now = nanoClock.getAsLong();
        long wait = Math.max(0, last - now) + step;
        if (wait > longest) {
            wait = step;
        }
        last = now + wait;
        return (int) ((wait + SECOND - 1) / SECOND);
    }
}
