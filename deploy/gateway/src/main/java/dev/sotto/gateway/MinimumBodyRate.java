package dev.sotto.gateway;

import java.time.Duration;

/** Measures how fast a body comes. Without a minimum, a slow sender could hold a connection without limit. */
public final class MinimumBodyRate {

    private final Least least;
    private long bytes;
    private long seconds;

    MinimumBodyRate(Least least) {
        this.least = least;
    }

    void moved(long count) {
        bytes += count;
    }

    long bytes() {
        return bytes;
    }

    /** Must be called once per second in which the gateway did not hold the sender back. */
    boolean isTooSlow() {
        seconds++;
        return bytes < (seconds - least.grace().toSeconds()) * least.bytesASecond();
    }

    /**
     * The minimum rate.
     *
     * @param grace the time at the beginning of a body without a minimum
     * @param bytesASecond the average over all of the time after that
     */
    public record Least(Duration grace, long bytesASecond) {

        /** Allows a complete JSON body within a minute and a half, and a recording over the slowest mobile network. */
        public static final Least USUAL = new Least(Duration.ofSeconds(10), 16 * 1024);
    }
}
