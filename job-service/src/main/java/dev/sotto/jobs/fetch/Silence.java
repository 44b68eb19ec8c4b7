package dev.sotto.jobs.fetch;

import java.time.Duration;

/** Measures how long a server has sent nothing. */
final class Silence {

    private final long longestNanos;
    private volatile long heardAt = System.nanoTime();

    Silence(Duration longest) {
        this.longestNanos = longest.toNanos();
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    /** Returns how many milliseconds it may still last; 0 or less if it is too long. */
    long leftMillis() {
        long left = longestNanos - (System.nanoTime() - heardAt);
        return left <= 0 ? 0 : left / 1_000_000 + 1;
    }
}
