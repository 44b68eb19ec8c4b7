package dev.sotto.jobs.dispatch;

import java.util.concurrent.atomic.AtomicReference;

/** How fast the workers of this process are: milliseconds of sound in a millisecond, the latest jobs before earlier ones. */
final class Pace {

    private static final double NEWEST = 0.2;

    private final AtomicReference<Double> speed = new AtomicReference<>(0.0);

    /**
     * Counts a job that was completed.
     *
     * @param soundMs its sound
     * @param tookMs how long the worker had it
     */
    void add(long soundMs, long tookMs) {
        double now = (double) soundMs / Math.max(1, tookMs);
        speed.updateAndGet(before -> before == 0 ? now : before + NEWEST * (now - before));
    }

    /** Returns 0 while no job was completed. */
    double speed() {
        return speed.get();
    }
}
