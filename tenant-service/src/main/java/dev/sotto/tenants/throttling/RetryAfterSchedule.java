package dev.sotto.tenants.throttling;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells each of those who were refused when to come again: as many in a second as can be let in, not all of them in the same
 * one, where all but a few would only be refused once more. Who comes again before the time moves what the others of the same
 * address are told, and nobody else: a flood's refusals are its own.
 */
public final class RetryAfterSchedule {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Whoever is forgotten is told as if refused for the first time. */
    private static final int MOST_REMEMBERED = 10_000;

    private final long step;
    private final long longest;
    private final LongSupplier nanoClock;
    private final Cache<Object, Long> told = Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .executor(Runnable::run)
            .build();
    private long last;

    /**
     * @param perSecond how many are to come in a second
     * @param longest nobody is told to stay away longer: those beyond share the seconds that others were told
     * @param nanoClock as {@link System#nanoTime}
     */
    public RetryAfterSchedule(int perSecond, Duration longest, LongSupplier nanoClock) {
        this.step = SECOND / perSecond;
        this.longest = longest.toNanos();
        this.nanoClock = nanoClock;
        this.last = nanoClock.getAsLong();
    }

    /**
     * For {@code Retry-After}, at least 1.
     *
     * @param whom by address: compared by {@code equals}
     */
    public synchronized int seconds(Object whom) {
        long now = nanoClock.getAsLong();
        Long before = told.getIfPresent(whom);
        boolean isEarly = before != null && before - now > 0;
        long wait = Math.max(0, (isEarly ? before : last) - now) + step;
        if (wait > longest) {
            wait = step;
        }
        if (!isEarly) {
            last = now + wait;
        }
        told.put(whom, now + wait);
        return (int) ((wait + SECOND - 1) / SECOND);
    }
}
