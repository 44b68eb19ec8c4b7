package dev.sotto.gateway;

import java.time.Duration;

/** How fast a body comes: one that drips would hold what it needs for as long as its sender likes. */
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

    /** To be asked once a second in which the sender was not held back. */
    boolean isTooSlow() {
        seconds++;
        return bytes < (seconds - least.grace().toSeconds()) * least.bytesASecond();
    }

    /**
     * The least that is waited for.
     *
     * @param grace in which nothing is asked of a body
     * @param bytesASecond on the average of all of the time after that
     */
    public record Least(Duration grace, long bytesASecond) {

        /** A whole JSON body within a minute and a half; a recording over the slowest of mobile networks. */
        public static final Least USUAL = new Least(Duration.ofSeconds(10), 16 * 1024);
    }
}
