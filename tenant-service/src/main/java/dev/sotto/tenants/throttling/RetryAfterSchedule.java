package dev.sotto.tenants.throttling;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells refused clients when to retry. It spreads them over the next seconds, so that no second gets more than can be
 * admitted. A client that retries early only delays other clients of its own address.
 */
public final class RetryAfterSchedule {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** A forgotten client is treated as refused for the first time. */
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
     * @param perSecond the number of retries per second
     * @param longest the longest wait; further clients share these seconds
     * @param nanoClock as {@link System#nanoTime}
     */
    public RetryAfterSchedule(int perSecond, Duration longest, LongSupplier nanoClock) {
        this.step = SECOND / perSecond;
        this.longest = longest.toNanos();
        this.nanoClock = nanoClock;
        this.last = nanoClock.getAsLong();
    }

    /**
     * Returns the seconds for {@code Retry-After}, at least 1.
     *
     * @param whom the client, compared by {@code equals}
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
